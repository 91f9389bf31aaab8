import { describe, expect, it } from "vitest";
import type { RequirementId } from "../../../spec/requirements.ts";
import { bytesFromLatin1 } from "../bytes/text.ts";
import { defaultLimits } from "../limits.ts";
import { requestText, sampleKey } from "../testing/sample-handshake.ts";
import { HeadReader } from "./head-reader.ts";
import { type OpeningRequest, type RequestFlaw, readOpeningRequest, requestRules } from "./opening-request.ts";

function judge(text: string): OpeningRequest | RequestFlaw {
  const progress = new HeadReader(defaultLimits).push(bytesFromLatin1(text));
  if (progress.kind !== "complete") throw new Error(`not a head: ${JSON.stringify(progress)}`);
  return readOpeningRequest(progress.head);
}

/** The sample request with more lines in front of its final empty line. */
const withLines = (text: string, ...lines: string[]): string => `${text.slice(0, -2)}${lines.map((line) => `${line}\r\n`).join("")}\r\n`;

const keyOf = (length: number): string => Buffer.alloc(length, 7).toString("base64");

type Row = [requirement: RequirementId, status: number, request: string, detail: string];

const refused: readonly Row[] = [
  ["rfc6455/4.1/request-get", 405, requestText({}, "POST /chat HTTP/1.1"), "the method POST"],
  ["rfc6455/4.1/request-get", 405, requestText({}, "get /chat HTTP/1.1"), "the method get"],
  ["rfc6455/4.1/request-http-version", 505, requestText({}, "GET /chat HTTP/1.0"), "HTTP version 1.0"],
  ["rfc6455/4.1/request-http-version", 505, requestText({}, "GET /chat HTTP/2.0"), "HTTP version 2.0"],
  ["rfc6455/4.1/request-http-version", 505, requestText({}, "GET /chat HTTP/0.9"), "HTTP version 0.9"],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET chat HTTP/1.1"), 'the request target "chat"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET * HTTP/1.1"), 'the request target "*"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET /chat#top HTTP/1.1"), 'the request target "/chat#top"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET ws://example.com/chat HTTP/1.1"), 'the request target "ws://example.com/chat"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET http:///chat HTTP/1.1"), 'the request target "http:///chat"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET /a\u0000b HTTP/1.1"), 'the request target "/a\u0000b"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET /\u00e9 HTTP/1.1"), 'the request target "/\u00e9"'],
  ["rfc9112/3.2/host-once", 400, requestText({ Host: undefined }), "no Host field"],
  ["rfc9112/3.2/host-once", 400, withLines(requestText(), "Host: other"), "2 Host fields"],
  ["rfc9112/3.2/host-once", 400, requestText({ Host: "" }), 'the Host field ""'],
  ["rfc9112/3.2/host-once", 400, requestText({ Host: "a b" }), 'the Host field "a b"'],
  ["rfc9112/3.2/host-once", 400, requestText({ Host: "user@example.com" }), 'the Host field "user@example.com"'],
  ["rfc9112/3.2/host-once", 400, requestText({ Host: "[1.2.3.4]" }), 'the Host field "[1.2.3.4]"'],
  ["rfc6454/7.3/origin-once", 400, withLines(requestText(), "Origin: http://a", "origin: http://b"), "2 Origin fields"],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET http://[/x HTTP/1.1"), 'the request target "http://[/x"'],
  ["rfc6455/4.1/request-target", 400, requestText({}, "GET /%zz HTTP/1.1"), 'the request target "/%zz"'],
  ["rfc6455/4.1/request-upgrade", 426, requestText({ Upgrade: undefined }), "the Upgrade field (missing), which does not list websocket"],
  [
    "rfc6455/4.1/request-upgrade",
    426,
    withLines(requestText({ Upgrade: "h2c" }), "Upgrade: TLS/1.3"),
    'the Upgrade field "h2c, TLS/1.3", which does not list websocket',
  ],
  ["rfc6455/4.1/request-upgrade", 426, requestText({ Upgrade: "h2c" }), 'the Upgrade field "h2c", which does not list websocket'],
  [
    "rfc6455/4.1/request-connection",
    400,
    requestText({ Connection: undefined }),
    "the Connection field (missing), which does not list Upgrade",
  ],
  [
    "rfc6455/4.1/request-connection",
    400,
    requestText({ Connection: "keep-alive" }),
    'the Connection field "keep-alive", which does not list Upgrade',
  ],
  ["rfc6455/11.3.1/key-once", 400, withLines(requestText(), `Sec-WebSocket-Key: ${sampleKey}`), "2 Sec-WebSocket-Key fields"],
  [
    "rfc6455/4.1/request-key",
    400,
    requestText({ "Sec-WebSocket-Key": undefined }),
    "the Sec-WebSocket-Key (missing), which is not the base64 form of 16 bytes",
  ],
  [
    "rfc6455/4.1/request-key",
    400,
    requestText({ "Sec-WebSocket-Key": "" }),
    'the Sec-WebSocket-Key "", which is not the base64 form of 16 bytes',
  ],
  [
    "rfc6455/4.1/request-key",
    400,
    requestText({ "Sec-WebSocket-Key": keyOf(15) }),
    `the Sec-WebSocket-Key "${keyOf(15)}", which is not the base64 form of 16 bytes`,
  ],
  [
    "rfc6455/4.1/request-key",
    400,
    requestText({ "Sec-WebSocket-Key": keyOf(17) }),
    `the Sec-WebSocket-Key "${keyOf(17)}", which is not the base64 form of 16 bytes`,
  ],
  [
    "rfc6455/4.1/request-key",
    400,
    requestText({ "Sec-WebSocket-Key": sampleKey.slice(0, -2) }),
    `the Sec-WebSocket-Key "${sampleKey.slice(0, -2)}", which is not the base64 form of 16 bytes`,
  ],
  ["rfc6455/11.3.5/version-once-in-request", 400, withLines(requestText(), "Sec-WebSocket-Version: 8"), "2 Sec-WebSocket-Version fields"],
  [
    "rfc6455/4.2.2/unsupported-version",
    426,
    requestText({ "Sec-WebSocket-Version": "25" }),
    'the Sec-WebSocket-Version "25", where 13 is supported',
  ],
  [
    "rfc6455/4.2.2/unsupported-version",
    426,
    requestText({ "Sec-WebSocket-Version": undefined }),
    "the Sec-WebSocket-Version (missing), where 13 is supported",
  ],
  [
    "rfc6455/4.2.2/unsupported-version",
    426,
    requestText({ "Sec-WebSocket-Version": "13, 8" }),
    'the Sec-WebSocket-Version "13, 8", where 13 is supported',
  ],
  [
    "rfc6455/4.2.2/unsupported-version",
    426,
    requestText({ "Sec-WebSocket-Version": "013" }),
    'the Sec-WebSocket-Version "013", where 13 is supported',
  ],
  [
    "rfc6455/4.1/request-subprotocols",
    400,
    requestText({ "Sec-WebSocket-Protocol": "" }),
    'the Sec-WebSocket-Protocol "", which is not a list of distinct tokens',
  ],
  [
    "rfc6455/4.1/request-subprotocols",
    400,
    requestText({ "Sec-WebSocket-Protocol": "a b" }),
    'the Sec-WebSocket-Protocol "a b", which is not a list of distinct tokens',
  ],
  [
    "rfc6455/4.1/request-subprotocols",
    400,
    requestText({ "Sec-WebSocket-Protocol": "a, b, a" }),
    'the Sec-WebSocket-Protocol "a, b, a", which is not a list of distinct tokens',
  ],
  [
    "rfc6455/9.1/extensions-grammar",
    400,
    requestText({ "Sec-WebSocket-Extensions": "a;" }),
    'the Sec-WebSocket-Extensions "a;", which does not follow the grammar',
  ],
  ["rfc9112/6/no-request-body", 400, requestText({ "Content-Length": "5" }), "a request with a body"],
  ["rfc9112/6/no-request-body", 400, requestText({ "Transfer-Encoding": "chunked" }), "a request with a body"],
];

