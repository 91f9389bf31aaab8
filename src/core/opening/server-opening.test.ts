import { describe, expect, it } from "vitest";
import type { Misuse } from "../blame.ts";
import { ImpossibleError } from "../blame.ts";
import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { requestText, sampleAccept } from "../testing/sample-handshake.ts";
import { ServerOpening, type ServerOpeningProgress } from "./server-opening.ts";

const push = (server: ServerOpening, text: string): ServerOpeningProgress => server.push(bytesFromLatin1(text));

/** What a request is refused with: the failure, and the answer as lines. */
function refusalOf(text: string, limits: Limits = defaultLimits): { readonly failure: unknown; readonly lines: readonly string[] } {
  const progress = push(new ServerOpening(limits), text);
  if (progress.kind !== "failed") throw new Error(`${progress.kind} where a refusal was expected`);
  return { failure: progress.failure, lines: latin1FromBytes(progress.refusal).split("\r\n") };
}

function requested(text = requestText()): ServerOpening {
  const server = new ServerOpening(defaultLimits);
  expect(push(server, text).kind).toBe("requested");
  return server;
}

const written = (answer: Uint8Array | Misuse): readonly string[] => latin1FromBytes(answer as Uint8Array).split("\r\n");

describe("reading the request", () => {
  it("4.2.1: reads the request of section 1.3 and gives back what follows", () => {
    const server = new ServerOpening(defaultLimits);
    const progress = push(server, `${requestText()}\u0081\u0080`);
    expect(progress).toMatchObject({ kind: "requested", request: { target: "/chat" }, rest: Uint8Array.of(0x81, 0x80) });
    expect(server.length).toBe(requestText().length);
  });

  it("reads the same byte by byte, and has no request before the last byte", () => {
    const server = new ServerOpening(defaultLimits);
    const characters = [...requestText()];
    const last = characters.pop() as string;
    for (const character of characters) expect(push(server, character).kind).toBe("more");
    expect(server.request).toBeUndefined();
    expect(push(server, last).kind).toBe("requested");
    expect(server.request?.target).toBe("/chat");
  });

  it("RFC 9112, 2.2: skips an empty line before the request", () => {
    expect(push(new ServerOpening(defaultLimits), `\r\n${requestText()}`).kind).toBe("requested");
  });
});

describe("the host of a request", () => {
  const hostOf = (target: string) => requested(requestText({}, `GET ${target} HTTP/1.1`)).request?.host;

  it("RFC 9112, 3.2.2: is the one of an absolute target, whatever the Host field says", () => {
    expect(hostOf("http://other.example:8080/chat?a=b")).toBe("other.example:8080");
    expect(hostOf("HTTPS://[::1]?a")).toBe("[::1]");
    expect(hostOf("http://other.example")).toBe("other.example");
  });

  it("RFC 9110, 7.2: is otherwise the one of the Host field", () => {
    expect(hostOf("/http://other.example/")).toBe("server.example.com");
  });
});

