import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { forEachConcurrently } from "./for-each-concurrently.ts";

it("does the work for every item, for no more at a time than allowed", async () => {
  const done: number[] = [];
  let running = 0;
  let runningMost = 0;
  await forEachConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
    runningMost = Math.max(runningMost, ++running);
    await setImmediate();
    running--;
    done.push(item);
  });
  expect(done.sort()).toEqual([1, 2, 3, 4, 5]);
  expect(runningMost).toBe(2);
});

it("begins nothing more after a failure, and lets what has begun come to its end", async () => {
  const ended: number[] = [];
  const work = async (item: number): Promise<void> => {
    await setImmediate();
    if (item === 1) throw new Error("no space left");
    await setImmediate();
    ended.push(item);
  };
  await expect(forEachConcurrently([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow("no space left");
  expect(ended).toEqual([2]);
});