describe("requestRules", () => {
  it.each(refused)("%s: is refused with %i", (requirement, status, request, detail) => {
    expect(judge(request)).toEqual({ requirement, status, detail });
  });

  it("every row is shown above", () => {
    expect(new Set(refused.map(([requirement]) => requirement))).toEqual(new Set(requestRules.map(({ requirement }) => requirement)));
  });

  it.each([
    "GET  /chat HTTP/1.1",
    "GET /chat",
    "GET /chat HTTP/1.1 ",
    "GET /a b HTTP/1.1",
    "GET /chat http/1.1",
    "G(T /chat HTTP/1.1",
    "GET /chat HTTP/11",
    "GET /chat HTTP/1.10",
  ])("RFC 9112, 3: %j is not a request line", (line) => {
    expect(judge(requestText({}, line))).toEqual({
      requirement: "rfc9112/3/request-line",
      status: 400,
      detail: `the request line "${line}"`,
    });
  });

  it("4.2.1: the first thing that is wrong decides", () => {
    expect(judge("POST chat HTTP/1.0\r\n\r\n")).toMatchObject({ requirement: "rfc6455/4.1/request-get" });
    expect(judge("GET chat HTTP/1.1\r\n\r\n")).toMatchObject({ requirement: "rfc6455/4.1/request-target" });
  });
});

