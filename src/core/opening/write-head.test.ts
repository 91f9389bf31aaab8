import { describe, expect, it } from "vitest";
import { latin1FromBytes } from "../bytes/text.ts";
import { sampleAccept, sampleKey } from "../testing/sample-handshake.ts";
import { writeAcceptance, writeOpeningRequest, writeRefusal } from "./write-head.ts";

describe("writeOpeningRequest", () => {
  it("1.3: writes the request printed there, with an extension and a field of our own", () => {
    const request = writeOpeningRequest({
      resource: "/chat",
      host: "server.example.com",
      key: sampleKey,
      origin: "http://example.com",
      subprotocols: ["chat", "superchat"],
      extensions: "permessage-deflate",
      fields: [["Cookie", "a=b"]],
    });
    expect(latin1FromBytes(request).split("\r\n")).toEqual([
      "GET /chat HTTP/1.1",
      "Host: server.example.com",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      "Origin: http://example.com",
      "Sec-WebSocket-Protocol: chat, superchat",
      "Sec-WebSocket-Extensions: permessage-deflate",
      "Cookie: a=b",
      "",
      "",
    ]);
  });

  it("4.1: leaves out what was not asked for", () => {
    const request = writeOpeningRequest({ resource: "/", host: "h", key: sampleKey, subprotocols: [], extensions: "", fields: [] });
    expect(latin1FromBytes(request).split("\r\n")).toEqual([
      "GET / HTTP/1.1",
      "Host: h",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Key: ${sampleKey}`,
      "Sec-WebSocket-Version: 13",
      "",
      "",
    ]);
  });
});

describe("writeAcceptance", () => {
  it("1.3: writes the answer printed there", () => {
    expect(latin1FromBytes(writeAcceptance(sampleAccept, "chat", "permessage-deflate", [["X-A", "b"]])).split("\r\n")).toEqual([
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
      "Sec-WebSocket-Protocol: chat",
      "Sec-WebSocket-Extensions: permessage-deflate",
      "X-A: b",
      "",
      "",
    ]);
  });

  it("4.2.2: says nothing of a subprotocol where none is chosen", () => {
    expect(latin1FromBytes(writeAcceptance(sampleAccept, undefined, "", []))).not.toMatch(/Protocol:|Extensions:/);
  });
});

describe("writeRefusal", () => {
  it("4.2.2: says how long the body is and that the connection ends", () => {
    expect(latin1FromBytes(writeRefusal(403, "Forbidden", [["X-A", "b"]], "no\n")).split("\r\n")).toEqual([
      "HTTP/1.1 403 Forbidden",
      "Connection: close",
      "X-A: b",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Length: 3",
      "",
      "no\n",
    ]);
  });

  it("RFC 9110, 7.8: names upgrade as a connection option where there is an Upgrade field, in any case of letters", () => {
    expect(latin1FromBytes(writeRefusal(426, "Upgrade Required", [["upgrade", "websocket"]], ""))).toContain(
      "\r\nConnection: close, Upgrade\r\n",
    );
  });

  it("RFC 9110, 5.3: leaves the type and the date of the content to whoever gives them", () => {
    const fields = [
      ["content-type", "text/html"],
      ["date", "Sun, 06 Nov 1994 08:49:37 GMT"],
    ] as const;
    expect(latin1FromBytes(writeRefusal(404, "Not Found", fields, "x", { now: 0 })).split("\r\n")).toEqual([
      "HTTP/1.1 404 Not Found",
      "Connection: close",
      "content-type: text/html",
      "date: Sun, 06 Nov 1994 08:49:37 GMT",
      "Content-Length: 1",
      "",
      "x",
    ]);
  });

  it("counts the bytes of a body, not its characters", () => {
    const text = Buffer.from(writeRefusal(400, "Bad Request", [], "\u20ac\u{1f44b}")).toString();
    expect(text).toContain("\r\nContent-Length: 7\r\n\r\n\u20ac\u{1f44b}");
  });
});
