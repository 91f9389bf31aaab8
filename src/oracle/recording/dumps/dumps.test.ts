import { describe, expect, it } from "vitest";
import { hexOf } from "../../../core/bytes/hex.ts";
import { bytesFromLatin1, encodeUtf8, latin1FromBytes } from "../../../core/bytes/text.ts";
import { requestText, responseText } from "../../../core/testing/sample-handshake.ts";
import { judgedEvents } from "../../testing/judged-events.ts";
import { recognised } from "../recognised.ts";
import type { RecordingEvent } from "../recording.ts";
import { twoStreams } from "./two-streams.ts";

/** The events of a text, and the form that it was recognised as. */
function read(text: string): { form: string | undefined; events: RecordingEvent[] } {
  const bytes = encodeUtf8(text);
  const form = recognised(bytes.subarray(0, 4096));
  const reader = form?.reader();
  return { form: form?.name, events: reader === undefined ? [] : [...reader.push(bytes), ...reader.end()] };
}

/** What was seen, a line each: who, and what. */
const linesOf = (events: readonly RecordingEvent[]): string[] =>
  events.map((event) => {
    if (event.kind === "connection") return `${event.id}: ${event.facts.name}, ${event.facts.order}, ${event.facts.begins}`;
    if (event.kind === "unreadable") return event.detail;
    if (event.kind === "over") return "over";
    const { observation: seen } = event;
    const what =
      seen.kind === "bytes" ? hexOf(seen.bytes) : seen.kind === "gap" ? `gap ${seen.length}` : seen.kind === "end" ? seen.how : seen.kind;
    return `${seen.from}${seen.time === undefined ? "" : ` ${seen.time}`} ${what}`;
  });

const get = "474554202f";
const http = "485454502f312e31";

describe("what tshark writes of a stream that it follows", () => {
  const rule = "=".repeat(67);
  const head = (number: number) =>
    `\n${rule}\nFollow: tcp,raw\nFilter: tcp.stream eq ${number}\nNode 0: 127.0.0.1:50112\nNode 1: 127.0.0.1:9001\n`;

  it("has the second node behind a tab, and several streams", () => {
    expect(read(`${head(0)}${get}\n\t${http}\n8100\n${rule}\n${head(1)}${http}\n\t${get}\n${rule}\n`)).toMatchObject({
      form: "tshark follow",
    });
    expect(linesOf(read(`${head(0)}${get}\n\t${http}\n8100\n${rule}\n${head(1)}${http}\n\t${get}\n${rule}\n`).events)).toEqual([
      "1: 127.0.0.1:50112 > 127.0.0.1:9001, between, opening",
      `client ${get}`,
      `server ${http}`,
      "client 8100",
      "over",
      "2: 127.0.0.1:50112 > 127.0.0.1:9001, between, opening",
      `server ${http}`,
      `client ${get}`,
      "over",
    ]);
  });

  it("names a line that is damaged, and has a gap there", () => {
    expect(linesOf(read(`${head(0)}${get}\n\t4854x\n`).events)).toEqual([
      "1: 127.0.0.1:50112 > 127.0.0.1:9001, between, opening",
      `client ${get}`,
      "line 8, column 2: not a whole number of bytes in hex, without anything between the digits",
      "server gap undefined",
      "over",
    ]);
  });

  it("wants the raw bytes of a connection", () => {
    expect(linesOf(read("Follow: tcp,ascii\nNode 0: a:1\nNode 1: b:2\n5\nGET /\n").events)).toEqual([
      'line 1, column 9: "tcp,ascii" has not the bytes of a connection: let tshark follow tcp,raw, or tls,raw',
    ]);
  });
});

describe("what websocat logs", () => {
  it("has pieces with escapes, between other lines", () => {
    const log =
      'WRITE 5 "GET /"\n[INFO] x\nREAD 8 "HTTP/1.1"\nhello\nWRITE 6 "\\x88\\x80u\\xbfoz"\nREAD 3 "\\n\\"\\\\"\nREAD 0 ""\nWRITE shutdown\n';
    expect(read(log).form).toBe("websocat log");
    expect(linesOf(read(log).events)).toEqual([
      "1: websocat, client, opening",
      `client ${get}`,
      `server ${http}`,
      "client 888075bf6f7a",
      "server 0a225c",
      "server fin",
      "client fin",
      "over",
    ]);
  });

  it("has times and hex where these were asked for, and may be a server's", () => {
    expect(linesOf(read(`000001.500000 READ 5 ${get}\n000002.000000 WRITE 8 ${http}\n`).events)).toEqual([
      "1: websocat, server, opening",
      `client 1500 ${get}`,
      `server 2000 ${http}`,
      "over",
    ]);
  });

  it("names a piece that is not whole", () => {
    expect(linesOf(read('WRITE 5 "GET /"\nREAD 4 "\\x8"\nREAD 9 "a\n').events)).toEqual([
      "1: websocat, client, opening",
      `client ${get}`,
      "line 2, column 1: these are not the 4 bytes that the line speaks of",
      "server gap 4",
      'line 3, column 6: a piece is its length and a text in quotes, as READ 2 "\\x88\\x00"',
      "server gap undefined",
      "over",
    ]);
  });

  it("is not judged where it was taken above the protocol, or below TLS", () => {
    expect(linesOf(read('WRITE 5 "asdf\\n"\n').events)).toEqual([
      expect.stringMatching(/^this log does not begin with an opening handshake/),
    ]);
    expect(linesOf(read('WRITE 5 "\\x16\\x03\\x01\\x02\\x00"\n').events)).toEqual([expect.stringMatching(/^this log was taken below TLS/)]);
  });
});

