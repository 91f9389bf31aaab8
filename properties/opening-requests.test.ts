import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect } from "vitest";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { bytesFromLatin1, latin1FromBytes } from "../src/core/bytes/text.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import type { Output } from "../src/core/output.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { requestText, sampleKey } from "../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { readHead, valuesIn } from "./adapters/http-head.ts";
import { exhaustive, property } from "./property.ts";

const tokens = (): fc.Arbitrary<string> => fc.stringMatching(/^[a-z][a-z0-9.]{0,7}$/);
const resources = (): fc.Arbitrary<string> => fc.stringMatching(/^\/([a-z0-9/?=&._-]|%[0-9a-fA-F]{2}){0,30}$/);

property({
  title: "a client begins with one well-formed request that asks for what it was told to ask for, and sends nothing more before the answer",
  requires: [
    "rfc6455/4.1/opens-a-connection",
    "rfc6455/4.1/waits-for-response",
    "rfc6455/4.1/request-is-http",
    "rfc6455/4.1/request-get",
    "rfc6455/4.1/request-http-version",
    "rfc6455/4.1/request-target",
    "rfc6455/4.1/request-host",
    "rfc6455/4.1/request-upgrade",
    "rfc6455/4.1/request-connection",
    "rfc6455/4.1/request-key",
    "rfc6455/4.1/request-origin",
    "rfc6455/4.1/request-version",
    "rfc6455/4.1/request-subprotocols",
    "rfc6455/11.3.1/key-once",
    "rfc6455/11.3.5/version-once-in-request",
  ],
  given: [resources(), fc.constantFrom("example.com", "example.com:8080", "[::1]:9001"), fc.uniqueArray(tokens(), { maxLength: 4 })],
  runs: 200,
  holds: (resource, host, subprotocols) => {
    const origin = "https://www.example.com";
    const client = new Endpoint({ role: "client", ports: seededPorts(), resource, host, origin, subprotocols });
    client.feed({ kind: "start" });
    const head = readHead(latin1FromBytes(bytesOf(drain(client))));
    expect(head.startLine).toBe(`GET ${resource} HTTP/1.1`);
    expect(head.body).toBe("");
    expect(valuesIn(head, "host")).toEqual([host]);
    expect(valuesIn(head, "origin")).toEqual([origin]);
    expect(valuesIn(head, "upgrade")).toEqual(["websocket"]);
    expect(valuesIn(head, "connection")).toEqual(["Upgrade"]);
    expect(valuesIn(head, "sec-websocket-version")).toEqual(["13"]);
    expect(valuesIn(head, "sec-websocket-protocol").flatMap((value) => value.split(", "))).toEqual(subprotocols);
    const [key = "", ...moreKeys] = valuesIn(head, "sec-websocket-key");
    expect(moreKeys).toEqual([]);
    expect(Buffer.from(key, "base64")).toHaveLength(16);
    expect(Buffer.from(key, "base64").toString("base64")).toBe(key);

    expect(client.feed({ kind: "message", format: "text", payload: "early" })).toMatchObject({ blame: "caller" });
    expect(drain(client)).toEqual([]);
  },
});

/** What a server that accepts every valid request does with this one. */
function answerTo(request: string, chunking: readonly number[], subprotocol?: string): readonly Output[] {
  const server = new Endpoint({ role: "server", ports: seededPorts() });
  server.feed({ kind: "start" });
  const outputs: Output[] = [];
  for (const bytes of cut(bytesFromLatin1(request), chunking)) {
    server.feed({ kind: "bytes", bytes });
    outputs.push(...drain(server));
    if (!eventsOf(outputs).some(({ type }) => type === "request") || server.readyState !== "CONNECTING") continue;
    server.feed({ kind: "accept", ...(subprotocol !== undefined && { subprotocol }) });
    outputs.push(...drain(server));
  }
  return outputs;
}

const withLines = (...lines: string[]): string => `${requestText().slice(0, -2)}${lines.map((line) => `${line}\r\n`).join("")}\r\n`;
const reordered = (): string => {
  const [first, ...fields] = requestText().slice(0, -4).split("\r\n");
  return [first, ...fields.reverse(), "", ""].join("\r\n");
};

/** Requests that look unusual and are valid. */
const unusual: Readonly<Record<string, string>> = {
  "nothing unusual": requestText(),
  "its fields in the opposite order": reordered(),
  "fields of other protocols": withLines("Cookie: a=b", "X-Unknown: \u00e9 c", "Authorization: Basic eDp5"),
  "names of fields in other letters": requestText().replace(/^[A-Z][A-Za-z-]+(?=:)/gm, (name) => name.toUpperCase()),
  "Upgrade among other protocols": requestText({ Upgrade: "h2c, WebSocket" }),
  "Connection as a list with empty elements": requestText({ Connection: ", keep-alive,, UPGRADE ," }),
  "Connection in two lines": `${requestText({ Connection: "keep-alive" }).slice(0, -2)}Connection: Upgrade\r\n\r\n`,
  "white space around its values": requestText({ Upgrade: " \t websocket \t", "Sec-WebSocket-Version": "\t13 " }),
  "an absolute target": requestText({}, "GET http://server.example.com/chat HTTP/1.1"),
  "an absolute target of another host": requestText({}, "GET http://other.example:81?room=1 HTTP/1.1"),
  "an absolute target in capital letters": requestText({}, "GET HTTPS://[2001:db8::1]/ HTTP/1.1"),
  "characters in its query that no URI has": requestText({}, 'GET /chat?a[]={1|2}&b="%20" HTTP/1.1'),
  "an empty line before it": `\r\n${requestText()}`,
  "a body of no bytes": withLines("Content-Length: 0"),
};

