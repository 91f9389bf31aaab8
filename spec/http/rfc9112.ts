import type { Catalogue } from "../requirement.ts";

/** The rules of RFC 9112 (HTTP/1.1 on the wire) that the opening handshake rests on. */
export const rfc9112 = {
  "rfc9112/2.2/line-ends-crlf": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "The lines of a head end in CRLF, and a bare CR has no place in one.",
    brokenBy: "A head whose lines end in a line feed alone.",
  },
  "rfc9112/2.2/leading-empty-line": {
    level: "SHOULD",
    binds: "server",
    verification: "handshake",
    statement: "A server ignores at least one empty line before the request line.",
    brokenBy: "A server refuses a request because of a CRLF before it.",
  },
  "rfc9112/3/request-line": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "A request line is a method, a target and a version with one space between them.",
    brokenBy: "A request line with two spaces behind GET.",
  },
  "rfc9112/3.2/host-once": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "A request without a Host field, with several, or with an invalid one is answered with status 400.",
    brokenBy: "A request with two Host fields that gets another answer than 400.",
  },
  "rfc9112/4/status-line": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "A status line is a version, a three-digit status and an optional reason phrase.",
    brokenBy: "A status line with the status 0101.",
  },
  "rfc9112/5/space-around-value": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "White space around a field value is not part of the value.",
    brokenBy: "A server refuses Sec-WebSocket-Version: 13 with a tab behind it.",
  },
  "rfc9112/5.1/no-space-before-colon": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "White space between a field name and its colon makes the request bad.",
    brokenBy: "A request with Upgrade : websocket.",
  },
  "rfc9112/5.2/no-line-folding": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field value is not folded over several lines; a folded one in a request is rejected.",
    brokenBy: "A field line that begins with a space.",
  },
  "rfc9112/6/no-request-body": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "The bytes after an opening handshake are frames, so a request that announces a body cannot open a connection.",
    brokenBy: "A request with Content-Length: 5.",
  },
  "rfc9112/6.1/no-transfer-coding-in-101": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    statement: "A 101 has no Transfer-Encoding.",
    brokenBy: "A 101 with Transfer-Encoding: chunked.",
  },
  "rfc9112/6.3/refusal-framed": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "The head of a refusal tells how long its body is.",
    brokenBy: "A server answers 400 with a body of ten bytes and Content-Length: 9.",
  },
  "rfc9112/9.6/refusal-announces-end": {
    level: "SHOULD",
    binds: "server",
    verification: "handshake",
    statement: "A server that ends the transport behind a refusal says so in Connection.",
    brokenBy: "A 400 without Connection: close, after which the transport ends.",
  },
} as const satisfies Catalogue;
