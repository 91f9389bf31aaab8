import fc from "fast-check";
import { expect } from "vitest";
import type { Role } from "../spec/role.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { bytesFromLatin1 } from "../src/core/bytes/text.ts";
import { requestText, responseText } from "../src/core/testing/sample-handshake.ts";
import { recognised } from "../src/oracle/recording/recognised.ts";
import type { RecordingEvent } from "../src/oracle/recording/recording.ts";
import { type CapturedSegment, type CaptureForm, captureOf } from "./adapters/capture-writer.ts";
import { property } from "./property.ts";

const forms: fc.Arbitrary<CaptureForm> = fc.record({
  file: fc.constantFrom("pcap", "pcapng"),
  link: fc.constantFrom("ethernet", "vlan", "cooked", "loopback", "raw"),
  ip: fc.constantFrom(4, 6),
  isLittle: fc.boolean(),
});

const heads: Readonly<Record<Role, Uint8Array>> = { client: bytesFromLatin1(requestText()), server: bytesFromLatin1(responseText()) };

/** Both directions, cut into segments, which come in nearly any order and some of them again. */
const traffic = fc
  .record({
    client: fc.uint8Array({ maxLength: 60 }),
    server: fc.uint8Array({ maxLength: 60 }),
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
    order: fc.array(fc.nat(5), { maxLength: 40 }),
    again: fc.array(fc.nat(40), { maxLength: 6 }),
    overlap: fc.nat(5),
  })
  .map(({ client, server, cuts, order, again, overlap }) => {
    const streams = { client: Uint8Array.of(...heads.client, ...client), server: Uint8Array.of(...heads.server, ...server) };
    const all = [...segmentsOf("client", streams.client, cuts, overlap), ...segmentsOf("server", streams.server, cuts, overlap)];
    for (const [i, by] of order.entries()) {
      const at = i % all.length;
      const [moved] = all.splice(at, 1);
      if (moved !== undefined) all.splice(Math.min(all.length, at + by), 0, moved);
    }
    for (const index of again) all.splice(index % all.length, 0, all[(index * 7) % all.length] as CapturedSegment);
    const opening: CapturedSegment[] = (["client", "server"] as const).map((from) => ({
      from,
      start: 0,
      payload: new Uint8Array(0),
      received: 0,
      flags: "syn",
    }));
    return { streams, segments: [...opening, ...all] };
  });

function segmentsOf(from: Role, stream: Uint8Array, cuts: readonly number[], overlap: number): CapturedSegment[] {
  const segments: CapturedSegment[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const length = cuts[i % cuts.length] ?? 1;
    const start = Math.max(0, at - overlap);
    segments.push({ from, start, payload: stream.subarray(start, at + length), received: 0 });
    at += length;
  }
  segments.push({ from, start: stream.length, payload: new Uint8Array(0), received: 0, flags: "fin" });
  return segments;
}

function read(file: Uint8Array, chunking: readonly number[]): RecordingEvent[] {
  const reader = recognised(file)?.reader();
  if (reader === undefined) throw new Error("the capture is not recognised");
  return [...cut(file, chunking).flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
}

/** What came of a direction, one piece behind the other. */
const streamIn = (events: readonly RecordingEvent[], role: Role): number[] =>
  events.flatMap((event) =>
    event.kind === "seen" && event.observation.kind === "bytes" && event.observation.from === role ? [...event.observation.bytes] : [],
  );
const kindsIn = (events: readonly RecordingEvent[]): string[] => [
  ...new Set(events.map((event) => (event.kind === "seen" ? event.observation.kind : event.kind))),
];

property({
  title:
    "out of a capture come the bytes of both directions, however TCP has cut, ordered, repeated or overlapped them, and whatever carries them",
  requires: ["ours/core/chunking-independent"],
  given: [traffic, forms, chunkings()],
  runs: 400,
  holds: ({ streams, segments }, form, chunking) => {
    const events = read(captureOf(segments, form), chunking);
    expect(streamIn(events, "client")).toEqual([...streams.client]);
    expect(streamIn(events, "server")).toEqual([...streams.server]);
    expect(kindsIn(events).sort()).toEqual(["bytes", "connection", "end", "over"]);
  },
});

property({
  title: "a segment that was not captured is a gap of its length, once it is known that it had arrived",
  requires: ["ours/core/chunking-independent"],
  given: [fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), forms],
  runs: 100,
  holds: (lost, behind, form) => {
    const none = new Uint8Array(0);
    const end = heads.server.length + lost;
    const events = read(
      captureOf(
        [
          { from: "client", start: 0, payload: none, received: 0, flags: "syn" },
          { from: "server", start: 0, payload: none, received: 0, flags: "syn" },
          { from: "client", start: 0, payload: heads.client, received: 0 },
          { from: "server", start: 0, payload: heads.server, received: heads.client.length },
          { from: "server", start: end, payload: new Uint8Array(behind), received: heads.client.length },
          { from: "client", start: heads.client.length, payload: none, received: end + behind },
        ],
        form,
      ),
      [4096],
    );
    const ofServer = events.flatMap((event) => (event.kind === "seen" && event.observation.from === "server" ? [event.observation] : []));
    expect(ofServer.map(({ kind }) => kind)).toEqual(["bytes", "gap", "bytes"]);
    expect(ofServer[1]).toMatchObject({ kind: "gap", length: lost });
  },
});
