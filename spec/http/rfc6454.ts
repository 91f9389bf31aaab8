import type { Catalogue } from "../requirement.ts";

/** The rule of RFC 6454 (the web origin) that the opening handshake rests on. */
export const rfc6454 = {
  "rfc6454/7.3/origin-once": {
    level: "MUST NOT",
    binds: "client",
    verification: "handshake",
    statement: "A request has at most one Origin field, so that a server cannot check another one than the application sees.",
    brokenBy: "A request with two Origin fields.",
  },
} as const satisfies Catalogue;
