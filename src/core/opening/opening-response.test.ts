import { describe, expect, it } from "vitest";
import type { RequirementId } from "../../../spec/requirements.ts";
import { bytesFromLatin1 } from "../bytes/text.ts";
import { defaultLimits } from "../limits.ts";
import { responseText, sampleAccept } from "../testing/sample-handshake.ts";
import { HeadReader } from "./head-reader.ts";
import { knownFields } from "./known-fields.ts";
import { judgeOpeningResponse, type OpeningOffer, type OpeningResponse, readOpeningResponse, responseRules } from "./opening-response.ts";

const offer: OpeningOffer = { accept: sampleAccept, subprotocols: ["chat", "superchat"], extensions: ["x", "y"] };

function read(text: string): OpeningResponse | undefined {
  const progress = new HeadReader(defaultLimits).push(bytesFromLatin1(text));
  if (progress.kind !== "complete") throw new Error(`not a head: ${JSON.stringify(progress)}`);
  return readOpeningResponse(progress.head);
}

const judge = (text: string) => judgeOpeningResponse(read(text) as OpeningResponse, offer);

const withLines = (text: string, ...lines: string[]): string => `${text.slice(0, -2)}${lines.map((line) => `${line}\r\n`).join("")}\r\n`;

const failing: readonly [requirement: RequirementId, response: string, detail: string][] = [
  ["rfc6455/4.1/response-upgrade", responseText({ Upgrade: undefined }), "the Upgrade field (missing)"],
  ["rfc6455/4.1/response-upgrade", responseText({ Upgrade: "h2c" }), 'the Upgrade field "h2c"'],
  ["rfc6455/4.1/response-upgrade", withLines(responseText(), "Upgrade: websocket"), "2 Upgrade fields"],
  ["rfc6455/4.1/response-upgrade", responseText({ Upgrade: "websocket, h2c" }), 'the Upgrade field "websocket, h2c"'],
  ["rfc6455/4.1/response-connection", responseText({ Connection: undefined }), "the Connection field (missing)"],
  ["rfc6455/4.1/response-connection", responseText({ Connection: "close" }), 'the Connection field "close"'],
  ["rfc6455/11.3.3/accept-once", withLines(responseText(), `Sec-WebSocket-Accept: ${sampleAccept}`), "2 Sec-WebSocket-Accept fields"],
  [
    "rfc6455/4.1/response-accept",
    responseText({ "Sec-WebSocket-Accept": undefined }),
    "the Sec-WebSocket-Accept (missing), which does not answer the key",
  ],
  [
    "rfc6455/4.1/response-accept",
    responseText({ "Sec-WebSocket-Accept": sampleAccept.toLowerCase() }),
    `the Sec-WebSocket-Accept "${sampleAccept.toLowerCase()}", which does not answer the key`,
  ],
  [
    "rfc6455/9.1/extensions-grammar",
    responseText({ "Sec-WebSocket-Extensions": "x;" }),
    'the Sec-WebSocket-Extensions "x;", which does not follow the grammar',
  ],
  [
    "rfc6455/9.1/extensions-grammar",
    responseText({ "Sec-WebSocket-Extensions": "" }),
    'the Sec-WebSocket-Extensions "", which does not follow the grammar',
  ],
  [
    "rfc6455/4.1/response-extensions",
    responseText({ "Sec-WebSocket-Extensions": "x, z" }),
    'the Sec-WebSocket-Extensions "x, z", where z was not offered',
  ],
  [
    "rfc6455/4.1/response-extensions",
    responseText({ "Sec-WebSocket-Extensions": "x, x; a=1" }),
    'the Sec-WebSocket-Extensions "x, x; a=1", where x is accepted twice',
  ],
  [
    "rfc6455/11.3.4/protocol-once-in-response",
    withLines(responseText(), "Sec-WebSocket-Protocol: chat", "Sec-WebSocket-Protocol: chat"),
    "2 Sec-WebSocket-Protocol fields",
  ],
  [
    "rfc6455/4.1/response-subprotocol",
    responseText({ "Sec-WebSocket-Protocol": "Chat" }),
    'the Sec-WebSocket-Protocol "Chat", which was not asked for',
  ],
  [
    "rfc6455/4.1/response-subprotocol",
    responseText({ "Sec-WebSocket-Protocol": "chat, superchat" }),
    'the Sec-WebSocket-Protocol "chat, superchat", which was not asked for',
  ],
  [
    "rfc6455/4.1/response-subprotocol",
    responseText({ "Sec-WebSocket-Protocol": "" }),
    'the Sec-WebSocket-Protocol "", which was not asked for',
  ],
];

