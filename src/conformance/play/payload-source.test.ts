import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8, latin1FromBytes } from "../../core/bytes/text.ts";
import type { SourceName } from "../case/case.ts";
import { sourceBytes, WindowReader } from "./payload-source.ts";
import { germanVerse } from "./payloads/german-verse.ts";
import { greyBitmap } from "./payloads/grey-bitmap.ts";
import { htmlPage } from "./payloads/html-page.ts";
import { jsonDocument } from "./payloads/json-document.ts";
import { pdfDocument } from "./payloads/pdf-document.ts";

interface Known {
  readonly make: () => Uint8Array;
  readonly byteLength: number;
  readonly sha1: string;
  /** Compressed length over length, at zlib's default level, from and to. */
  readonly ratio: readonly [number, number];
}

const known: Readonly<Record<SourceName, Known>> = {
  json: { make: jsonDocument, byteLength: 194056, sha1: "f907dff442a9e1c7b018cde1e25d3ba9c9830424", ratio: [0.15, 0.25] },
  bitmap: { make: greyBitmap, byteLength: 263222, sha1: "92519dcc28ac342a05feb4474bc3752440450a88", ratio: [0.8, 0.92] },
  prose: { make: germanVerse, byteLength: 222218, sha1: "3680cbe7fe88e3991162c71d026429d9af38d711", ratio: [0.32, 0.42] },
  html: { make: htmlPage, byteLength: 263647, sha1: "b6a999b592423415590f6605132cf7c25bf60a27", ratio: [0.18, 0.3] },
  pdf: { make: pdfDocument, byteLength: 1042328, sha1: "c65eccd305ed04889eca8f4407018fc4d2a083b6", ratio: [0.75, 0.92] },
};
const names = Object.keys(known) as SourceName[];

// The files of Autobahn belong to others; having the same bytes would mean having copied them.
const digestsOfOthers = [
  "29a6391ee3ef8be4e76625707124af339ccc73bb",
  "f1aef32df26d8a750d2d68dc455d9930f4db621d",
  "92183e58d19126b4caf19fafd78ef4511b3260c8",
  "1fdd46e75af0e5e5f246b2b1cf0956b1bb2e4a75",
  "22ec22672f9d79b655bddf2eec4c6e405e8742b2",
];

const sha1 = (bytes: Uint8Array): string => createHash("sha1").update(bytes).digest("hex");
const utf8 = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

describe.each(names)("the source %s", (name) => {
  const { make, byteLength, ratio } = known[name];

  it("has the size of its model and the same bytes on every machine", () => {
    expect(sourceBytes(name)).toHaveLength(byteLength);
    expect(sha1(sourceBytes(name))).toBe(known[name].sha1);
  });

  it("is made once, and could be made again", () => {
    expect(sourceBytes(name)).toBe(sourceBytes(name));
    expect(sha1(make())).toBe(known[name].sha1);
  });

  it(`compresses to ${ratio[0]} to ${ratio[1]} of its size`, () => {
    const compressed = deflateRawSync(sourceBytes(name), { level: 6 }).length / byteLength;
    expect(compressed).toBeGreaterThan(ratio[0]);
    expect(compressed).toBeLessThan(ratio[1]);
  });

  it("is nobody else's file", () => {
    expect(digestsOfOthers).not.toContain(sha1(sourceBytes(name)));
  });
});

