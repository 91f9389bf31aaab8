import { describe, expect, it } from "vitest";
import type { Output } from "../output.ts";
import { OutputQueue } from "./output-queue.ts";

const timerOf = (ms: number): Output => ({ kind: "startTimer", timer: "opening", ms, begins: "at once" });

/** Pushes so many outputs, then takes some; returns the number of each that came. */
function takenFrom(queue: OutputQueue, count: number): number[] {
  return Array.from({ length: count }, () => {
    const output = queue.take();
    return output?.kind === "startTimer" ? output.ms : -1;
  });
}

describe("a queue of outputs", () => {
  it("hands each out once, in order, and then nothing", () => {
    const queue = new OutputQueue();
    expect(queue.take()).toBeUndefined();
    for (let ms = 0; ms < 3; ms++) queue.push(timerOf(ms));
    expect(takenFrom(queue, 4)).toEqual([0, 1, 2, -1]);
    queue.push(timerOf(7));
    expect(takenFrom(queue, 2)).toEqual([7, -1]);
  });

  it("keeps its order while it is long and never empty", () => {
    const queue = new OutputQueue();
    let pushed = 0;
    let expected = 0;
    for (let round = 0; round < 500; round++) {
      for (let i = 0; i < 20; i++) queue.push(timerOf(pushed++));
      for (const ms of takenFrom(queue, 19)) expect(ms).toBe(expected++);
    }
    for (const ms of takenFrom(queue, pushed - expected)) expect(ms).toBe(expected++);
    expect(queue.take()).toBeUndefined();
  });
});
