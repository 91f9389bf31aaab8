import { expect } from "vitest";
import type { RequirementId } from "../spec/requirements.ts";
import { cut } from "../src/arbitraries/chunkings.ts";
import { bytesFromLatin1, latin1FromBytes } from "../src/core/bytes/text.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import type { Output } from "../src/core/output.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { requestText, sampleKey } from "../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { readHead, valuesIn } from "./adapters/http-head.ts";
import { exhaustive } from "./property.ts";

/** What a server does that is given a request in segments of a length, and whose application would accept anything. */
function doneAbout(request: string, segmentLength: number): readonly Output[] {
  const server = new Endpoint({ role: "server", ports: { ...seededPorts(), now: () => Date.UTC(1994, 10, 6, 8, 49, 37) } });
  server.feed({ kind: "start" });
  return cut(bytesFromLatin1(request), [segmentLength]).flatMap((bytes) => {
    server.feed({ kind: "bytes", bytes });
    return drain(server);
  });
}

const withLine = (line: string): string => `${requestText().slice(0, -2)}${line}\r\n\r\n`;
const withTarget = (target: string): string => requestText({}, `GET ${target} HTTP/1.1`);
const withVersion = (version: string | undefined): string => requestText({ "Sec-WebSocket-Version": version });
const withKey = (key: string | undefined): string => requestText({ "Sec-WebSocket-Key": key });

/** Requests that are wrong in one way, by the requirement they break and the status that answers them. */
const faulty: readonly (readonly [requirement: RequirementId, status: number, requests: readonly string[]])[] = [
  ["rfc6455/4.1/request-get", 405, ["POST", "get", "HEAD"].map((method) => requestText({}, `${method} /chat HTTP/1.1`))],
  ["rfc6455/4.1/request-http-version", 505, ["1.0", "0.9", "2.0"].map((version) => requestText({}, `GET /chat HTTP/${version}`))],
  [
    "rfc6455/4.1/request-target",
    400,
    ["*", "chat", "/chat#top", "ws://server.example.com/chat", "/%zz", "/?%", "http://[/x", "http://a@b/"].map(withTarget),
  ],
  ["rfc6454/7.3/origin-once", 400, ["http://a", "null"].map((origin) => withLine(`Origin: ${origin}\r\norigin: http://a`))],
  ["rfc6455/4.1/request-upgrade", 426, [undefined, "", "h2c", "websockets", "xwebsocket"].map((Upgrade) => requestText({ Upgrade }))],
  ["rfc6455/4.1/request-connection", 400, [undefined, "", "keep-alive", "upgrades"].map((Connection) => requestText({ Connection }))],
  ["rfc6455/4.1/request-key", 400, [undefined, "", sampleKey.slice(4), `AAAA${sampleKey}`, sampleKey.replace("=", "")].map(withKey)],
  ["rfc6455/11.3.1/key-once", 400, [withLine(`Sec-WebSocket-Key: ${sampleKey}`)]],
  ["rfc6455/4.2.2/unsupported-version", 426, [undefined, "", "8", "12", "14", "013", "+13", "13, 8"].map(withVersion)],
  ["rfc6455/11.3.5/version-once-in-request", 400, [withLine("Sec-WebSocket-Version: 13")]],
  [
    "rfc6455/4.1/request-subprotocols",
    400,
    ["", "a, a", "a b", "a/b", "\u00e9"].map((names) => withLine(`Sec-WebSocket-Protocol: ${names}`)),
  ],
  [
    "rfc6455/9.1/extensions-grammar",
    400,
    [";;", "=x", "a;", 'a; b="c', 'a; b="c d"', "a b"].map((value) => withLine(`Sec-WebSocket-Extensions: ${value}`)),
  ],
  ["rfc9110/5.1/field-name-token", 400, ["A B: c", ": c", "no colon", "(a): b"].map(withLine)],
  ["rfc9110/5.5/field-value-characters", 400, ["A: \u0000", "A: b\u0007c", "A: \u007f"].map(withLine)],
  ["rfc9112/2.2/line-ends-crlf", 400, [requestText().replaceAll("\r\n", "\n"), withLine("A: b\rc")]],
  [
    "rfc9112/3/request-line",
    400,
    ["GET  /chat HTTP/1.1", "GET /chat", "GET /chat HTTP/1.1 ", "GET /chat http/1.1"].map((line) => requestText({}, line)),
  ],
  [
    "rfc9112/3.2/host-once",
    400,
    [
      requestText({ Host: undefined }),
      requestText({ Host: "" }),
      requestText({ Host: "a b" }),
      withLine("Host: other"),
      ...["[zz]", "[:::]", "[1.2.3.4]", "[::1", "::1", "[]"].map((Host) => requestText({ Host })),
    ],
  ],
  ["rfc9112/5.1/no-space-before-colon", 400, ["A : b", "A\t: b"].map(withLine)],
  ["rfc9112/5.2/no-line-folding", 400, ["A: b\r\n c", "A: b\r\n\tc"].map(withLine)],
  ["rfc9112/6/no-request-body", 400, ["Content-Length: 5", "Transfer-Encoding: chunked"].map(withLine)],
];