exhaustive({
  title: "a valid request opens a connection, however unusual it looks, and the answer is the one that its key asks for",
  requires: [
    "rfc6455/4.2.2/accepts-with-101",
    "rfc6455/4.2.2/accept-key",
    "rfc6455/4.2.2/extensions-from-offer",
    "rfc6455/4.1/established",
    "rfc6455/4.2.1/other-fields-ignored",
    "rfc9110/5.1/field-name-any-case",
    "rfc9110/5.3/lists-over-lines",
    "rfc9110/5.6.1/empty-list-elements",
    "rfc9110/7.6.1/connection-options",
    "rfc9110/8.6/no-length-in-101",
    "rfc9112/2.2/leading-empty-line",
    "rfc9112/5/space-around-value",
    "rfc9112/6.1/no-transfer-coding-in-101",
    "ours/core/chunking-independent",
  ],
  over: () => Object.entries(unusual),
  holds: ([, request]) => {
    const outputs = answerTo(request, [request.length]);
    expect(answerTo(request, [1])).toEqual(outputs);
    expect(eventsOf(outputs).at(-1)).toMatchObject({ type: "open", subprotocol: null, compression: null });
    const head = readHead(latin1FromBytes(bytesOf(outputs)));
    const accept = createHash("sha1").update(`${sampleKey}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    expect(head.startLine).toMatch(/^HTTP\/1\.1 101 /);
    expect(head.body).toBe("");
    expect(head.fields.map(([name]) => name)).toEqual(["upgrade", "connection", "sec-websocket-accept"]);
    expect(head.fields.map(([, value]) => value)).toEqual(["websocket", "Upgrade", accept]);
  },
});

exhaustive({
  title: "the host of a request is the one of an absolute target, and the Host field's only without one",
  requires: ["rfc9112/3.2.2/host-of-absolute-target", "rfc6455/4.1/request-target"],
  over: () =>
    ["a", "a:81", "[::1]", "[::1]:443"].flatMap((host) => [
      { target: `http://${host}/chat?room=1`, field: "other.example", host },
      { target: `HTTPS://${host}`, field: "[::2]", host },
      { target: `/chat?http://${host}/`, field: "other.example:80", host: "other.example:80" },
    ]),
  holds: ({ target, field, host }) => {
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    server.feed({ kind: "start" });
    server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText({ Host: field }, `GET ${target} HTTP/1.1`)) });
    expect(eventsOf(drain(server))).toMatchObject([{ type: "request", request: { target, host } }]);
  },
});

exhaustive({
  title: "an application may refuse with the statuses from 300 to 599 and no others, and the transport is closed behind the answer",
  requires: [
    "rfc6455/4.2.2/refusal-is-http-error",
    "rfc9110/15.4.5/304-without-content",
    "rfc9110/15.5.6/405-names-methods",
    "rfc9110/15.5.22/426-names-protocol",
    "rfc9112/6.3/refusal-framed",
    "rfc9112/9.6/refusal-announces-end",
  ],
  over: () => Array.from({ length: 1000 }, (_, status) => status),
  holds: (status) => {
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    server.feed({ kind: "start" });
    server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText()) });
    const fields = [401, 407].includes(status) ? ([[status === 401 ? "WWW-Authenticate" : "Proxy-Authenticate", "Basic"]] as const) : [];
    const body = status === 304 ? "" : "\u20ac";
    const misuse = server.feed({ kind: "refuse", status, reason: "No", fields, body });
    const outputs = drain(server);
    expect(misuse === undefined).toBe(status >= 300 && status <= 599);
    if (misuse !== undefined) return expect(bytesOf(outputs)).toHaveLength(0);
    const answer = readHead(latin1FromBytes(bytesOf(outputs)));
    expect([answer.startLine, answer.body.length]).toEqual([`HTTP/1.1 ${status} No`, status === 304 ? 0 : 3]);
    expect(valuesIn(answer, "content-length")).toEqual(status === 304 ? [] : ["3"]);
    expect(valuesIn(answer, "connection")).toEqual([status === 426 ? "close, Upgrade" : "close"]);
    expect(valuesIn(answer, "upgrade")).toEqual(status === 426 ? ["websocket"] : []);
    expect(valuesIn(answer, "allow")).toEqual(status === 405 ? ["GET"] : []);
    return expect(outputs.map(({ kind }) => kind)).toContain("shut");
  },
});

property({
  title: "an answer names the subprotocol that the application chose, in one token, if the client asked for it, and otherwise none",
  requires: [
    "rfc6455/4.2.2/subprotocol-from-offer",
    "rfc6455/4.2.2/one-subprotocol",
    "rfc6455/4.2.2/completes-the-steps",
    "rfc6455/4.1/established",
  ],
  given: [
    fc.uniqueArray(tokens(), { minLength: 1, maxLength: 4 }),
    fc.oneof(tokens(), fc.constantFrom("", "a, b")),
    fc.nat(3),
    chunkings(),
  ],
  runs: 200,
  holds: (asked, foreign, index, chunking) => {
    fc.pre(!asked.includes(foreign));
    const request = withLines(...asked.map((name) => `Sec-WebSocket-Protocol: ${name}`));
    const chosen = asked[index % asked.length] as string;
    const outputs = answerTo(request, chunking, chosen);
    expect(valuesIn(readHead(latin1FromBytes(bytesOf(outputs))), "sec-websocket-protocol")).toEqual([chosen]);
    expect(eventsOf(outputs).at(-1)).toMatchObject({ type: "open", subprotocol: chosen });
    expect(bytesOf(answerTo(request, chunking, foreign))).toHaveLength(0);
  },
});