describe("refusing a malformed request", () => {
  it("4.2.2: answers an unsupported version with 426 and the version that is supported", () => {
    const { failure, lines } = refusalOf(requestText({ "Sec-WebSocket-Version": "25" }));
    expect(failure).toEqual({
      blame: "peer",
      requirement: "rfc6455/4.2.2/unsupported-version",
      detail: 'the Sec-WebSocket-Version "25", where 13 is supported',
      closeCode: 1006,
      byteOffset: requestText().length - 1,
    });
    expect(lines).toEqual([
      "HTTP/1.1 426 Upgrade Required",
      "Connection: close, Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Length: 54",
      "",
      'the Sec-WebSocket-Version "25", where 13 is supported\n',
    ]);
  });

  it("RFC 9110, 15.5.22: answers a request without Upgrade with 426 and what to upgrade to", () => {
    const { lines } = refusalOf(requestText({ Upgrade: undefined }));
    expect(lines.slice(0, 4)).toEqual([
      "HTTP/1.1 426 Upgrade Required",
      "Connection: close, Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
    ]);
  });

  it("RFC 9110, 15.5.6: answers another method with 405 and the method that is allowed", () => {
    const { lines } = refusalOf(requestText({}, "POST /chat HTTP/1.1"));
    expect(lines.slice(0, 3)).toEqual(["HTTP/1.1 405 Method Not Allowed", "Connection: close", "Allow: GET"]);
  });

  it("RFC 9110, 9.3.2: answers HEAD without content, whatever is wrong besides", () => {
    expect(refusalOf(requestText({}, "HEAD /chat HTTP/1.1")).lines).toEqual([
      "HTTP/1.1 405 Method Not Allowed",
      "Connection: close",
      "Allow: GET",
      "",
      "",
    ]);
    const limits = { ...defaultLimits, headBytesMax: 20 };
    expect(refusalOf("HEAD / HTTP/1.1\r\nX Y: z\r\n").lines).toEqual(["HTTP/1.1 400 Bad Request", "Connection: close", "", ""]);
    expect(refusalOf(`HEAD /${"a".repeat(20)}`, limits).lines.slice(-2)).toEqual(["", ""]);
    expect(refusalOf("HEAD / HTTP/2.0 \r\n").lines.slice(-2)).toEqual(["", ""]);
    expect(refusalOf("HEADS / HTTP/1.1\r\nX Y: z\r\n").lines.at(-1)).not.toBe("");
  });

  it("RFC 9110, 6.6.1: says when it refused, in the one form for it, where there is a clock", () => {
    const now = () => Date.UTC(1994, 10, 6, 8, 49, 37);
    const server = new ServerOpening(defaultLimits, now);
    const progress = push(server, requestText({ Connection: "close" }));
    expect(progress.kind === "failed" && latin1FromBytes(progress.refusal)).toContain("\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n");
    const asked = new ServerOpening(defaultLimits, now);
    push(asked, requestText());
    expect(written(asked.refuse({ kind: "refuse", status: 404 }))[2]).toBe("Date: Sun, 06 Nov 1994 08:49:37 GMT");
    expect(refusalOf(requestText({ Connection: "close" })).lines.filter((line) => line.startsWith("Date"))).toEqual([]);
  });

  it("RFC 9110, 15.6.6: answers another HTTP version with 505", () => {
    expect(refusalOf(requestText({}, "GET /chat HTTP/1.0")).lines.slice(0, 2)).toEqual([
      "HTTP/1.1 505 HTTP Version Not Supported",
      "Connection: close",
    ]);
  });

  it("4.2.1: answers everything else with 400 and says why", () => {
    const { lines } = refusalOf(requestText({ Connection: "close" }));
    expect(lines.slice(0, 2)).toEqual(["HTTP/1.1 400 Bad Request", "Connection: close"]);
    expect(lines.at(-1)).toBe('the Connection field "close", which does not list Upgrade\n');
  });

  it("RFC 9112, 2.2: answers a bad head with 400 at the byte that makes it bad", () => {
    const { failure, lines } = refusalOf("GET / HTTP/1.1\n");
    expect(lines[0]).toBe("HTTP/1.1 400 Bad Request");
    expect(failure).toMatchObject({ blame: "peer", requirement: "rfc9112/2.2/line-ends-crlf", byteOffset: 14 });
  });

  it("RFC 9112, 3: takes a line before the request for the request line, and blames it from its first byte on", () => {
    const { failure, lines } = refusalOf(`\r\nHELO there\r\n${requestText()}`);
    expect(lines[0]).toBe("HTTP/1.1 400 Bad Request");
    expect(failure).toMatchObject({ requirement: "rfc9112/3/request-line", detail: 'the request line "HELO there"', byteOffset: 2 });
  });

  it("RFC 6585, 5: answers a head that is too large with 431 and blames nobody", () => {
    const tooLong = refusalOf(requestText(), { ...defaultLimits, headBytesMax: 40 });
    expect(tooLong.lines.slice(0, 2)).toEqual(["HTTP/1.1 431 Request Header Fields Too Large", "Connection: close"]);
    expect(tooLong.failure).toMatchObject({ blame: "policy", requirement: "ours/limits/head", byteOffset: 40 });
    const tooMany = refusalOf(requestText(), { ...defaultLimits, headFieldsMax: 4 });
    expect(tooMany.lines[0]).toBe("HTTP/1.1 431 Request Header Fields Too Large");
  });

  it("writes what the request said as UTF-8 into the body", () => {
    const progress = push(new ServerOpening(defaultLimits), requestText({ Connection: "caf\u00e9" }));
    expect(progress.kind === "failed" && Buffer.from(progress.refusal).toString()).toContain('the Connection field "caf\u00e9"');
  });
});

