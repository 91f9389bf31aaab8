import { describe, expect, it } from "vitest";
import { ascii } from "./cases/steps.ts";
import { SendQueue } from "./send-queue.ts";
import { FakeClock } from "./testing/fake-clock.ts";

function queueInMemory() {
  const clock = new FakeClock();
  const written: string[] = [];
  const queue = new SendQueue(clock, (bytes, sync) => written.push(`${Buffer.from(bytes)}${sync ? " sync" : ""}`));
  return { clock, written, queue };
}

describe("the send queue", () => {
  it("writes at once what may share a segment", () => {
    const { queue, written } = queueInMemory();
    queue.send(ascii("a"));
    queue.send(ascii("b"));
    expect(written).toEqual(["a", "b"]);
  });

  it("writes pieces one per turn, the first at once, the last one shorter", () => {
    const { queue, written, clock } = queueInMemory();
    queue.sendApart(ascii("abcdefgh"), 3);
    expect(written).toEqual(["abc sync"]);
    clock.turn();
    expect(written).toEqual(["abc sync", "def sync"]);
    clock.turn();
    clock.turn();
    expect(written).toEqual(["abc sync", "def sync", "gh sync"]);
  });

  it("writes a whole frame that is to go alone as one piece", () => {
    const { queue, written, clock } = queueInMemory();
    queue.sendApart(ascii("whole"), undefined);
    queue.sendApart(ascii("next"), undefined);
    expect(written).toEqual(["whole sync"]);
    clock.settle();
    expect(written).toEqual(["whole sync", "next sync"]);
  });

  it("keeps the order: what may share a segment waits behind the pieces", () => {
    const { queue, written, clock } = queueInMemory();
    queue.sendApart(ascii("ab"), 1);
    queue.send(ascii("c"));
    queue.sendApart(ascii("de"), 1);
    clock.settle();
    expect(written).toEqual(["a sync", "b sync", "c", "d sync", "e sync"]);
  });

  it("writes at once again when the last piece is out", () => {
    const { queue, written, clock } = queueInMemory();
    queue.sendApart(ascii("a"), 1);
    queue.send(ascii("b"));
    expect(written).toEqual(["a sync", "b"]);
    queue.sendApart(ascii("c"), 1);
    expect(written).toEqual(["a sync", "b"]);
    clock.settle();
    expect(written).toEqual(["a sync", "b", "c sync"]);
  });

  it("forgets what is waiting when it is cleared", () => {
    const { queue, written, clock } = queueInMemory();
    queue.sendApart(ascii("abc"), 1);
    queue.clear();
    clock.settle();
    expect(written).toEqual(["a sync"]);
  });
});
