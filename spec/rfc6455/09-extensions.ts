import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 9: negotiating extensions. */
export const extensions = {
  "rfc6455/9/parameters-fit-extension": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9#4", "9.1#5"],
    statement: "Extension parameters are chosen as the extension's own document says.",
    brokenBy: "An offer of permessage-deflate; bits=8.",
  },
  "rfc6455/9.1/extensions-grammar": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9.1#1", "9.1#2"],
    statement: "Sec-WebSocket-Extensions follows its grammar; a recipient of anything else fails the connection at once.",
    brokenBy: "A request with Sec-WebSocket-Extensions: ;;.",
  },
  "rfc6455/9.1/registered-extension": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["9.1#4"],
    statement: "An extension is named by its registered token.",
    brokenBy: "A client offers x-my-compression.",
  },
  "rfc6455/9.1/offer-is-not-use": {
    level: "MUST NOT",
    binds: "client",
    verification: "wire",
    keywords: ["9.1#6"],
    statement: "An extension that was offered is not used until the server has accepted it.",
    brokenBy: "A client that offered permessage-deflate in vain sends a frame that begins with c1.",
  },
  "rfc6455/9.1/offers-by-preference": {
    level: "MUST",
    binds: "client",
    verification: { unverifiable: "only the client knows which extension it prefers" },
    statement: "A client lists the extensions it offers in the order of its preference.",
  },
  "rfc6455/9.1/order-of-operations": {
    level: "MUST",
    binds: "endpoint",
    verification: { unverifiable: "no two registered extensions change the same data" },
    statement: "Extensions in use are applied to data in the order in which the answer lists them.",
  },
} as const satisfies Catalogue;
