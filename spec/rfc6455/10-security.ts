import { closeCodes } from "../registries/close-codes.ts";
import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 10: security considerations. */
export const security = {
  "rfc6455/10.2/origin-checked": {
    level: "SHOULD",
    binds: "server",
    verification: { unverifiable: "which sites a server is meant for is known to its operator only" },
    keywords: ["10.2#1"],
    statement: "A server that is meant for certain sites checks that the origin is one of them.",
  },
  "rfc6455/10.2/origin-refused-with-403": {
    level: "SHOULD",
    binds: "server",
    verification: "handshake",
    keywords: ["10.2#2"],
    statement: "An origin that the server does not accept is answered with status 403.",
    brokenBy: "A server refuses an origin with status 404.",
  },
  "rfc6455/10.3/frame-fixed-once-begun": {
    level: "MUST NOT",
    binds: "client",
    verification: "api",
    statement: "Once a frame is being sent its payload does not change any more, whatever the application does to what it handed over.",
    brokenBy: "An application overwrites a buffer it has sent and the rest of the frame changes.",
  },
  "rfc6455/10.4/limits-protect": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.4#1"],
    statement: "An endpoint with limits on the size of frames or messages protects itself against peers that exceed them.",
    brokenBy: "An endpoint that takes 1 MiB at most sets 2 GiB aside when they are announced.",
    failsWith: closeCodes.tooBig,
    isLimit: true,
  },
  "rfc6455/10.4/limits-imposed": {
    level: "SHOULD",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.4#2"],
    statement: "An endpoint limits the size of frames and of reassembled messages.",
    brokenBy: "An endpoint takes continuation frames until its memory is used up.",
  },
  "rfc6455/10.6/supports-tls": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    keywords: ["10.6#1"],
    statement: "An endpoint can speak over TLS.",
    brokenBy: "A client refuses every wss URI.",
  },
  "rfc6455/10.6/employs-tls": {
    level: "SHOULD",
    binds: "endpoint",
    verification: { unverifiable: "whether a connection needs TLS is for those who deploy it" },
    keywords: ["10.6#2"],
    statement: "An endpoint uses TLS with its peers.",
  },
  "rfc6455/10.6/strong-algorithms": {
    level: "SHOULD",
    binds: "client",
    verification: "handshake",
    statement: "A client agrees to strong TLS algorithms only.",
    brokenBy: "A client opens a connection over a cipher without encryption.",
  },
  "rfc6455/10.7/input-validated": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.7#1"],
    statement: "Incoming bytes are always validated; an endpoint that meets what it cannot accept ends the connection.",
    brokenBy: "An endpoint passes on what it could not parse.",
  },
} as const satisfies Catalogue;
