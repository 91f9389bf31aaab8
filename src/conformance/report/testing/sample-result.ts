import type { Case, CaseGroup } from "../../case/case.ts";
import { excerptOf } from "../../fuzzer/seen/wire-log.ts";
import type { CaseResult } from "../../verdict/case-result.ts";

const encoder = new TextEncoder();

const request = [
  "GET / HTTP/1.1",
  "User-Agent: ExampleFuzzer/0.4.10",
  "Host: localhost:9000",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: nddf7B0l7L09ZAsmno1Msg==",
  "Sec-WebSocket-Version: 13",
  "\r\n",
].join("\r\n");

const response = [
  "HTTP/1.1 101 Switching Protocols",
  "Server: ExampleServer/0.4.10",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Accept: 69eYQ9Vsg6WDq8p5cXtjxzQh4c0=",
  "\r\n",
].join("\r\n");

const maskingKey = Uint8Array.of(0x61, 0x19, 0x93, 0x0a);

/** The bytes that a string of hex digits stands for. */
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

const closeBody = bytesOf("03ea64617461206672616d65207573696e67207265736572766564206f70636f64652034");

/** What a server that passes case 4.1.2 leaves behind: it answers a reserved opcode with a Close frame. */
export const sampleResult: CaseResult = {
  agent: "ExampleServer/0.4.10",
  id: "4.1.2",
  case: 36,
  title: "Reserved data opcode 4 fails the connection",
  description: "Sends a frame with the reserved opcode 4.",
  expectation: "The peer fails the connection at once.",
  requires: ["rfc6455/5.2/opcode-known"],
  level: "must",
  behavior: "OK",
  behaviorClose: "OK",
  inconclusive: null,
  attempts: [],
  result: "The observed events are as expected.",
  resultClose: "The connection was closed as expected.",
  expected: { OK: [] },
  expectedClose: { closedByMe: false, closeCode: [1002], requireClean: false },
  received: [],
  violations: [],
  oracle: [],
  ending: { kind: "closed", begunBy: "peer", tcpEndedBy: "peer", caseTimer: null, bytesBehindClose: 0 },
  frames: {
    sent: [{ number: 1, start: 201, end: 230, opcode: 4, fin: true, rsv: 0, payloadLength: 23, logLine: 2 }],
    received: [{ number: 1, start: 164, end: 202, opcode: 8, fin: true, rsv: 0, payloadLength: 36, logLine: 4 }],
  },
  readings: [],
  started: "2026-11-23T15:04:05.678Z",
  duration: 1.4,
  httpRequest: request,
  httpResponse: response,
  isServer: false,
  closedByMe: false,
  failedByMe: false,
  droppedByMe: false,
  wasClean: true,
  wasNotCleanReason: null,
  wasServerConnectionDropTimeout: false,
  wasOpenHandshakeTimeout: false,
  wasCloseHandshakeTimeout: false,
  localCloseCode: 1000,
  localCloseReason: null,
  remoteCloseCode: 1002,
  remoteCloseReason: "data frame using reserved opcode 4",
  rxOctetStats: new Map([
    [164, 1],
    [38, 1],
  ]),
  txOctetStats: new Map([
    [201, 1],
    [29, 2],
    [8, 1],
  ]),
  rxFrameStats: new Map([[8, 1]]),
  txFrameStats: new Map([
    [4, 1],
    [8, 1],
  ]),
  wirelog: [
    { kind: "TO", octets: excerptOf(encoder.encode(request)), sync: false },
    { kind: "RO", octets: excerptOf(encoder.encode(response)) },
    {
      kind: "TF",
      payload: excerptOf(encoder.encode("reserved opcode payload")),
      opcode: 4,
      fin: true,
      rsv: 0,
      maskingKey,
      repeatLength: null,
      chopSize: null,
      sync: false,
    },
    { kind: "KL", seconds: 1 },
    { kind: "RF", payload: excerptOf(closeBody), opcode: 8, fin: true, rsv: 0, masked: false, maskingKey: null },
  ],
  wirelogTimes: [0, 1.25, 2.5, 3.75, 1004],
  createWirelog: true,
  trafficStats: null,
  reportTime: false,
  reportCompressionRatio: false,
};

const caseOf = (id: string, title: string): Case => ({
  id,
  title,
  description: `Does what case ${id} does.`,
  expectation: `The peer passes case ${id}.`,
  requires: ["rfc6455/5.2/opcode-known"],
  play: [],
  expected: { OK: [] },
  expectedClose: { closedByMe: false, closeCode: [1002], requireClean: false },
  after: [],
  suppressAutoClose: false,
  reportTime: false,
});

/** Four cases in three sections of two chapters. */
export const sampleCases: readonly Case[] = [
  caseOf("2.9", "A Ping after a Pong"),
  caseOf("2.10", "Ten Pings"),
  caseOf("4.1.2", "Reserved data opcode 4 fails the connection"),
  caseOf("4.2.1", "Reserved control opcode 11 fails the connection"),
];

/** The groups of the sample cases, and one without cases. */
export const sampleGroups: readonly CaseGroup[] = [
  { id: "2", title: "Pings and Pongs" },
  { id: "4", title: "Opcodes" },
  { id: "4.1", title: "Data opcodes" },
  { id: "4.2", title: "Control opcodes" },
  { id: "9", title: "Speed" },
];
