import type { Catalogue } from "../requirement.ts";

/** RFC 7692, section 5: offering and accepting a compression extension. */
export const deflateNegotiation = {
  "rfc7692/5/fallback-offers": {
    level: "MAY",
    binds: "client",
    verification: "handshake",
    statement: "A client may offer the same extension several times with different parameters, the preferred ones first.",
    brokenBy: "A server fails the handshake of a client that offers permessage-deflate twice.",
  },
  "rfc7692/5/preferred-offer-accepted": {
    level: "SHOULD",
    binds: "server",
    verification: "handshake",
    statement: "Among the offers that it can honour a server accepts the first, and at most one of the same extension.",
    brokenBy: "A server accepts the second of two offers that it could honour.",
  },
  "rfc7692/5/declining-is-leaving-out": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "A server declines an offer by leaving it out of its answer; neither the offers after it nor the connection suffer.",
    brokenBy: "A server answers an offer it does not want with status 400.",
  },
  "rfc7692/5/invalid-response-fails": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "An answer that accepts what was not offered fails the connection.",
    brokenBy: "A client that did not offer permessage-deflate opens a connection that accepts it.",
  },
  "rfc7692/5/rsv1-not-shared": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    statement: "No two extensions that both give RSV1 a meaning are accepted together.",
    brokenBy: "A server accepts permessage-deflate beside another extension that uses RSV1.",
  },
  "rfc7692/5/shared-rsv1-fails": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "An answer that accepts two extensions which both give RSV1 a meaning fails the connection.",
    brokenBy: "A client opens a connection whose answer has two extensions that use RSV1.",
  },
} as const satisfies Catalogue;