describe("a valid request", () => {
  it("1.3: is read as what it asks for", () => {
    const text = requestText({ Origin: "http://example.com", "Sec-WebSocket-Protocol": "chat, superchat" });
    expect(judge(text)).toEqual({
      target: "/chat",
      host: "server.example.com",
      key: sampleKey,
      origin: "http://example.com",
      subprotocols: ["chat", "superchat"],
      extensions: [],
      fields: expect.arrayContaining([["Upgrade", "websocket"]]),
      raw: text,
    });
  });

  it("4.2.1: needs neither origin, subprotocols nor extensions", () => {
    expect(judge(requestText())).toMatchObject({ origin: null, subprotocols: [], extensions: [] });
  });

  it.each(["/", "/chat?room=1", "/a/b%20c?x=/?y", "//double", "http://server.example.com/chat", "HTTPS://server.example.com"])(
    "4.1: may have the target %s",
    (target) => {
      expect(judge(requestText({}, `GET ${target} HTTP/1.1`))).toMatchObject({ target });
    },
  );

  it("4.1: may have a later HTTP/1 version", () => {
    expect(judge(requestText({}, "GET /chat HTTP/1.2"))).toMatchObject({ target: "/chat" });
  });

  it("4.2.1: lists websocket and Upgrade among others, in any case of letters, over several lines", () => {
    const text = withLines(requestText({ Upgrade: "h2c", Connection: "keep-alive" }), "UPGRADE: foo, WebSocket", "connection: x, upgrade");
    expect(judge(text)).toMatchObject({ key: sampleKey });
  });

  it("RFC 9110, 5.3: may spread its subprotocols and extensions over several lines", () => {
    const text = withLines(
      requestText(),
      "Sec-WebSocket-Protocol: a,b",
      "sec-websocket-protocol: c",
      "Sec-WebSocket-Extensions: x",
      'Sec-WebSocket-Extensions: y; z="1"',
    );
    expect(judge(text)).toMatchObject({
      subprotocols: ["a", "b", "c"],
      extensions: [
        { name: "x", parameters: [] },
        { name: "y", parameters: [["z", "1"]] },
      ],
    });
  });

  it("RFC 9112, 6: may say that it has no body", () => {
    expect(judge(requestText({ "Content-Length": "0" }))).toMatchObject({ key: sampleKey });
  });

  it("4.1: may have a key whose pad bits are not zero, as the RFC's own example has", () => {
    expect(judge(requestText({ "Sec-WebSocket-Key": "AQIDBAUGBwgJCgsMDQ4PEC==" }))).toMatchObject({ key: "AQIDBAUGBwgJCgsMDQ4PEC==" });
  });
});
