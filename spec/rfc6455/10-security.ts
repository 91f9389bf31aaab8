import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 10: security considerations. */
export const security = {
  "rfc6455/10.3/masking-key-per-frame": {
    level: "MUST",
    binds: "client",
    verification: "wire",
    keywords: ["10.3#1"],
    statement: "No masking key serves for two frames, and the application cannot foresee any, whatever it sends.",
  },
  "rfc6455/10.4/limits-protect": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.4#1"],
    statement: "An endpoint with limits on the size of frames or messages protects itself against peers that exceed them.",
  },
  "rfc6455/10.4/limits-imposed": {
    level: "SHOULD",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.4#2"],
    statement: "An endpoint limits the size of frames and of reassembled messages.",
  },
  "rfc6455/10.7/input-validated": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["10.7#1"],
    statement: "Incoming bytes are always validated; an endpoint that meets what it cannot accept ends the connection.",
  },
} as const satisfies Catalogue;
