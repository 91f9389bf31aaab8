import { describe, expect, it } from "vitest";
import { JoinedBytes } from "./joined-bytes.ts";

const piece = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

describe("JoinedBytes", () => {
  it("joins about so many bytes a turn, and starts anew then", () => {
    const pieces = new JoinedBytes();
    for (const [i, length] of [2000, 0, 1024, 3000].entries()) pieces.add(piece(length, i));
    const whole = Uint8Array.from([...piece(2000, 0), ...piece(1024, 2), ...piece(3000, 3)]);
    expect([pieces.join(1), pieces.join(2), pieces.join(1)]).toEqual([undefined, undefined, whole]);
    for (const length of [2000, 2000, 2000]) pieces.add(piece(length, 1));
    expect([pieces.join(2001), pieces.join(1)]).toEqual([undefined, piece(6000, 1)]);
  });

  it("joins short pieces as they come, whatever comes before and behind them", () => {
    const pieces = new JoinedBytes();
    for (const [value, length] of [1, 1, 1500, 1, 2000, 1, 1023].entries()) pieces.add(piece(length, value));
    expect([1, 1, 1, 1].map((turn) => pieces.join(turn)?.length)).toEqual([undefined, undefined, undefined, undefined]);
    expect(pieces.join(1)).toEqual(Uint8Array.from([1, 1, 1500, 1, 2000, 1, 1023].flatMap((length, value) => [...piece(length, value)])));
  });

  it("takes not much more memory than what is in a great many short pieces", () => {
    const before = process.memoryUsage().arrayBuffers;
    const pieces = new JoinedBytes();
    for (let i = 0; i < 300_000; i++) pieces.add(Uint8Array.of(i));
    const joined = pieces.join(Number.POSITIVE_INFINITY) as Uint8Array;
    expect(joined).toHaveLength(300_000);
    expect(joined[0x1_0123]).toBe(0x23);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3_000_000);
  });

  it("hands a single piece on as it is, and nothing as no bytes", () => {
    const pieces = new JoinedBytes();
    for (const length of [1, 2000]) {
      const only = piece(length, 1);
      pieces.add(only);
      expect(pieces.join(1)).toBe(only);
    }
    expect(pieces.join(1)).toEqual(new Uint8Array(0));
  });

  it("lets go of all pieces", () => {
    const pieces = new JoinedBytes();
    for (const length of [1, 2000, 1, 1]) pieces.add(piece(length, 7));
    expect(pieces.join(1)).toBeUndefined();
    pieces.clear();
    pieces.add(Uint8Array.of(3));
    expect(pieces.join(1)).toEqual(Uint8Array.of(3));
  });
});
