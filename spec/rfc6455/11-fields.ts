import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 11.3: the header fields of the handshake. */
export const fields = {
  "rfc6455/11.3.1/key-once": {
    level: "MUST NOT",
    binds: "client",
    verification: "handshake",
    keywords: ["11.3.1#1"],
    statement: "Sec-WebSocket-Key appears once in a request.",
  },
  "rfc6455/11.3.3/accept-once": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    keywords: ["11.3.3#1"],
    statement: "Sec-WebSocket-Accept appears once in a response.",
  },
  "rfc6455/11.3.4/protocol-once-in-response": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    keywords: ["11.3.4#2"],
    statement: "Sec-WebSocket-Protocol appears at most once in a response.",
  },
  "rfc6455/11.3.5/version-once-in-request": {
    level: "MUST NOT",
    binds: "client",
    verification: "handshake",
    keywords: ["11.3.5#2"],
    statement: "Sec-WebSocket-Version appears once in a request.",
  },
} as const satisfies Catalogue;