describe("responseRules", () => {
  it.each(failing)("%s: fails the connection", (requirement, response, detail) => {
    expect(judge(response)).toEqual({ requirement, detail });
  });

  it("every row is shown above", () => {
    expect(new Set(failing.map(([requirement]) => requirement))).toEqual(new Set(responseRules.map(({ requirement }) => requirement)));
  });

  it("9.1: a row judges its own requirement only: what breaks the grammar is not also called unoffered", () => {
    const answerWith = (extensions: string) => knownFields<"inResponse">([["Sec-WebSocket-Extensions", extensions]]);
    const row = responseRules.find(({ requirement }) => requirement === "rfc6455/4.1/response-extensions");
    expect(row?.brokenBy(answerWith("x;"), offer)).toBe(false);
    expect(row?.brokenBy(answerWith("z"), offer)).toBe(true);
  });

  it.each([200, 301, 400, 401, 426, 500])("4.1: status %i does not open the connection, whatever else is right", (status) => {
    expect(judge(responseText({}, `HTTP/1.1 ${status} Something`))).toEqual({
      requirement: "rfc6455/4.1/response-status",
      detail: `the status ${status}`,
    });
  });
});

describe("a valid response", () => {
  it("1.3: agrees on the subprotocol printed there", () => {
    expect(judge(responseText({ "Sec-WebSocket-Protocol": "chat" }))).toEqual({ subprotocol: "chat", extensions: [] });
  });

  it("4.1: needs neither subprotocol nor extensions, which were only offered", () => {
    expect(judge(responseText())).toEqual({ subprotocol: null, extensions: [] });
  });

  it("4.1: may write websocket and Upgrade in any case of letters", () => {
    expect(judge(responseText({ Upgrade: "WebSocket", Connection: "keep-alive, UPGRADE" }))).toEqual({ subprotocol: null, extensions: [] });
  });

  it("9.1: may accept extensions over several lines", () => {
    expect(judge(withLines(responseText({ "Sec-WebSocket-Extensions": "y; a=1" }), "sec-websocket-extensions: x"))).toEqual({
      subprotocol: null,
      extensions: [
        { name: "y", parameters: [["a", "1"]] },
        { name: "x", parameters: [] },
      ],
    });
  });
});

describe("readOpeningResponse", () => {
  it("RFC 9112, 4: reads status and reason phrase", () => {
    expect(read(responseText())).toMatchObject({ status: 101, reason: "Switching Protocols", raw: responseText() });
    expect(read(responseText({}, "HTTP/1.1 404 Not Found"))).toMatchObject({ status: 404, reason: "Not Found" });
  });

  it("RFC 9112, 4: needs no reason phrase, nor the space before it", () => {
    expect(read(responseText({}, "HTTP/1.1 101 "))).toMatchObject({ status: 101, reason: "" });
    expect(read(responseText({}, "HTTP/1.1 101"))).toMatchObject({ status: 101, reason: "" });
  });

  it.each([
    "HTTP/1.1 1011 Too Long",
    "HTTP/1.1 10 Short",
    "HTTP/1.1  101 X",
    "HTTP/1.1 101X",
    "HTTP/2 101 X",
    "http/1.1 101 X",
    "ICY 200 OK",
    "HTTP/1.1 101 a\u0000b",
    "GET / HTTP/1.1",
  ])("RFC 9112, 4: %j is no status line", (line) => {
    expect(read(responseText({}, line))).toBeUndefined();
  });
});
