import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 11: what is registered, from addresses to header fields and status codes. */
export const fields = {
  "rfc6455/11.1.1/host-to-ascii": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    keywords: ["11.1.1#1", "11.1.2#1"],
    statement: "A host name beyond ASCII is converted to its ASCII form before it is used.",
    brokenBy: "A client sends Host: bücher.example.",
  },
  "rfc6455/11.1.1/others-percent-encoded": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    keywords: ["11.1.1#2", "11.1.2#2"],
    statement: "Other characters that a URI cannot have become the percent-encoded bytes of their UTF-8.",
    brokenBy: "A client asks for /ä.",
  },
  "rfc6455/11.3.1/key-once": {
    level: "MUST NOT",
    binds: "client",
    verification: "handshake",
    keywords: ["11.3.1#1"],
    statement: "Sec-WebSocket-Key appears once in a request.",
    brokenBy: "A request with two Sec-WebSocket-Key fields.",
  },
  "rfc6455/11.3.3/accept-once": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    keywords: ["11.3.3#1"],
    statement: "Sec-WebSocket-Accept appears once in a response.",
    brokenBy: "A 101 with two Sec-WebSocket-Accept fields.",
  },
  "rfc6455/11.3.4/protocol-once-in-response": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    keywords: ["11.3.4#2"],
    statement: "Sec-WebSocket-Protocol appears at most once in a response.",
    brokenBy: "A 101 with two Sec-WebSocket-Protocol fields.",
  },
  "rfc6455/11.3.5/version-once-in-request": {
    level: "MUST NOT",
    binds: "client",
    verification: "handshake",
    keywords: ["11.3.5#2"],
    statement: "Sec-WebSocket-Version appears once in a request.",
    brokenBy: "A request with two Sec-WebSocket-Version fields.",
  },
  "rfc6455/11.7/registered-codes": {
    level: "MAY",
    binds: "endpoint",
    verification: "wire",
    statement: "An endpoint may close with a code that was registered after the RFC: 1012, 1013 and 1014 as of January 2026.",
    brokenBy: "An endpoint that got 88 02 03 f6 fails the connection.",
  },
} as const satisfies Catalogue;
