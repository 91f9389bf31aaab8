import { describe, expect, it } from "vitest";
import { ascii } from "../../cases/steps.ts";
import { FakeClock } from "../../testing/fake-clock.ts";
import { SendQueue } from "./send-queue.ts";

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

describe("what is streamed", () => {
  /** Bytes that are made when they are asked for, and a note of what was. */
  function countedSource(length: number) {
    const asked: number[] = [];
    const subarray = (start: number, end: number) => {
      asked.push(start);
      return new Uint8Array(end - start);
    };
    return { asked, source: { length, subarray } };
  }

  /** A queue to a peer that takes nothing until it is told to. */
  function queueToMutePeer() {
    const clock = new FakeClock();
    const held: (() => void)[] = [];
    const written: number[] = [];
    const queue = new SendQueue(clock, (bytes, _sync, onLeft = () => undefined) => {
      written.push(bytes.length);
      held.push(onLeft);
    });
    const take = (writes: number) => {
      for (const onLeft of held.splice(0, writes)) onLeft();
    };
    return { clock, queue, written, take };
  }

  it("is made piece by piece, each when its turn has come", () => {
    const { queue, clock } = queueInMemory();
    const { source, asked } = countedSource(10);
    queue.stream(source, 4);
    expect(asked).toEqual([0]);
    clock.turn();
    expect(asked).toEqual([0, 4]);
    expect(queue.waiting).toEqual({ parcels: 1, bytes: 2 });
    clock.settle();
    expect(asked).toEqual([0, 4, 8]);
    expect(queue.waiting).toEqual({ parcels: 0, bytes: 0 });
    expect(queue.byteOffset).toBe(10);
  });

  it("waits for a peer that takes nothing, however much there is", () => {
    const { clock, queue, written, take } = queueToMutePeer();
    queue.stream(countedSource(64 * 1024 * 1024).source, undefined);
    clock.settle();
    expect(written).toEqual(Array.from({ length: 16 }, () => 64 * 1024));
    take(1);
    clock.settle();
    expect(written).toHaveLength(17);
    expect(queue.waiting.bytes).toBe(64 * 1024 * (1024 - 17));
  });

  it("in single bytes, or chopped from a frame, waits for such a peer too", () => {
    const { clock, queue, written, take } = queueToMutePeer();
    queue.sendApart(new Uint8Array(5000), 1);
    clock.settle();
    expect(written).toHaveLength(1024);
    take(1024);
    clock.settle();
    expect(written).toHaveLength(2048);
  });

  it("goes on with nothing when it was cleared meanwhile, and with what comes then", () => {
    const { clock, queue, written, take } = queueToMutePeer();
    queue.stream(countedSource(2 * 1024 * 1024).source, undefined);
    clock.settle();
    queue.clear();
    take(16);
    clock.settle();
    expect(written).toHaveLength(16);
    queue.sendApart(new Uint8Array(3), undefined);
    clock.settle();
    expect(written.at(-1)).toBe(3);
  });
});
