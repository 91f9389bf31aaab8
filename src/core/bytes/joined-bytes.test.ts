import { describe, expect, it } from "vitest";
import { JoinedBytes } from "./joined-bytes.ts";

describe("JoinedBytes", () => {
  it("joins one piece a time, and starts anew then", () => {
    const pieces = new JoinedBytes();
    for (const piece of [[1, 2], [], [3], [4, 5, 6]]) pieces.add(Uint8Array.from(piece));
    expect([pieces.join(), pieces.join(), pieces.join()]).toEqual([undefined, undefined, Uint8Array.of(1, 2, 3, 4, 5, 6)]);
    pieces.add(Uint8Array.of(7));
    expect(pieces.join()).toEqual(Uint8Array.of(7));
  });

  it("hands a single piece on as it is, and nothing as no bytes", () => {
    const pieces = new JoinedBytes();
    const only = Uint8Array.of(1);
    pieces.add(only);
    expect(pieces.join()).toBe(only);
    expect(pieces.join()).toEqual(new Uint8Array(0));
  });

  it("lets go of all pieces", () => {
    const pieces = new JoinedBytes();
    pieces.add(Uint8Array.of(1));
    pieces.add(Uint8Array.of(2));
    expect(pieces.join()).toBeUndefined();
    pieces.clear();
    pieces.add(Uint8Array.of(3));
    expect(pieces.join()).toEqual(Uint8Array.of(3));
  });
});
