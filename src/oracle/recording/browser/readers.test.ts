import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../../core/bytes/base64.ts";
import { bytesFromLatin1, encodeUtf8 } from "../../../core/bytes/text.ts";
import { requestText, responseText } from "../../../core/testing/sample-handshake.ts";
import { ConnectionMonitor } from "../../monitor.ts";
import type { ConnectionVerdict } from "../../verdict.ts";
import { recognised } from "../recognised.ts";
import type { RecordingEvent } from "../recording.ts";

/** What is read of a file that comes in pieces of so many bytes. */
function read(file: Uint8Array, pieceBytes = 7): RecordingEvent[] {
  const reader = recognised(file)?.reader();
  if (reader === undefined) throw new Error("the file is not recognised");
  const events: RecordingEvent[] = [];
  for (let at = 0; at < file.length; at += pieceBytes) events.push(...reader.push(file.slice(at, at + pieceBytes)));
  return [...events, ...reader.end()];
}

function verdictOn(events: readonly RecordingEvent[]): ConnectionVerdict {
  let monitor: ConnectionMonitor | undefined;
  for (const event of events) {
    if (event.kind === "connection") monitor = new ConnectionMonitor(event.facts);
    else if (event.kind === "seen") for (const _ of monitor?.see(event.observation) ?? []);
  }
  if (monitor === undefined) throw new Error("there is no connection");
  for (const _ of monitor.end());
  return monitor.verdict();
}

const constants = {
  logCaptureMode: "Default",
  logEventPhase: { PHASE_BEGIN: 1, PHASE_END: 2, PHASE_NONE: 0 },
  logEventTypes: {
    SOCKET_BYTES_SENT: 1,
    SOCKET_BYTES_RECEIVED: 2,
    HTTP_TRANSACTION_SEND_REQUEST_HEADERS: 3,
    HTTP_TRANSACTION_READ_RESPONSE_HEADERS: 4,
    WEBSOCKET_SENT_FRAME_HEADER: 5,
    WEBSOCKET_RECV_FRAME_HEADER: 6,
    WEBSOCKET_INVALID_FRAME: 7,
    TCP_CONNECT_ATTEMPT: 8,
  },
};
type Event = readonly [type: keyof typeof constants.logEventTypes, source: number, params: object];
const netLog = (mode: string, events: readonly Event[]): Uint8Array =>
  encodeUtf8(
    JSON.stringify({
      constants: { ...constants, logCaptureMode: mode },
      events: events.map(([type, id, params], i) => ({
        type: constants.logEventTypes[type],
        source: { id, type: 1 },
        phase: 0,
        time: String(100 + i),
        params,
      })),
    }),
  );
const fieldLines = (text: string): string[] => text.trim().split("\r\n");
const frame = { final: true, opcode: 1, payload_length: 2, reserved1: false, reserved2: false, reserved3: false };

describe("Chrome's NetLog", () => {
  it("with raw bytes is judged by every byte", () => {
    const bytes = (latin1: string) => ({ bytes: encodeBase64(bytesFromLatin1(latin1)), byte_count: latin1.length });
    const events = read(
      netLog("Everything", [
        ["TCP_CONNECT_ATTEMPT", 9, { address: "127.0.0.1:80" }],
        ["SOCKET_BYTES_SENT", 9, bytes(requestText())],
        ["SOCKET_BYTES_RECEIVED", 9, bytes(`${responseText()}\x81\x82\0\0\0\0Hi`)],
      ]),
    );
    expect(events[0]).toMatchObject({ kind: "connection", facts: { name: "Chrome > 127.0.0.1:80", detail: "bytes", order: "client" } });
    expect(verdictOn(events).violations).toMatchObject([{ by: "server", requirement: "rfc6455/5.1/server-frames-unmasked", frame: 1 }]);
  });

  it("without them is judged by the headers of frames, and keeps Chrome's own words", () => {
    const [, ...request] = fieldLines(requestText());
    const events = read(
      netLog("Default", [
        ["HTTP_TRANSACTION_SEND_REQUEST_HEADERS", 3, { line: "GET /chat HTTP/1.1\r\n", headers: request }],
        ["HTTP_TRANSACTION_READ_RESPONSE_HEADERS", 3, { headers: fieldLines(responseText()) }],
        ["WEBSOCKET_SENT_FRAME_HEADER", 3, { ...frame, masked: true }],
        ["WEBSOCKET_RECV_FRAME_HEADER", 3, { ...frame, masked: false, opcode: 3 }],
        ["WEBSOCKET_INVALID_FRAME", 3, { message: "Unrecognized frame opcode: 3" }],
      ]),
    );
    expect(events[0]).toMatchObject({ facts: { detail: "headers", order: "client", begins: "opening" } });
    const verdict = verdictOn(events);
    expect(verdict.violations).toMatchObject([{ by: "server", requirement: "rfc6455/5.2/opcode-known", frame: 1, byteOffset: null }]);
    expect(verdict.inconclusive).toContainEqual(expect.objectContaining({ by: "server", requirement: "rfc6455/8.1/invalid-utf8-fails" }));
    expect(events).toContainEqual(expect.objectContaining({ observation: expect.objectContaining({ kind: "remark" }) }));
  });

  it("that stops in the middle is read up to there", () => {
    const whole = netLog("Default", [["WEBSOCKET_RECV_FRAME_HEADER", 3, { ...frame, masked: true }]]);
    expect(verdictOn(read(whole.slice(0, -2))).violations).toMatchObject([
      { by: "server", requirement: "rfc6455/5.1/server-frames-unmasked" },
    ]);
  });
});

