import type { Catalogue } from "../requirement.ts";

/** The rules of RFC 9112 (HTTP/1.1 on the wire) that the opening handshake rests on. */
export const rfc9112 = {
  "rfc9112/2.2/line-ends-crlf": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "The lines of a head end in CRLF, and a bare CR has no place in one.",
  },
  "rfc9112/2.2/leading-empty-line": {
    level: "SHOULD",
    binds: "server",
    verification: "handshake",
    statement: "A server ignores at least one empty line before the request line.",
  },
  "rfc9112/3/request-line": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "A request line is a method, a target and a version with one space between them.",
  },
  "rfc9112/3.2/host-once": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "A request without a Host field, with several, or with an invalid one is answered with status 400.",
  },
  "rfc9112/4/status-line": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "A status line is a version, a three-digit status and an optional reason phrase.",
  },
  "rfc9112/5.1/no-space-before-colon": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "White space between a field name and its colon makes the request bad.",
  },
  "rfc9112/5.2/no-line-folding": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field value is not folded over several lines; a folded one in a request is rejected.",
  },
  "rfc9112/6/no-request-body": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "The bytes after an opening handshake are frames, so a request that announces a body cannot open a connection.",
  },
} as const satisfies Catalogue;
