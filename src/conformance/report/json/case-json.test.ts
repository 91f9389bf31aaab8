import { describe, expect, it } from "vitest";
import { excerptOf, type WireLogEntry } from "../../fuzzer/seen/wire-log.ts";
import { bytesOf, sampleResult } from "../testing/sample-result.ts";
import { caseJson } from "./case-json.ts";
import { jsonText } from "./json-text.ts";

const keysOfTheField = [
  ...["agent", "behavior", "behaviorClose", "case", "closedByMe", "createStats", "createWirelog", "description", "droppedByMe"],
  ...["duration", "expectation", "expected", "expectedClose", "failedByMe", "httpRequest", "httpResponse", "id", "isServer"],
  ...["localCloseCode", "localCloseReason", "received", "remoteCloseCode", "remoteCloseReason", "reportCompressionRatio"],
  ...["reportTime", "result", "resultClose", "rxFrameStats", "rxOctetStats", "started", "trafficStats", "txFrameStats"],
  ...["txOctetStats", "wasClean", "wasCloseHandshakeTimeout", "wasNotCleanReason", "wasOpenHandshakeTimeout"],
  ...["wasServerConnectionDropTimeout", "wirelog"],
];

const keysOfOurs = [
  "attempts",
  "ending",
  "explanation",
  "inconclusive",
  "level",
  "oracle",
  "readings",
  "requirements",
  "title",
  "violations",
  "wirelogTimes",
];

it("has the keys that scripts written for Autobahn read, and some of ours", () => {
  expect(Object.keys(caseJson(sampleResult)).sort()).toEqual([...keysOfTheField, ...keysOfOurs].sort());
});

it("holds the values of the result", () => {
  expect(caseJson(sampleResult)).toMatchObject({
    agent: "ExampleServer/0.4.10",
    id: "4.1.2",
    case: 36,
    behavior: "OK",
    duration: 1,
    createStats: true,
    trafficStats: null,
    wasClean: true,
    wasNotCleanReason: null,
    remoteCloseCode: 1002,
    requirements: ["rfc6455/5.2/opcode-known"],
    expectedClose: { closedByMe: false, closeCode: [1002], requireClean: false },
    rxOctetStats: { "38": 1, "164": 1 },
    txFrameStats: { "4": 1, "8": 1 },
  });
});

it("has no other key by the name of a verdict, at any depth: scripts written for Autobahn search the text for failures", () => {
  const disputed = {
    reading: "status-code-1004",
    holds: "It is reserved.",
    isOurs: false,
    behavior: "FAILED",
    behaviorClose: "FAILED",
  } as const;
  const file = caseJson({ ...sampleResult, behaviorClose: "WRONG CODE", readings: [disputed] });
  expect(file["readings"]).toMatchObject([{ reading: "status-code-1004", verdict: "FAILED", verdictClose: "FAILED" }]);
  const keys = jsonText(file).match(/"behavior(Close)?": ".*?"/g);
  expect(keys).toEqual(['"behavior": "OK"', '"behaviorClose": "WRONG CODE"']);
});

it("writes events as arrays, payloads as text", () => {
  const { expected, received } = caseJson({
    ...sampleResult,
    expected: { OK: [{ event: "message", payload: bytesOf("c3a9"), binary: false }], "NON-STRICT": [] },
    received: [
      { event: "message", payload: bytesOf("fffe"), binary: true },
      { event: "pong", payload: bytesOf("") },
      { event: "timeout", tag: "A" },
    ],
  });
  expect(expected).toEqual({ OK: [["message", "é", false]], "NON-STRICT": [] });
  expect(received).toEqual([
    ["message", "0xfffe", true],
    ["pong", ""],
    ["timeout", "A"],
  ]);
});

describe("wire log entries", () => {
  const octets = excerptOf(bytesOf("8900"));
  const frame = { payload: excerptOf(bytesOf("2a")), opcode: 1, fin: true, rsv: 0 };

  it.each<[WireLogEntry, readonly unknown[]]>([
    [{ kind: "RO", octets }, ["RO", [2, "8900"]]],
    [{ kind: "TO", octets, sync: true }, ["TO", [2, "8900"], true]],
    [{ kind: "RF", ...frame, masked: true, maskingKey: bytesOf("00ff00ff") }, ["RF", [1, "*"], 1, true, 0, true, "00ff00ff"]],
    [{ kind: "RF", ...frame, masked: false, maskingKey: null }, ["RF", [1, "*"], 1, true, 0, false, null]],
    [
      { kind: "TF", ...frame, maskingKey: null, repeatLength: 126, chopSize: 1, sync: false },
      ["TF", [1, "*"], 1, true, 0, null, 126, 1, false],
    ],
    [{ kind: "CT", seconds: 0.5, tag: null }, ["CT", 0.5, null]],
    [{ kind: "CTE", tag: "A" }, ["CTE", "A"]],
    [{ kind: "KL", seconds: 1 }, ["KL", 1]],
    [{ kind: "KLE" }, ["KLE"]],
    [{ kind: "TI", seconds: 1 }, ["TI", 1]],
    [{ kind: "TIE" }, ["TIE"]],
    [{ kind: "WLM", enabled: false }, ["WLM", false]],
  ])("%o", (entry, array) => {
    expect(caseJson({ ...sampleResult, wirelog: [entry] })["wirelog"]).toEqual([array]);
  });
});
