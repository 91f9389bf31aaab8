import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../../core/bytes/text.ts";
import { toHex } from "../../../core/testing/hex.ts";
import type { Observation, RecordingEvent } from "../recording.ts";
import { TranscriptReader } from "./transcript-reader.ts";

function read(text: string): RecordingEvent[] {
  const reader = new TranscriptReader();
  return [...reader.push(encodeUtf8(text)), ...reader.end()];
}

const seenIn = (text: string): Observation[] => read(text).flatMap((event) => (event.kind === "seen" ? [event.observation] : []));
const hexIn = (text: string): string[] => seenIn(text).map((seen) => (seen.kind === "bytes" ? toHex(seen.bytes) : seen.kind));
const faultsIn = (text: string): string[] => read(text).flatMap((event) => (event.kind === "unreadable" ? [event.detail] : []));

describe("a transcript", () => {
  it("has a line for each thing that was seen", () => {
    expect(seenIn('client 81 00 # nothing\nserver 1.5s "ab" 00\nserver had 12 fin\nclient reset\nclient gap 7\n')).toEqual([
      { kind: "bytes", from: "client", bytes: Uint8Array.of(0x81, 0) },
      { kind: "bytes", from: "server", time: 1500, bytes: Uint8Array.of(0x61, 0x62, 0) },
      { kind: "end", from: "server", hadReceived: 12, how: "fin" },
      { kind: "end", from: "client", how: "reset" },
      { kind: "gap", from: "client", length: 7 },
    ]);
  });

  it("writes frames by their names: a client masks", () => {
    expect(hexIn('server text "Hi"\nserver more rsv1 binary 00\nserver close 1000 "bye"\nserver opcode 3\nserver length16 ping\n')).toEqual(
      ["81 02 48 69", "42 01 00", "88 05 03 e8 62 79 65", "83 00", "89 7e 00 00"],
    );
    expect(hexIn('client key 00000000 text "Hi"\nclient unmasked pong\nserver masked key 01000000 text "a"\n')).toEqual([
      "81 82 00 00 00 00 48 69",
      "8a 00",
      "81 81 01 00 00 00 60",
    ]);
  });

  it("has heads line by line, and goes on where a line is indented", () => {
    expect(seenIn('client head "GET / HTTP/1.1"\n  "Host: a"\n')).toEqual([
      { kind: "bytes", from: "client", bytes: encodeUtf8("GET / HTTP/1.1\r\nHost: a\r\n\r\n") },
    ]);
  });

  it("has what other recordings keep: parsed heads, headers, messages", () => {
    expect(
      seenIn('server parsed "HTTP/1.1 101 x" "A: b"\nclient header fin 4 1 masked 300\nserver message 1 "Hi"\nserver remark "odd"\n'),
    ).toEqual([
      { kind: "head", from: "server", startLine: "HTTP/1.1 101 x", fields: [["A", "b"]] },
      { kind: "frame", from: "client", header: { fin: true, rsv: 4, opcode: 1, masked: true, payloadLength: 300 } },
      { kind: "message", from: "server", opcode: 1, payload: encodeUtf8("Hi") },
      { kind: "remark", from: "server", words: "odd" },
    ]);
  });

  it("says at its top what is known of a connection, and may have several", () => {
    const events = read("connection: a > b\norder: between\nbegins: frames\nextensions:\nclient 81\nconnection: c > d\nserver 82\n");
    expect(events).toMatchObject([
      { kind: "connection", id: 1, facts: { name: "a > b", order: "between", begins: "frames", extensions: "" } },
      { kind: "seen", id: 1 },
      { kind: "over", id: 1 },
      { kind: "connection", id: 2, facts: { name: "c > d", order: "exact", begins: "frames" } },
      { kind: "seen", id: 2 },
      { kind: "over", id: 2 },
    ]);
  });

  it("names the line and the column of what it cannot read, and goes on", () => {
    expect(
      faultsIn('hello\nclient 8\nclient "a\nclient "\\q"\nserver txt "a"\nserver key 00 ping\norder: any\nserver\nserver 81\n'),
    ).toEqual([
      "line 1, column 1: a line begins with client or server, or with a fact such as order: exact",
      'line 2, column 8: "8" is neither hex (two digits a byte) nor a text in quotes',
      'line 3, column 8: a quoted text without its closing "',
      'line 4, column 8: \\q is no escape: there are \\n \\r \\t \\0 \\" \\\\ and \\u{…}',
      'line 5, column 8: "txt" is neither hex (two digits a byte) nor a text in quotes',
      "line 6, column 8: key wants four bytes in hex, as key 37fa213d",
      "line 7, column 8: order is one of exact, client, server, between, unknown",
      "line 8, column 1: nothing was seen on this line",
    ]);
  });

  it("takes what a line that cannot be read was about for not recorded", () => {
    const gaps = (text: string) => seenIn(text).map(({ from, kind }) => `${from} ${kind}`);
    expect(gaps("server 81 00\nserver 8x\nclient 81 80 00 00 00 00\n")).toEqual(["server bytes", "server gap", "client bytes"]);
    expect(gaps('server head "HTTP/1.1 101 x"\n  "A: \\q"\n  "B: c"\nserver 81 00')).toEqual(["server gap", "server bytes"]);
    expect(gaps("ordr: exact\nserver 81 00\n")).toEqual(["client gap", "server gap", "server bytes"]);
    expect(faultsIn('server head "HTTP/1.1 101 x"\n  "é" \\q\n')).toEqual(['line 2, column 7: head wants texts in quotes, as head "…"']);
    expect(read('server head "HTTP/1.1 101 x"\n  "é" 8\n')[0]).toMatchObject({ position: 36 });
  });

  it("begins with frames, and is of headers or messages, where its first line says so", () => {
    const factsIn = (text: string) => read(text).flatMap((event) => (event.kind === "connection" ? [event.facts] : []));
    expect(factsIn('client text "Hello"\n')).toMatchObject([{ begins: "frames", detail: "bytes" }]);
    expect(factsIn('client "GET / HTTP/1.1"\n')).toMatchObject([{ begins: "opening", detail: "bytes" }]);
    expect(factsIn("client header fin 0 1 masked 5\n")).toMatchObject([{ begins: "frames", detail: "headers" }]);
    expect(factsIn('begins: opening\nclient message 1 "a"\n')).toMatchObject([{ begins: "opening", detail: "messages" }]);
  });
});