describe("what the sources are", () => {
  it("json: ASCII, and JSON", () => {
    expect(sourceBytes("json").every((byte) => byte < 0x80)).toBe(true);
    const { stations } = JSON.parse(utf8(sourceBytes("json")));
    expect(stations.length).toBeGreaterThan(300);
    expect(new Set(stations.map(({ id }: { id: number }) => id)).size).toBe(stations.length);
  });

  it("bitmap: 512 rows of 512 grey pixels, each much like its neighbours", () => {
    const file = sourceBytes("bitmap");
    const header = new DataView(file.buffer, file.byteOffset);
    expect(utf8(file.subarray(0, 2))).toBe("BM");
    expect([2, 10, 18, 22, 34].map((at) => header.getUint32(at, true))).toEqual([263222, 1078, 512, 512, 512 * 512]);
    expect([...file.subarray(54 + 4 * 200, 58 + 4 * 200)]).toEqual([200, 200, 200, 0]);
    const pixels = file.subarray(1078);
    const steps = pixels.subarray(1).map((pixel, index) => Math.abs(pixel - (pixels[index] as number)));
    expect(steps.filter((step) => step <= 12).length / steps.length).toBeGreaterThan(0.95);
    expect(new Set(pixels).size).toBeGreaterThan(200);
  });

  it("prose: UTF-8 of fewer characters than bytes, in short lines", () => {
    const text = utf8(sourceBytes("prose"));
    expect(text).toMatch(/ä.*ö|ö.*ä/);
    expect(text.length).toBeLessThan(218000);
    expect(text.length).toBeGreaterThan(210000);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThan(400);
  });

  it("html: 263620 code points of UTF-8, of two and three bytes here and there", () => {
    const text = utf8(sourceBytes("html"));
    expect([...text]).toHaveLength(263620);
    expect(text).toMatch(/^<!DOCTYPE html>.*<\/html>\n$/s);
    const atSigns = [...text].flatMap((character, index) => (character > "\x7f" ? [index] : []));
    expect(atSigns).toHaveLength(18);
    // No window of 16 KiB is without one.
    const gaps = atSigns.slice(1).map((at, index) => at - (atSigns[index] as number));
    expect(Math.max(...gaps)).toBeLessThan(16384);
  });

  it("pdf: every object is where the cross-reference table says", () => {
    const file = latin1FromBytes(sourceBytes("pdf"));
    expect(file).toMatch(/^%PDF-1\.4\n/);
    const startxref = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
    const entries = [...file.slice(startxref).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(entries).toHaveLength(3 + 3 * 38);
    for (const [index, offset] of entries.entries()) expect(file.startsWith(`${index + 1} 0 obj\n`, offset)).toBe(true);
    for (const [, length, content] of file.matchAll(/\/Length (\d+) >>\nstream\n(.*?)\nendstream\nendobj/gs)) {
      expect(content).toHaveLength(Number(length));
    }
  });
});

describe("a window reader", () => {
  const letters = Uint8Array.from("abcdefg", (letter) => letter.charCodeAt(0));
  const read = (reader: WindowReader, count: number): string[] => Array.from({ length: count }, () => decodeUtf8(reader.next()));

  it("goes on where it stopped, and from the end to the beginning", () => {
    expect(read(new WindowReader(letters, "bytes", 3), 7)).toEqual(["abc", "def", "gab", "cde", "fga", "bcd", "efg"]);
    expect(read(new WindowReader(letters, "bytes", 6), 3)).toEqual(["abcdef", "gabcde", "fgabcd"]);
  });

  it("ends a message with the end of the source and begins the next with its beginning", () => {
    expect(read(new WindowReader(letters.subarray(0, 6), "bytes", 2), 4)).toEqual(["ab", "cd", "ef", "ab"]);
  });

  it("counts code points where they are the unit", () => {
    const source = encodeUtf8("aä€😀b");
    expect(read(new WindowReader(source, "codePoints", 2), 5)).toEqual(["aä", "€😀", "ba", "ä€", "😀b"]);
    expect(read(new WindowReader(source, "codePoints", 4), 3)).toEqual(["aä€😀", "baä€", "😀baä"]);
  });

  it("cuts characters where bytes are the unit", () => {
    const reader = new WindowReader(encodeUtf8("aä"), "bytes", 2);
    expect([reader.next(), reader.next()]).toEqual([Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa4, 0x61)]);
  });

  it("gives bytes of its own", () => {
    const source = letters.slice();
    const reader = new WindowReader(source, "bytes", 4);
    for (let message = 0; message < 3; message++) reader.next().fill(0);
    expect(source).toEqual(letters);
  });

  it("is smaller than its source and not empty", () => {
    for (const length of [0, 7, 8]) expect(() => new WindowReader(letters, "bytes", length)).toThrow(RangeError);
    expect(() => new WindowReader(encodeUtf8("äöü"), "codePoints", 3)).toThrow(RangeError);
  });

  it("makes whole characters of a source, a thousand messages long", () => {
    const html = sourceBytes("html");
    const reader = new WindowReader(html, "codePoints", 1024);
    const messages = Array.from({ length: 1000 }, () => utf8(reader.next()));
    expect(messages.every((message) => [...message].length === 1024)).toBe(true);
    expect(messages.join("").startsWith(`${utf8(html)}${utf8(html)}`)).toBe(true);
  });
});