const headers = [
  { name: "Sec-WebSocket-Key", value: "dGhlIHNhbXBsZSBub25jZQ==" },
  { name: "Upgrade", value: "websocket" },
];
const har = (accept: string, time: number): Uint8Array =>
  encodeUtf8(
    JSON.stringify({
      log: {
        entries: [
          { request: { method: "GET", url: "http://a.example/" } },
          {
            request: { method: "GET", url: "ws://a.example/", headers },
            response: { status: 101, statusText: "Switching Protocols", headers: [{ name: "Sec-WebSocket-Accept", value: accept }] },
            _webSocketMessages: [{ type: "receive", time, opcode: 1, data: "Hi" }],
          },
        ],
      },
    }),
  );
const accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

describe("a HAR", () => {
  it("has messages: what is there is judged, and framing is not decided, by name", () => {
    const verdict = verdictOn(read(har(accept, 1_700_000_000.5)));
    expect(verdict).toMatchObject({ violations: [], frames: { client: 0, server: 1 } });
    expect(verdict.inconclusive).toContainEqual(
      expect.objectContaining({
        by: "server",
        requirement: "rfc6455/5.1/server-frames-unmasked",
        lacks: "the frames: it has whole messages",
      }),
    );
    expect(verdictOn(read(har("x", 1))).violations).toMatchObject([{ by: "server", requirement: "rfc6455/4.1/response-accept" }]);
  });

  it("has times in seconds or in milliseconds", () => {
    for (const time of [1_700_000_000.5, 1_700_000_000_500]) {
      expect(read(har(accept, time))).toContainEqual(
        expect.objectContaining({ observation: expect.objectContaining({ kind: "message", time: 1_700_000_000_500 }) }),
      );
    }
  });

  it("that is damaged is told with the place", () => {
    expect(read(har(accept, 1).slice(0, 100))).toEqual([{ kind: "unreadable", position: 100, detail: "the file is no whole JSON" }]);
  });
});

describe("events of DevTools", () => {
  const lines = [
    { method: "Network.webSocketCreated", params: { requestId: "1", url: "ws://a.example/" } },
    {
      method: "Network.webSocketWillSendHandshakeRequest",
      params: { requestId: "1", timestamp: 1, request: { headers: { "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" } } },
    },
    {
      method: "Network.webSocketHandshakeResponseReceived",
      params: { requestId: "1", timestamp: 1, response: { status: 101, headers: { "Sec-WebSocket-Accept": accept } } },
    },
    {
      method: "Network.webSocketFrameReceived",
      params: { requestId: "1", timestamp: 1.5, response: { opcode: 1, mask: false, payloadData: "Hi" } },
    },
    { method: "Network.webSocketFrameError", params: { requestId: "1", timestamp: 1.6, errorMessage: "Invalid frame header" } },
    { method: "Network.webSocketClosed", params: { requestId: "1", timestamp: 2 } },
  ];

  it("have messages, and Chrome's own words", () => {
    const events = read(encodeUtf8(`${lines.map((line) => JSON.stringify(line)).join("\n")}\nnone\n`));
    expect(events.map((event) => (event.kind === "seen" ? event.observation.kind : event.kind))).toEqual([
      "connection",
      "head",
      "head",
      "message",
      "remark",
      "over",
      "unreadable",
    ]);
    expect(verdictOn(events).violations).toEqual([]);
    expect(events.at(-1)).toMatchObject({ detail: "line 7 is no JSON" });
  });
});

describe("flows of mitmproxy", () => {
  const bytes = (text: string): string => `${text.length}:${text},`;
  const text = (value: string): string => `${value.length}:${value};`;
  const list = (...items: string[]): string => `${items.join("").length}:${items.join("")}]`;
  const dictionary = (members: Record<string, string>): string => {
    const inner = Object.entries(members)
      .map(([name, value]) => text(name) + value)
      .join("");
    return `${inner.length}:${inner}}`;
  };
  const head = (...fields: [string, string][]): string => list(...fields.map(([name, value]) => list(bytes(name), bytes(value))));
  const flow = dictionary({
    websocket: dictionary({
      close_code: "4:1000#",
      closed_by_client: "4:true!",
      close_reason: text("bye"),
      messages: list(list("1:1#", "5:false!", bytes("Hi"), "3:1.5^", "5:false!")),
    }),
    response: dictionary({ status_code: "3:101#", reason: bytes("x"), headers: head(["Sec-WebSocket-Accept", accept]) }),
    request: dictionary({
      method: bytes("GET"),
      path: bytes("/"),
      http_version: bytes("HTTP/1.1"),
      host: text("a.example"),
      headers: head(["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="]),
    }),
  });

  it("have messages and how the connection was closed", () => {
    const events = read(bytesFromLatin1(flow + flow));
    expect(events.filter(({ kind }) => kind === "connection")).toHaveLength(2);
    expect(
      events
        .flatMap((event) =>
          event.kind === "seen" && event.observation.kind === "message"
            ? [[event.observation.from, event.observation.opcode, event.observation.time]]
            : [],
        )
        .slice(0, 2),
    ).toEqual([
      ["server", 1, 1500],
      ["client", 8, undefined],
    ]);
    expect(verdictOn(read(bytesFromLatin1(flow))).violations).toEqual([]);
  });

  it("that end in the middle are told with the place", () => {
    expect(read(bytesFromLatin1(flow.slice(0, -5))).at(-1)).toEqual({
      kind: "unreadable",
      position: 0,
      detail: "the file ends inside a flow",
    });
    expect(read(bytesFromLatin1(`${flow}x:1,              `)).at(-1)).toMatchObject({ kind: "unreadable", position: flow.length });
  });
});