describe("what curl traces", () => {
  const trace = (time = "") =>
    [
      "== Info:   Trying 127.0.0.1:9001...",
      "=> Send header, 18 bytes (0x12)",
      "0000: 47 45 54 20 2f 63 68 61 74 20 48 54 54 50 2f 31 GET /chat HTTP/1",
      "0010: 2e 31                                           .1",
      "<= Recv header, 8 bytes (0x8)",
      "0000: 48 54 54 50 2f 31 2e 31                         HTTP/1.1",
      "<= Recv data, 2 bytes (0x2)",
      "0000: 81 00                                           ..",
      "== Info: Connection #0 to host 127.0.0.1 left intact",
      "",
    ]
      .map((line) => (/^[=<]/.test(line) ? time + line : line))
      .join("\n");

  it("has bytes under their titles, and not what was sent as frames", () => {
    expect(read(trace()).form).toBe("curl --trace");
    expect(linesOf(read(trace("00:00:01.500000 [0-0] ")).events)).toEqual([
      "1: curl, client, opening",
      "client 1500 474554202f6368617420485454502f31",
      "client 1500 2e31",
      `server 1500 ${http}`,
      "client 1500 gap undefined",
      "server 1500 8100",
      "over",
    ]);
  });

  it("says that --trace-ascii has no bytes", () => {
    expect(linesOf(read("=> Send header, 5 bytes (0x5)\n0000: GET /\n").events)).toEqual([
      "line 2, column 1: a line of 5 bytes in hex has to stand here: curl writes them with --trace, not with --trace-ascii",
      "1: curl, client, frames",
      "client gap 5",
      "over",
    ]);
  });
});

describe("hex as it is pasted", () => {
  it("is taken in every usual layout", () => {
    for (const text of [
      "81 05 48 65 6c 6c 6f\n",
      "810548656c6c6f",
      "0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f",
      "{ 0x81, 0x05 }\n# and\n48 65 6c 6c 6f",
      "00000000: 8105 4865 6c6c 6f                        ..Hello\n",
      "00000000  81 05 48 65 6c 6c 6f                              |..Hello|\n00000007\n",
      "0000   81 05 48 65 6c 6c 6f                              ..Hello\n",
    ]) {
      const { form, events } = read(text);
      expect(form, text).toBe("hex");
      expect(events[0], text).toMatchObject({ facts: { order: "unknown", begins: "frames" } });
      const seen = events.flatMap((event) => (event.kind === "seen" ? [event.observation] : []));
      expect(
        seen.every(({ from }) => from === "server"),
        text,
      ).toBe(true);
      expect(seen.map((each) => (each.kind === "bytes" ? hexOf(each.bytes) : each.kind)).join(""), text).toBe("810548656c6c6f");
    }
  });

  it("reads whole lines of a dump whatever stands in its readable column", () => {
    const dump = "00000000  81 0e 61 62 63 64 65 66  67 68 69 6a 6b 6c 6d 6e  |..abcdefghijklmn|\n";
    expect(linesOf(read(dump).events)[1]).toBe("server 810e6162636465666768696a6b6c6d6e");
    expect(linesOf(read("00000000: 810e 6162 6364 6566 6768 696a 6b6c 6d6e  ab cd ef|..|\n").events)[1]).toBe(
      "server 810e6162636465666768696a6b6c6d6e",
    );
  });

  it("says whose it is by > and <, or by a head or a mask", () => {
    expect(linesOf(read(`> ${get}\n< ${http}\n`).events)).toEqual([
      "1: hex of two directions, between, opening",
      `client ${get}`,
      `server ${http}`,
      "over",
    ]);
    expect(linesOf(read("88 80 00 00 00 00").events)[1]).toBe("client 888000000000");
    expect(linesOf(read(http).events)[1]).toBe(`server ${http}`);
  });

  it("names the place of what is no hex", () => {
    expect(linesOf(read("> 81 00\n> 8x\n").events)).toEqual([
      "line 2, column 4: neither hex, two digits a byte, nor > or < before it",
      "1: hex of two directions, between, frames",
      "client 8100",
      "client gap undefined",
      "over",
    ]);
  });
});

describe("two streams of bytes", () => {
  it("are one recording, in no order", () => {
    const events = [...twoStreams([encodeUtf8("GET /"), Uint8Array.of(0x81)], [encodeUtf8("HTTP/1.1")])];
    expect(linesOf(events)).toEqual(["1: two streams, unknown, opening", `client ${get}`, `server ${http}`, "client 81", "over"]);
  });

  it("are judged as any recording", () => {
    const [request, answer] = [bytesFromLatin1(requestText()), bytesFromLatin1(responseText())];
    const { violations } = judgedEvents([...twoStreams([request, Uint8Array.of(0x81, 0)], [answer])]);
    expect(violations.map(({ by, requirement }) => [by, requirement])).toEqual([["client", "rfc6455/5.1/client-frames-masked"]]);
    expect(latin1FromBytes(request)).toContain("GET");
  });
});
