import { constants, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DeflateBlock, writeBlocks } from "../../../models/deflate/deflate-blocks.ts";
import { bitsOf, numberOf } from "../../../models/deflate/deflate-codes.ts";
import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import { hex } from "../testing/hex.ts";
import { inflateInTurns, inflateRaw } from "./inflate.ts";
import type { WholeStream } from "./whole-inflation.ts";

const noWindow = new Uint8Array(0);

/** The text that a stream in hex stands for, or its fault. */
function textOf(stream: string | Uint8Array, changes: Partial<WholeStream> = {}) {
  const bytes = typeof stream === "string" ? hex(stream) : stream;
  const inflated = inflateRaw({ bytes, window: noWindow, windowBytes: 32_768, outputBytesMax: 1000, ...changes });
  return "kind" in inflated ? inflated : latin1FromBytes(inflated);
}

/** Bits in the order they are sent, as bytes. */
function bytesOf(...parts: string[]): Uint8Array {
  const bits = parts.join("").replaceAll(" ", "");
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) => numberOf(bits.slice(8 * i, 8 * i + 8)));
}

/** The fixed code of a letter. */
const codeOf = (letter: string): string => (0x30 + letter.charCodeAt(0)).toString(2).padStart(8, "0");

// A dynamic block with as few codes as there can be, and with code length codes for 1, which is 0, and for a run of zeros.
const dynamicBeginning = `1 01 00000 00000 0111 000 000 100 ${"000 ".repeat(14)} 100`;
const zeros = (count: number): string => `1 ${bitsOf(count - 11, 7)}`;
const dynamicHeader = `${dynamicBeginning} ${zeros(138)} ${zeros(118)}`;

const flush: DeflateBlock[] = [{ type: "stored", final: false, bytes: noWindow }];

const literals = (text: string) => [...bytesFromLatin1(text)].map((literal) => ({ literal }));

describe("a stream", () => {
  it.each([
    ["f2 48 cd c9 c9 07 00 00 00 ff ff", "one block of fixed codes"],
    ["00 05 00 fa ff 48 65 6c 6c 6f 00 00 00 ff ff", "a stored block"],
    ["f3 48 cd c9 c9 07 00", "a final block"],
    ["f3 48 cd c9 c9 07 00 00 00 00 ff ff", "a final block and an empty one after it"],
    ["f2 48 05 00 00 00 ff ff ca c9 c9 07 00 00 00 ff ff", "two blocks with an empty one between"],
    ["01 02 00 fd ff 48 65 01 03 00 fc ff 6c 6c 6f", "two final blocks that are stored"],
  ])("7.2.3: %s is Hello in %s", (stream) => {
    expect(textOf(stream)).toBe("Hello");
  });

  it("without bytes stands for nothing", () => {
    expect(textOf("")).toBe("");
  });

  it("7.2.2: goes on after a final block, which later ones may refer to", () => {
    const blocks: DeflateBlock[] = [
      { type: "fixed", final: true, tokens: literals("Hello") },
      { type: "dynamic", final: true, tokens: [...literals(", "), { length: 5, distance: 7 }], steps: 0, repeats: true },
      { type: "stored", final: true, bytes: bytesFromLatin1("!") },
    ];
    expect(textOf(writeBlocks(blocks))).toBe("Hello, Hello!");
  });

  it("may refer to the window, to its last bytes first, and from there into itself", () => {
    const blocks: DeflateBlock[] = [
      {
        type: "fixed",
        final: true,
        tokens: [
          { length: 9, distance: 3 },
          { length: 3, distance: 12 },
        ],
      },
    ];
    expect(textOf(writeBlocks(blocks), { window: bytesFromLatin1("abc") })).toBe("abcabcabcabc");
  });

  it("3.2.5: takes 258 written as the symbol before the one for it, with all extra bits", () => {
    expect(textOf(bytesOf("1 10", codeOf("a"), "11000100 11111 00000", "0000000"))).toBe("a".repeat(259));
  });

  it("repeats one byte, and long stretches", () => {
    const tokens = [...literals("ab"), { length: 258, distance: 1 }, { length: 258, distance: 260 }];
    const text = textOf(writeBlocks([{ type: "dynamic", final: false, tokens, steps: 3, repeats: true }, ...flush])) as string;
    expect(text).toBe(`a${"b".repeat(259)}a${"b".repeat(257)}`);
  });
});

