import fc from "fast-check";
import { expect } from "vitest";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { hexOf } from "../src/core/bytes/hex.ts";
import { encodeUtf8 } from "../src/core/bytes/text.ts";
import { recognised } from "../src/oracle/recording/recognised.ts";
import type { RecordingEvent } from "../src/oracle/recording/recording.ts";
import { property } from "./property.ts";

/** A piece of what somebody sent: of side 0 or 1. */
type Piece = readonly [side: number, bytes: Uint8Array];

const pieces: fc.Arbitrary<Piece[]> = fc
  .array(fc.tuple(fc.nat(1), fc.uint8Array({ minLength: 1, maxLength: 40 })), { maxLength: 8 })
  .map((rest) => [[0, encodeUtf8("GET / HTTP/1.1\r\n\r\n")], ...rest]);

const escaped = (bytes: Uint8Array): string => Array.from(bytes, (byte) => `\\x${hexOf(Uint8Array.of(byte))}`).join("");

/** How each program would write them down. */
const forms: Readonly<Record<string, (seen: readonly Piece[]) => string>> = {
  "tshark follow": (seen) =>
    `Follow: tcp,raw\nNode 0: a:1\nNode 1: b:2\n${seen.map(([side, bytes]) => `${side === 1 ? "\t" : ""}${hexOf(bytes)}`).join("\n")}\n`,
  "websocat log": (seen) => seen.map(([side, bytes]) => `${side === 0 ? "WRITE" : "READ"} ${bytes.length} "${escaped(bytes)}"\n`).join(""),
  hex: (seen) => seen.map(([side, bytes]) => `${side === 0 ? ">" : "<"} ${hexOf(bytes, " ")}\n`).join(""),
  "case JSON": (seen) =>
    JSON.stringify({
      behaviorClose: "OK",
      isServer: false,
      wirelog: seen.map(([side, bytes]) => [side === 0 ? "TO" : "RO", [bytes.length, hexOf(bytes)]]),
    }),
  "case page": (seen) =>
    seen.map(([side, bytes], i) => `${String(i).padStart(3, "0")} ${side === 0 ? "TX" : "RX"} OCTETS: ${hexOf(bytes)}\n`).join(""),
};

for (const [name, written] of Object.entries(forms)) {
  property({
    title: `a recording as ${name} has the bytes of both sides in their order, however the file is cut`,
    requires: ["ours/core/chunking-independent"],
    given: [pieces, chunkings()],
    runs: 60,
    holds: (seen, chunking) => {
      const file = encodeUtf8(written(seen));
      const form = recognised(file.subarray(0, 4096));
      expect(form?.name).toBe(name);
      const reader = form?.reader();
      const events: RecordingEvent[] = cut(file, chunking).flatMap((piece) => [...(reader?.push(piece) ?? [])]);
      events.push(...(reader?.end() ?? []));
      const bytes = events.flatMap((event) => (event.kind === "seen" && event.observation.kind === "bytes" ? [event.observation] : []));
      expect(bytes.map(({ from, bytes }) => [from, hexOf(bytes)])).toEqual(
        seen.map(([side, each]) => [side === 0 ? "client" : "server", hexOf(each)]),
      );
      expect(events.at(0)?.kind).toBe("connection");
      expect(events.at(-1)?.kind).toBe("over");
      expect(events.filter(({ kind }) => kind === "unreadable")).toEqual([]);
    },
  });
}

property({
  title: "what is in a file never keeps a reader from its end, and how the file is cut never changes what it reads",
  requires: ["ours/core/chunking-independent"],
  given: [
    fc.constantFrom(...Object.values(forms)),
    pieces,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom("\n", " ", "x", '"', "\\", "\u00e9", "<", "0", "...")), { maxLength: 6 }),
    chunkings(),
  ],
  runs: 200,
  holds: (written, seen, damage, chunking) => {
    let text = written(seen);
    for (const [at, what] of damage) {
      const place = at % text.length;
      text = text.slice(0, place) + what + text.slice(place + 1);
    }
    const file = encodeUtf8(text);
    const form = recognised(file.subarray(0, 4096));
    if (form === undefined) return;
    const read = (parts: readonly Uint8Array[]): RecordingEvent[] => {
      const reader = form.reader();
      return [...parts.flatMap((part) => [...reader.push(part)]), ...reader.end()];
    };
    expect(read(cut(file, chunking))).toEqual(read([file.slice()]));
  },
});
