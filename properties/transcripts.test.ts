import fc from "fast-check";
import { expect } from "vitest";
import type { Role } from "../spec/role.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { encodeUtf8 } from "../src/core/bytes/text.ts";
import type { ConnectionFacts, Observation, RecordingEvent } from "../src/oracle/recording/recording.ts";
import { TranscriptReader } from "../src/oracle/recording/transcript/transcript-reader.ts";
import { factsText, observationText } from "../src/oracle/recording/transcript/transcript-writer.ts";
import { property } from "./property.ts";

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc.constantFrom("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 101 \r\n\r\n", "HTTP/1.1 101\r\n", '# "\\').map(encodeUtf8),
);
const words = fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.replace(/[\ud800-\udfff]/g, "x"));
const fieldText = fc.stringMatching(/^[!-9;-~]([ -~]{0,10}[!-~])?$/);
const moments = fc.record(
  {
    from: fc.constantFrom<Role>("client", "server"),
    time: fc.integer({ min: 0, max: 10_000_000 }).map((ticks) => ticks / 8),
    hadReceived: fc.nat(),
  },
  { requiredKeys: ["from"] },
);
const header = fc.record({ fin: fc.boolean(), rsv: fc.nat(7), opcode: fc.nat(15), masked: fc.boolean(), payloadLength: fc.nat() });
const maybePayload = fc.option(bytes, { nil: undefined });
const withPayload = <Seen extends object>(seen: Seen, payload: Uint8Array | undefined) =>
  payload === undefined ? seen : { ...seen, payload };
const kinds = fc.oneof(
  bytes.map((each) => ({ kind: "bytes", bytes: each }) as const),
  fc
    .option(fc.nat(), { nil: undefined })
    .map((length) => (length === undefined ? ({ kind: "gap" } as const) : ({ kind: "gap", length } as const))),
  fc
    .tuple(fieldText, fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z-]{1,10}$/), fieldText), { maxLength: 4 }))
    .map(([startLine, fields]) => ({ kind: "head", startLine, fields }) as const),
  fc.tuple(header, maybePayload).map(([each, payload]) => withPayload({ kind: "frame", header: each } as const, payload)),
  fc.tuple(fc.nat(15), maybePayload).map(([opcode, payload]) => withPayload({ kind: "message", opcode } as const, payload)),
  fc.constantFrom({ kind: "end", how: "fin" } as const, { kind: "end", how: "reset" } as const),
  words.map((each) => ({ kind: "remark", words: each }) as const),
);
const observations = fc.tuple(moments, kinds).map(([moment, kind]) => ({ ...moment, ...kind }) as Observation);
const facts: fc.Arbitrary<ConnectionFacts> = fc.record(
  {
    name: fc.constantFrom("127.0.0.1:50112 > [::1]:9001", "a"),
    detail: fc.constantFrom("bytes", "headers", "messages"),
    order: fc.constantFrom("exact", "client", "server", "between", "unknown"),
    begins: fc.constantFrom("opening", "frames"),
    form: fc.constantFrom("http/1.1", "extended-connect"),
    extensions: fc.constantFrom("", "permessage-deflate; server_max_window_bits=9"),
  },
  { requiredKeys: ["name", "detail", "order", "begins", "form"] },
);

property({
  title: "a transcript that was written is read as what was seen, however the file is cut",
  requires: ["ours/core/chunking-independent"],
  given: [facts, fc.array(observations, { minLength: 1, maxLength: 12 }), chunkings()],
  runs: 500,
  holds: (about, seen, chunking) => {
    const reader = new TranscriptReader();
    const events: RecordingEvent[] = cut(encodeUtf8(factsText(about) + seen.map(observationText).join("")), chunking).flatMap((piece) => [
      ...reader.push(piece),
    ]);
    events.push(...reader.end());
    expect(events).toEqual([
      { kind: "connection", id: 1, facts: about },
      ...seen.map((observation) => ({ kind: "seen", id: 1, observation })),
      { kind: "over", id: 1 },
    ]);
  },
});
