import { describe, expect, it } from "vitest";
import { bytesFromLatin1 } from "../bytes/text.ts";
import { PositionTable } from "./position-table.ts";

/** Bytes of which hardly four in a row come twice. */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return state >>> 24;
  });
}

/** How many positions of a text the table still knows when all have been put in. */
function knownOf(text: Uint8Array): number {
  const table = new PositionTable(text);
  table.insert(0, text.length);
  let known = 0;
  // From the end: the last position with a hash is the one that was kept, and putting it in again loses nothing.
  for (let position = text.length - 1; position >= 0; position--) if (table.replace(position) === position) known++;
  return known;
}

describe("PositionTable", () => {
  it("knows where the same four bytes came last", () => {
    const table = new PositionTable(bytesFromLatin1("abcd-abcd-abcd"));
    expect([0, 5, 10].map((position) => table.replace(position))).toEqual([-1, 0, 5]);
  });

  it("knows positions that were put in as a range, and none behind its end", () => {
    const table = new PositionTable(bytesFromLatin1("abcd-efgh-abcd-efgh"));
    table.insert(0, 5);
    expect([table.replace(10), table.replace(15)]).toEqual([0, -1]);
  });

  it("knows nothing of the last three bytes of a text, and of a text that is no longer", () => {
    expect(new PositionTable(bytesFromLatin1("abc")).replace(0)).toBe(-1);
    const text = new Uint8Array(6);
    const table = new PositionTable(text);
    table.insert(0, text.length);
    expect([2, 3, 4, 5].map((position) => table.replace(position))).toEqual([2, -1, -1, -1]);
  });

  it("knows nearly all positions of a short text, and 32,768 of a long one: it takes no more memory than that", () => {
    expect(knownOf(noise(100))).toBeGreaterThan(70);
    expect(knownOf(noise(600_000))).toBe(32_768);
  });
});
