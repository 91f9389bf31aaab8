import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesFromLatin1, latin1FromBytes } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import type { ClientOptions, ServerOptions } from "./endpoint-options.ts";
import { bytesOf, drain, eventsOf } from "./testing/drain.ts";
import { linesAfter, linesOf } from "./testing/lines-of.ts";
import { requestText, responseText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

function startedServer(options: Partial<ServerOptions> = {}): Endpoint {
  const server = new Endpoint({ role: "server", ports: seededPorts(), ...options });
  server.feed({ kind: "start" });
  expect(linesOf(drain(server))).toEqual(["start opening timer of 10000 ms"]);
  return server;
}

/** A client whose key is the one printed in section 1.3; its request has been written. */
function startedClient(options: Partial<ClientOptions> = {}): Endpoint {
  const randomBytes = (): Uint8Array => bytesFromLatin1("the sample nonce");
  const client = new Endpoint({ role: "client", ports: { randomBytes }, resource: "/chat", host: "server.example.com", ...options });
  client.feed({ kind: "start" });
  drain(client);
  return client;
}

/** What an endpoint wants done after this text: outputs as lines, with what is written as text. */
function textAfter(endpoint: Endpoint, text: string): readonly string[] {
  endpoint.feed({ kind: "bytes", bytes: bytesFromLatin1(text) });
  return drain(endpoint).map((output) => (output.kind === "write" ? latin1FromBytes(output.bytes) : (linesOf([output])[0] as string)));
}

describe("a server that opens", () => {
  it("4.2.2: accepts the request of section 1.3 with the accept key printed there", () => {
    const server = startedServer();
    expect(textAfter(server, requestText())).toEqual(["request"]);
    expect(server.readyState).toBe("CONNECTING");
    expect(server.feed({ kind: "accept" })).toBeUndefined();
    const outputs = drain(server);
    expect(latin1FromBytes(bytesOf(outputs))).toBe(responseText());
    expect(linesOf(outputs).slice(1)).toEqual(["stop opening timer", "open"]);
    expect(server.readyState).toBe("OPEN");
  });

  it("4.2.2: tells the application what was agreed on", () => {
    const server = startedServer();
    textAfter(server, requestText({ "Sec-WebSocket-Protocol": "chat, superchat" }));
    server.feed({ kind: "accept", subprotocol: "superchat", fields: [["Set-Cookie", "a=b"]] });
    const outputs = drain(server);
    expect(latin1FromBytes(bytesOf(outputs))).toContain("\r\nSec-WebSocket-Protocol: superchat\r\nSet-Cookie: a=b\r\n");
    expect(eventsOf(outputs)).toEqual([
      {
        type: "open",
        subprotocol: "superchat",
        compression: null,
        response: null,
        request: expect.objectContaining({ target: "/chat", subprotocols: ["chat", "superchat"] }),
      },
    ]);
  });

  it("6.2: keeps frames that came with the request until it is accepted", () => {
    const server = startedServer();
    expect(textAfter(server, `${requestText()}\u0082\u0081`)).toEqual(["request"]);
    expect(textAfter(server, "\u0000\u0000\u0000\u0000\u0007\u0082")).toEqual([]);
    server.feed({ kind: "accept" });
    expect(linesOf(drain(server)).slice(1)).toEqual(["stop opening timer", "open", "binary message 07"]);
    expect(linesAfter(server, "80 00 00 00 00")).toEqual(["binary message"]);
  });

  it("reads a request that comes byte by byte", () => {
    const server = startedServer();
    const lines = [...requestText()].map((character) => textAfter(server, character));
    expect(lines.flat()).toEqual(["request"]);
  });

  it("4.2.2: refuses what the application refuses, shuts the transport and reads no more", () => {
    const server = startedServer();
    textAfter(server, requestText());
    server.feed({ kind: "refuse", status: 403, reason: "Forbidden" });
    const outputs = drain(server);
    expect(latin1FromBytes(bytesOf(outputs))).toMatch(/^HTTP\/1\.1 403 Forbidden\r\nConnection: close\r\n/);
    expect(linesOf(outputs).slice(1)).toEqual(["stop opening timer", "refused", "start closing timer of 10000 ms", "shut"]);
    expect(server.readyState).toBe("CLOSING");
    expect(textAfter(server, "\u0089\u0080\u0000\u0000\u0000\u0000")).toEqual([]);
    server.feed({ kind: "transportEnd" });
    expect(linesOf(drain(server))).toEqual(['closed with 1006 "", not clean', "stop closing timer"]);
  });

  it("4.2.1: refuses a malformed request by itself", () => {
    const server = startedServer();
    const request = requestText({ "Sec-WebSocket-Version": "8" });
    expect(textAfter(server, `${request}\u0081`)).toEqual([
      expect.stringMatching(
        /^HTTP\/1\.1 426 Upgrade Required\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n/,
      ),
      "stop opening timer",
      `refused: rfc6455/4.2.2/unsupported-version at byte ${request.length - 1}`,
      "start closing timer of 10000 ms",
      "shut",
    ]);
    expect(textAfter(server, requestText())).toEqual([]);
    expect(server.feed({ kind: "accept" })).toMatchObject({ requirement: "rfc6455/4.2.2/completes-the-steps" });
  });

  it("RFC 6585, 5: refuses a head over the limits", () => {
    const server = startedServer({ limits: { headBytesMax: 20 } });
    expect(textAfter(server, requestText())).toEqual([
      expect.stringMatching(/^HTTP\/1\.1 431 /),
      "stop opening timer",
      "refused: ours/limits/head at byte 20",
      "start closing timer of 10000 ms",
      "shut",
    ]);
  });
});

describe("answers that are a misuse", () => {
  const completesTheSteps = { blame: "caller", requirement: "rfc6455/4.2.2/completes-the-steps" };

  it.each([{ kind: "accept" }, { kind: "refuse", status: 404 }] as const)("4.2.2: %j where no request waits for it", (answer) => {
    const server = startedServer();
    expect(server.feed(answer)).toMatchObject(completesTheSteps);
    textAfter(server, requestText());
    expect(server.feed({ kind: "accept" })).toBeUndefined();
    expect(server.feed(answer)).toMatchObject(completesTheSteps);
    expect(server.readyState).toBe("OPEN");
  });

  it("4.1: a client has nothing to accept", () => {
    const client = startedClient();
    expect(client.feed({ kind: "accept" })).toMatchObject(completesTheSteps);
    expect(drain(client)).toEqual([]);
  });

  it.each([
    [{ kind: "accept", subprotocol: "chat" }, "rfc6455/4.2.2/subprotocol-from-offer"],
    [{ kind: "accept", fields: [["X A", "b"]] }, "rfc9110/5.1/field-name-token"],
    [{ kind: "refuse", status: 200 }, "rfc6455/4.2.2/refusal-is-http-error"],
    [{ kind: "refuse", status: 404, reason: "\n" }, "rfc9112/4/status-line"],
  ] as const)("4.2.2: %j changes nothing, and the request can still be answered", (answer, requirement) => {
    const server = startedServer();
    textAfter(server, requestText());
    expect(server.feed(answer)).toMatchObject({ blame: "caller", requirement });
    expect(drain(server)).toEqual([]);
    expect(server.feed({ kind: "accept" })).toBeUndefined();
    expect(server.readyState).toBe("OPEN");
  });
});

describe("a client that opens", () => {
  it("4.1: sends its request as soon as it is started", () => {
    const client = new Endpoint({
      role: "client",
      ports: { randomBytes: () => bytesFromLatin1("the sample nonce") },
      resource: "/chat",
      host: "server.example.com",
      origin: "http://example.com",
      subprotocols: ["chat", "superchat"],
      fields: [["Cookie", "a=b"]],
      limits: { openingTimeoutMs: 500 },
    });
    client.feed({ kind: "start" });
    const outputs = drain(client);
    expect(linesOf(outputs)[0]).toBe("start opening timer of 500 ms");
    expect(latin1FromBytes(bytesOf(outputs))).toBe(
      requestText({ Origin: "http://example.com", "Sec-WebSocket-Protocol": "chat, superchat", Cookie: "a=b" }),
    );
  });

  it("4.1: asks for nothing that it was not told to ask for", () => {
    const ports = { randomBytes: () => bytesFromLatin1("the sample nonce") };
    const client = new Endpoint({ role: "client", ports, resource: "/chat", host: "server.example.com" });
    client.feed({ kind: "start" });
    expect(latin1FromBytes(bytesOf(drain(client)))).toBe(requestText());
  });

  it("4.1: opens on the accept key that answers its own key, and reads frames that came with the answer", () => {
    const client = new Endpoint({ role: "client", ports: seededPorts(7), host: "localhost", resource: "/" });
    client.feed({ kind: "start" });
    const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(latin1FromBytes(bytesOf(drain(client))))?.[1];
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    expect(textAfter(client, `${responseText({ "Sec-WebSocket-Accept": accept })}\u0082\u0001\u0007`)).toEqual([
      "stop opening timer",
      "open",
      "binary message 07",
    ]);
  });

  it("4.1: tells the application what was agreed on", () => {
    const client = startedClient({ subprotocols: ["chat"] });
    client.feed({ kind: "bytes", bytes: bytesFromLatin1(responseText({ "Sec-WebSocket-Protocol": "chat" })) });
    expect(eventsOf(drain(client))).toEqual([
      {
        type: "open",
        subprotocol: "chat",
        compression: null,
        request: null,
        response: expect.objectContaining({ status: 101, reason: "Switching Protocols" }),
      },
    ]);
  });

  it("reads an answer that comes byte by byte, after an interim response", () => {
    const client = startedClient();
    const lines = [..."HTTP/1.1 100 Continue\r\n\r\n", ...responseText(), "\u0081\u0000"].map((piece) => textAfter(client, piece));
    expect(lines.flat()).toEqual(["stop opening timer", "open", "text message"]);
  });

  it("4.1: is refused by another status, and shows the answer", () => {
    const client = startedClient();
    const answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno";
    client.feed({ kind: "bytes", bytes: bytesFromLatin1(answer) });
    const outputs = drain(client);
    expect(linesOf(outputs)).toEqual([
      "stop opening timer",
      `refused: rfc6455/4.1/response-status at byte ${answer.length - 3}`,
      "start closing timer of 10000 ms",
      "shut",
    ]);
    expect(eventsOf(outputs)).toMatchObject([{ response: { status: 403, reason: "Forbidden" } }]);
  });

  it("7.1.7: sends no Close frame when the handshake fails, and shuts the transport", () => {
    const client = startedClient();
    const response = responseText({ Upgrade: "h2c" });
    expect(textAfter(client, response)).toEqual([
      "stop opening timer",
      `refused: rfc6455/4.1/response-upgrade at byte ${response.length - 1}`,
      "start closing timer of 10000 ms",
      "shut",
    ]);
    client.feed({ kind: "transportEnd" });
    expect(linesOf(drain(client))).toEqual(['closed with 1006 "", not clean', "stop closing timer"]);
    expect(client.readyState).toBe("CLOSED");
  });

  it("ours: gives up on an answer whose head is too large", () => {
    const client = startedClient({ limits: { headFieldsMax: 2 } });
    expect(textAfter(client, responseText())[1]).toMatch(/^refused: ours\/limits\/head at byte/);
  });
});

describe("the end of the transport before the handshake is complete", () => {
  it("4.1: is the end of a client's attempt", () => {
    const client = startedClient();
    textAfter(client, "HTTP/1.1 101 Switching");
    client.feed({ kind: "transportEnd" });
    expect(linesOf(drain(client))).toEqual(["stop opening timer", "refused", "shut", 'closed with 1006 "", not clean']);
  });

  it("4.2.2: leaves a server with nothing to answer", () => {
    const server = startedServer();
    textAfter(server, requestText());
    server.feed({ kind: "transportEnd" });
    expect(linesOf(drain(server))).toEqual(["stop opening timer", "refused", "shut", 'closed with 1006 "", not clean']);
    expect(server.feed({ kind: "accept" })).toMatchObject({ requirement: "rfc6455/4.2.2/completes-the-steps" });
  });
});