/** What each requirement of a request says once more, seen from another section. */
const saidAgain: Partial<Record<RequirementId, readonly RequirementId[]>> = {
  "rfc6455/4.1/request-get": ["rfc9110/15.5.6/405-names-methods", "rfc9110/9.3.2/no-content-for-head"],
  "rfc6455/4.1/request-http-version": ["rfc9110/7.8/upgrade-ignored-in-http10"],
  "rfc6455/4.1/request-upgrade": ["rfc9110/15.5.22/426-names-protocol"],
  "rfc6455/4.2.2/unsupported-version": [
    "rfc6455/4.4/lists-supported-versions",
    "rfc6455/4.3/version-number",
    "rfc6455/4.1/request-version",
  ],
  "rfc6455/9.1/extensions-grammar": ["rfc6455/4.3/extension-value-token"],
};

/** The fields that answers with a status have beyond those that all refusals have. */
const fieldsOf: Readonly<Record<number, Readonly<Record<string, readonly string[]>>>> = {
  405: { allow: ["GET"] },
  426: { upgrade: ["websocket"], "sec-websocket-version": ["13"] },
};

for (const [requirement, status, requests] of faulty) {
  exhaustive({
    title: `a request that breaks ${requirement} is answered with ${status} and nothing else, however it is cut, and the transport is closed`,
    requires: [
      requirement,
      ...(saidAgain[requirement] ?? []),
      "rfc6455/4.2.1/malformed-request-refused",
      "rfc6455/7.2.2/server-abort-closes",
      "rfc6455/10.7/input-validated",
      "rfc9110/6.6.1/date-in-refusals",
      "rfc9112/6.3/refusal-framed",
      "rfc9112/9.6/refusal-announces-end",
      "ours/core/chunking-independent",
    ],
    over: () => requests,
    holds: (request) => {
      const outputs = doneAbout(request, request.length);
      expect(doneAbout(request, 1)).toEqual(outputs);
      expect(eventsOf(outputs)).toMatchObject([{ type: "refused", failure: { blame: "peer", requirement } }]);
      expect(outputs.map(({ kind }) => kind)).toContain("shut");
      const answer = readHead(latin1FromBytes(bytesOf(outputs)));
      expect(answer.startLine).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      const isHead = request.startsWith("HEAD ");
      expect(answer.body === "").toBe(isHead);
      expect(valuesIn(answer, "content-length")).toEqual(isHead ? [] : [String(answer.body.length)]);
      expect(valuesIn(answer, "date")).toEqual(["Sun, 06 Nov 1994 08:49:37 GMT"]);
      expect(valuesIn(answer, "connection").join()).toMatch(/^close\b/);
      for (const [name, values] of Object.entries(fieldsOf[status] ?? {})) expect(valuesIn(answer, name)).toEqual(values);
    },
  });
}
