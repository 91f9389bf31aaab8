import type { Catalogue } from "../requirement.ts";

/** RFC 7692, section 6: compressed messages in frames. */
export const deflateFraming = {
  "rfc7692/6/rsv1-tells": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 of the first frame says whether a message is compressed, and the opcode of that frame is the type of the original.",
  },
  "rfc7692/6.1/rsv1-on-first-frames-only": {
    level: "MUST NOT",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 is set neither on a control frame nor on any fragment after the first.",
  },
  "rfc7692/6.1/misplaced-rsv1-fails": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 on a control frame, or on a fragment after the first, fails the connection.",
  },
  "rfc7692/6.1/compressed-before-fragmented": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "Fragments are cut from the compressed bytes of the whole message, anywhere.",
  },
  "rfc7692/6.1/messages-left-uncompressed": {
    level: "MAY",
    binds: "endpoint",
    verification: "wire",
    statement: "Any message may be sent as it is, with RSV1 clear, while compression is in use.",
  },
  "rfc7692/6.2/fragments-joined": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "What is inflated is the payload of all frames of a compressed message together.",
  },
  "rfc7692/6.2/uncompressed-accepted": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "A message with RSV1 clear is taken as it is, whatever was agreed.",
  },
} as const satisfies Catalogue;
