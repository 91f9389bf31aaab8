import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 9: negotiating extensions. */
export const extensions = {
  "rfc6455/9/only-requested-extensions": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    keywords: ["9#3"],
    statement: "A server answers with no extension that was not requested.",
  },
  "rfc6455/9/parameters-fit-extension": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9#4", "9.1#5"],
    statement: "Extension parameters are chosen as the extension's own document says.",
  },
  "rfc6455/9.1/extensions-grammar": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9.1#1", "9.1#2"],
    statement: "Sec-WebSocket-Extensions follows its grammar; a recipient of anything else fails the connection at once.",
  },
  "rfc6455/9.1/registered-extension": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9.1#4"],
    statement: "An extension is named by its registered token.",
  },
  "rfc6455/9.1/offer-is-not-use": {
    level: "MUST NOT",
    binds: "client",
    verification: "wire",
    keywords: ["9.1#6"],
    statement: "An extension that was offered is not used until the server has accepted it.",
  },
} as const satisfies Catalogue;