describe("the memory of a stream", () => {
  it("grows with a stored block that comes after repetitions", () => {
    const tokens = [...literals("a"), ...[258, 258, 258, 150].map((length) => ({ length, distance: 1 }))];
    const block: DeflateBlock = { type: "stored", final: false, bytes: bytesFromLatin1("b".repeat(300)) };
    const bytes = writeBlocks([{ type: "fixed", final: false, tokens }, block, ...flush]);
    expect(textOf(bytes, { outputBytesMax: 10_000 })).toBe("a".repeat(925) + "b".repeat(300));
  });

  it("is as much as the stream needs, and not as much as it may have, and a stream that is cut gets none", () => {
    const long: DeflateBlock = { type: "dynamic", final: false, tokens: literals("ab".repeat(50)), steps: 0, repeats: true };
    const repeated: DeflateBlock = { ...long, tokens: [...literals("ab"), ...Array(20).fill({ length: 258, distance: 1 })] };
    const before = process.memoryUsage().arrayBuffers;
    expect(textOf(writeBlocks([repeated, ...flush]), { outputBytesMax: 100_000_000 })).toHaveLength(2 + 20 * 258);
    expect(textOf(writeBlocks([long]).slice(0, -5), { outputBytesMax: 100_000_000 })).toMatchObject({ kind: "truncated" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it("is handed on when half of it is in use, and otherwise no more of it than that", () => {
    const memoryOf = (length: number): number => {
      const bytes = writeBlocks([{ type: "stored", final: false, bytes: new Uint8Array(length) }, ...flush]);
      const inflated = inflateRaw({ bytes, window: noWindow, windowBytes: 32_768, outputBytesMax: 258 });
      return (inflated as Uint8Array).buffer.byteLength;
    };
    expect([257, 258].map(memoryOf)).toEqual([257, 2 * 258]);
  });
});

describe("a turn", () => {
  /** How many turns a stream takes. */
  const turnsOf = (bytes: Uint8Array, turnBytes: number): number => {
    const inflation = inflateInTurns({ window: noWindow, windowBytes: 32_768, outputBytesMax: 1_000_000, turnBytes });
    let turns = 0;
    inflation.push(bytes, true);
    for (; !inflation.isUsedUp; turns++) inflation.advance();
    return turns;
  };

  it("is over where its bytes are, inside a block too", () => {
    const tokens = [...literals("a"), ...Array(40).fill({ length: 250, distance: 1 })];
    expect(turnsOf(writeBlocks([{ type: "dynamic", final: false, tokens, steps: 0, repeats: true }, ...flush]), 2000)).toBe(5);
  });

  it("is over after many blocks that stand for nothing, as they take time too", () => {
    const empty = bytesOf(...Array(800).fill(`${dynamicHeader} 0 0 0`.replace(/^1/, "0")));
    expect(turnsOf(empty, 100 * 1024)).toBe(8);
  });

  it("goes on with the codes of its block, whatever was inflated meanwhile", () => {
    const dynamic = (text: string): Uint8Array =>
      writeBlocks([{ type: "dynamic", final: false, tokens: literals(text.repeat(200)), steps: 3, repeats: true }, ...flush]);
    const request = { window: noWindow, windowBytes: 32_768, outputBytesMax: 1000, turnBytes: 300 };
    const inflation = inflateInTurns(request);
    inflation.push(dynamic("abc"), true);
    const first = inflation.advance();
    expect(textOf(dynamic("xyzuv"))).toBe("xyzuv".repeat(200));
    const rest: Uint8Array[] = [];
    while (!inflation.isUsedUp) rest.push(inflation.advance());
    expect(latin1FromBytes(first) + rest.map(latin1FromBytes).join("")).toBe("abc".repeat(200));
  });
});

describe("a dynamic block", () => {
  it("3.2.7: may have one symbol and one distance, of one bit each", () => {
    expect(textOf(bytesOf(dynamicHeader, "0 0", "0"))).toBe("");
  });

  it("3.2.7: may repeat the length of a code", () => {
    const block: DeflateBlock = { type: "dynamic", final: false, tokens: literals("abcdefghijklmnopqrst"), steps: 0, repeats: true };
    expect(textOf(writeBlocks([block, ...flush]))).toBe("abcdefghijklmnopqrst");
  });

  it("3.2.7: may have codes for 32 distances, of which two are never used", () => {
    const stream = bytesOf(
      "1 01",
      "00000 11111 0111",
      "000 000 100",
      "000 ".repeat(14),
      "100",
      zeros(138),
      zeros(118),
      "0",
      zeros(30),
      "0 0",
      "0",
    );
    expect(textOf(stream)).toBe("");
    expect(textOf(bytesOf("0 10", "0000001 11110"))).toMatchObject({ kind: "malformed", detail: "a symbol that stands for no distance" });
  });
});

describe("a fault", () => {
  it.each([
    ["a type that is reserved", "111", "a block of the reserved type 3"],
    [
      "a length that is not its complement",
      `000 00000 ${"10000000 ".repeat(4)}`,
      "a stored block whose length does not match its complement",
    ],
    ["the length symbol 286", "0 10 11000110", "a symbol that stands for no length"],
    ["the length symbol 287", "0 10 11000111", "a symbol that stands for no length"],
    ["the distance symbol 30", "0 10 0000001 11110", "a symbol that stands for no distance"],
    ["the distance symbol 31", "0 10 0000001 11111", "a symbol that stands for no distance"],
    ["codes for 287 literals and lengths", "0 01 01111", "codes for 287 literals and lengths, which are 286 at most"],
    [
      "three code length codes of one bit",
      "0 01 00000 00000 0000 100 100 100 000",
      "code length code lengths that leave no room for all codes",
    ],
    ["a single code length code", "0 01 00000 00000 0000 000 000 100 000", "code length code lengths that leave codes unused"],
    ["a repetition of nothing", "0 01 00000 00000 0000 100 000 000 100 1 00", "a repetition of the code length before the first one"],
    [
      "a repetition that is too long",
      `${dynamicBeginning} ${zeros(138)} ${zeros(138)}`,
      "a repetition of code lengths beyond the last one",
    ],
    ["no end of block", `${dynamicBeginning} ${zeros(138)} ${zeros(119)} 0`, "no code for the end of the block"],
    [
      "three literals of one bit",
      `${dynamicBeginning} 0 0 ${zeros(138)} ${zeros(116)} 0 0`,
      "literal and length code lengths that leave no room for all codes",
    ],
    [
      "three distances of one bit",
      `1 01 00000 01000 0111 000 000 100 ${"000 ".repeat(14)} 100 ${zeros(138)} ${zeros(118)} 0 0 0 0`,
      "distance code lengths that leave no room for all codes",
    ],
    ["a symbol without a code", `${dynamicHeader} 0 0 1`, "a symbol that stands for no length"],
  ])("of the bits is %s", (_, bits, detail) => {
    const bytes = bytesOf(bits, "0".repeat(64));
    const position = Math.ceil(bits.replaceAll(" ", "").length / 8) - 1;
    expect(textOf(bytes)).toEqual({ kind: "malformed", detail, position });
  });

  it("is a stream that ends inside a block, wherever that is", () => {
    const stream = hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00");
    for (const length of [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13]) {
      const truncated = { kind: "truncated", detail: "a block that is not complete", position: length - 1 };
      expect(textOf(stream.subarray(0, length))).toEqual(truncated);
    }
    expect(textOf(stream.subarray(0, 8))).toBe("He");
    expect(textOf("01 05 00 fa ff 48 65")).toMatchObject({ kind: "truncated", position: 6 });
  });

  it("is found with the very last bit, and not where a bit is missing", () => {
    expect(textOf(bytesOf("0 10", "0000001", "00100 0"))).toMatchObject({ kind: "distanceTooFar", distance: 5, position: 1 });
    expect(textOf(bytesOf("0 10", "0000001", "00110 0"))).toMatchObject({ kind: "truncated", position: 1 });
    expect(textOf(bytesOf("0 10", "110010000", "0000001", "11110"))).toMatchObject({ kind: "malformed", position: 2 });
  });

  it("7.1.2: is a distance beyond the window that was agreed on, though there is more", () => {
    const bytes = writeBlocks([{ type: "fixed", final: false, tokens: [{ length: 3, distance: 257 }] }, ...flush]);
    const window = bytesFromLatin1("x".repeat(300));
    expect(textOf(bytes, { window })).toBe("xxx");
    expect(textOf(bytes, { window, windowBytes: 256 })).toEqual({
      kind: "distanceTooFar",
      detail: "a distance of 257, where 256 is the longest possible",
      position: 2,
      distance: 257,
    });
  });

  it("is a distance beyond all there is", () => {
    const bytes = writeBlocks([{ type: "fixed", final: true, tokens: [...literals("ab"), { length: 3, distance: 4 }] }]);
    expect(textOf(bytes, { window: bytesFromLatin1("yz") })).toBe("abyza");
    expect(textOf(bytes, { window: bytesFromLatin1("z") })).toMatchObject({ kind: "distanceTooFar", distance: 4 });
  });

  it.each<[string, DeflateBlock]>([
    ["stored", { type: "stored", final: false, bytes: bytesFromLatin1("a".repeat(30)) }],
    ["of literals", { type: "fixed", final: false, tokens: literals("a".repeat(30)) }],
    ["of a repetition", { type: "fixed", final: false, tokens: [...literals("a"), { length: 29, distance: 1 }] }],
  ])("is more than the limit, in a block %s", (_, block) => {
    const bytes = writeBlocks([block, ...flush]);
    expect(textOf(bytes, { outputBytesMax: 30 })).toBe("a".repeat(30));
    for (const outputBytesMax of [0, 1, 29]) {
      const detail = `more than ${outputBytesMax} bytes when inflated`;
      expect(textOf(bytes, { outputBytesMax })).toMatchObject({ kind: "tooLarge", detail });
    }
  });

  it("is more than the limit in several stored blocks, of which none alone is", () => {
    const block: DeflateBlock = { type: "stored", final: false, bytes: new Uint8Array(20) };
    expect(textOf(writeBlocks([block, block]), { outputBytesMax: 39 })).toMatchObject({ kind: "tooLarge" });
  });

  it("is a bomb, which never gets its memory", () => {
    const million = deflateRawSync(new Uint8Array(1_000_000), { finishFlush: constants.Z_SYNC_FLUSH });
    const bytes = new Uint8Array(Buffer.concat(Array.from({ length: 100 }, () => million)));
    const before = process.memoryUsage().arrayBuffers;
    expect(textOf(bytes, { outputBytesMax: 1_000_000 })).toMatchObject({ kind: "tooLarge" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  });
});