describe("accept", () => {
  it("1.3: answers with the accept key printed there", () => {
    expect(written(requested().accept({ kind: "accept" }))).toEqual([
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${sampleAccept}`,
      "",
      "",
    ]);
  });

  it("4.2.2: names a subprotocol that was asked for, and further fields", () => {
    const server = requested(requestText({ "Sec-WebSocket-Protocol": "chat, superchat" }));
    const lines = written(server.accept({ kind: "accept", subprotocol: "superchat", fields: [["Set-Cookie", "a=b"]] }));
    expect(lines).toEqual(expect.arrayContaining(["Sec-WebSocket-Protocol: superchat", "Set-Cookie: a=b"]));
  });

  it("4.2.2: does not name a subprotocol that was not asked for", () => {
    const server = requested(requestText({ "Sec-WebSocket-Protocol": "chat" }));
    expect(server.accept({ kind: "accept", subprotocol: "Chat" })).toEqual({
      blame: "caller",
      requirement: "rfc6455/4.2.2/subprotocol-from-offer",
      detail: 'accepting with the subprotocol "Chat", which the client did not ask for',
    });
  });

  it("RFC 9110, 5.5: sends no field that would break the head", () => {
    const answer = requested().accept({ kind: "accept", fields: [["X-A", "b\r\n\r\nHTTP/1.1 200 OK"]] });
    expect(answer).toMatchObject({ blame: "caller", requirement: "rfc9110/5.5/field-value-characters" });
  });

  it("4.2.2: has nothing to answer before a request has come", () => {
    expect(() => new ServerOpening(defaultLimits).accept({ kind: "accept" })).toThrow(ImpossibleError);
  });
});

describe("refuse", () => {
  it("4.2.2: answers with the status, reason, fields and body given", () => {
    const lines = written(
      requested().refuse({ kind: "refuse", status: 401, reason: "Who are you", fields: [["WWW-Authenticate", "Basic"]], body: "no" }),
    );
    expect(lines).toEqual([
      "HTTP/1.1 401 Who are you",
      "Connection: close",
      "WWW-Authenticate: Basic",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Length: 2",
      "",
      "no",
    ]);
  });

  it("RFC 9112, 4: finds a reason phrase for the statuses it knows, and does without for others", () => {
    expect(written(requested().refuse({ kind: "refuse", status: 400 }))[0]).toBe("HTTP/1.1 400 Bad Request");
    expect(written(requested().refuse({ kind: "refuse", status: 403 }))).toEqual([
      "HTTP/1.1 403 ",
      "Connection: close",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Length: 0",
      "",
      "",
    ]);
  });

  it.each([101, 200, 299, 600, 404.5, Number.NaN])("4.2.2: does not refuse with status %d", (status) => {
    expect(requested().refuse({ kind: "refuse", status })).toEqual({
      blame: "caller",
      requirement: "rfc6455/4.2.2/refusal-is-http-error",
      detail: `refusing with status ${status}`,
    });
  });

  it.each([300, 599])("4.2.2: may refuse with status %i", (status) => {
    expect(written(requested().refuse({ kind: "refuse", status }))[0]).toBe(`HTTP/1.1 ${status} `);
  });

  it.each([
    [401, "WWW-Authenticate", "rfc9110/15.5.2/401-names-challenge"],
    [407, "Proxy-Authenticate", "rfc9110/15.5.8/407-names-challenge"],
  ])("RFC 9110, 15.5: does not refuse with %i without %s, which only the application knows", (status, name, requirement) => {
    const detail = `refusing with status ${status} without a ${name} field`;
    expect(requested().refuse({ kind: "refuse", status })).toEqual({ blame: "caller", requirement, detail });
    expect(written(requested().refuse({ kind: "refuse", status, fields: [[name.toLowerCase(), "Basic"]] }))).toContain(
      `${name.toLowerCase()}: Basic`,
    );
  });

  it("RFC 9110, 15.5.22 and 15.5.6: completes what a status needs, unless the application gives it", () => {
    expect(written(requested().refuse({ kind: "refuse", status: 426 })).slice(0, 4)).toEqual([
      "HTTP/1.1 426 Upgrade Required",
      "Connection: close, Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
    ]);
    expect(written(requested().refuse({ kind: "refuse", status: 405 }))).toContain("Allow: GET");
    const allowed = written(requested().refuse({ kind: "refuse", status: 405, fields: [["allow", "POST"]] }));
    expect(allowed.filter((line) => /^allow:/i.test(line))).toEqual(["allow: POST"]);
  });

  it("RFC 9110, 15.4.5: refuses with 304 and no content, and says nothing of its length", () => {
    expect(written(requested().refuse({ kind: "refuse", status: 304 }))).toEqual([
      "HTTP/1.1 304 Not Modified",
      "Connection: close",
      "",
      "",
    ]);
    expect(requested().refuse({ kind: "refuse", status: 304, body: "x" })).toEqual({
      blame: "caller",
      requirement: "rfc9110/15.4.5/304-without-content",
      detail: "refusing with status 304 and a body",
    });
  });

  it("ours: takes no field that it writes itself", () => {
    const requirement = "ours/opening/own-fields";
    expect(requested().refuse({ kind: "refuse", status: 403, fields: [["Content-Length", "1"]] })).toMatchObject({ requirement });
    expect(requested().accept({ kind: "accept", fields: [["Transfer-Encoding", "chunked"]] })).toMatchObject({ requirement });
    expect(requested().accept({ kind: "accept", fields: [["Sec-WebSocket-Protocol", "chat"]] })).toMatchObject({ requirement });
  });

  it("RFC 9112, 4: sends no reason phrase that would break the head", () => {
    expect(requested().refuse({ kind: "refuse", status: 403, reason: "No\r\nX: y" })).toEqual({
      blame: "caller",
      requirement: "rfc9112/4/status-line",
      detail: 'the reason phrase "No\\r\\nX: y"',
    });
  });

  it("RFC 9110, 5.1: sends no field whose name is no token", () => {
    expect(requested().refuse({ kind: "refuse", status: 403, fields: [["X A", "b"]] })).toMatchObject({
      requirement: "rfc9110/5.1/field-name-token",
    });
  });

  it("4.2.2: has nothing to answer before a request has come", () => {
    expect(() => new ServerOpening(defaultLimits).refuse({ kind: "refuse", status: 404 })).toThrow(ImpossibleError);
  });
});
