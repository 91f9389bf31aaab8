import { closeCodes } from "../registries/close-codes.ts";
import type { Catalogue } from "../requirement.ts";

/** RFC 7692, section 6: compressed messages in frames. */
export const deflateFraming = {
  "rfc7692/6/rsv1-tells": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 of the first frame says whether a message is compressed, and the opcode of that frame is the type of the original.",
    brokenBy: "A receiver delivers the compressed bytes of a frame that begins with c1.",
  },
  "rfc7692/6.1/rsv1-on-first-frames-only": {
    level: "MUST NOT",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 is set neither on a control frame nor on any fragment after the first.",
    brokenBy: "41 00 followed by a frame that begins with c0.",
    failsWith: closeCodes.protocolError,
  },
  "rfc7692/6.1/misplaced-rsv1-fails": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "RSV1 on a control frame, or on a fragment after the first, fails the connection.",
    brokenBy: "An endpoint answers a Ping that begins with c9.",
  },
  "rfc7692/6.1/control-frames-untouched": {
    level: "MUST NOT",
    binds: "endpoint",
    verification: "wire",
    statement: "The payload of a control frame is not compressed, not even between compressed fragments.",
    brokenBy: "An endpoint with compression in use answers a Ping with the deflated payload.",
  },
  "rfc7692/6.1/compressed-before-fragmented": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "Fragments are cut from the compressed bytes of the whole message, anywhere.",
    brokenBy: "A sender compresses each fragment on its own and ends each with an empty block.",
  },
  "rfc7692/6.1/messages-left-uncompressed": {
    level: "MAY",
    binds: "endpoint",
    verification: "wire",
    statement: "Any message may be sent as it is, with RSV1 clear, while compression is in use.",
    brokenBy: "A receiver fails a connection with compression in use because of 81 00.",
  },
  "rfc7692/6.2/fragments-joined": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "What is inflated is the payload of all frames of a compressed message together.",
    brokenBy: "A receiver inflates the fragments f2 48 cd and c9 c9 07 00 one by one and fails.",
  },
  "rfc7692/6.2/uncompressed-accepted": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "A message with RSV1 clear is taken as it is, whatever was agreed.",
    brokenBy: "A receiver inflates a message that begins with 81.",
  },
} as const satisfies Catalogue;
