import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 6: sending and receiving messages. */
export const messages = {
  "rfc6455/6.1/open-before-sending": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.1#1", "6.1#2", "6.1#3"],
    statement: "Messages are sent only while the connection is open; sending stops when it no longer is.",
    brokenBy: "A client sends a message behind a request that is not answered yet.",
  },
  "rfc6455/6.1/framed": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.1#4", "6.1#9"],
    statement: "What is sent is put into frames of section 5.2, and those frames go over the wire.",
    brokenBy: "An endpoint writes the text of a message without a header before it.",
  },
  "rfc6455/6.1/first-frame-opcode": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.1#6"],
    statement: "The first frame of a message states whether it is text or binary.",
    brokenBy: "An endpoint sends a text as 82, or begins it with 80.",
  },
  "rfc6455/6.1/last-frame-fin": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.1#7"],
    statement: "The last frame of a message has FIN set, and no earlier one has.",
    brokenBy: "An endpoint sends 01 00, 00 00 and regards the message as sent.",
  },
  "rfc6455/6.2/parsed-as-frames": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.2#1"],
    statement: "Everything received after the opening handshake is read as frames of section 5.2.",
    brokenBy: "An endpoint reads the two frames 81 00 81 00 as one.",
  },
  "rfc6455/6.2/control-handled": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["6.2#2"],
    statement: "A control frame is handled as section 5.5 says.",
    brokenBy: "An endpoint delivers the payload of a Ping as a message.",
  },
  "rfc6455/6.2/message-type-noted": {
    level: "MUST",
    binds: "endpoint",
    verification: "api",
    keywords: ["6.2#3", "6.2#4"],
    statement:
      "A message is delivered with the type of its first frame, and the data frame after its last fragment begins the next message.",
    brokenBy: "An endpoint echoes 02 00, 80 00 as a text message.",
  },
  "rfc6455/6.2/fragments-concatenated": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    statement: "A message is the payloads of all its fragments, one behind the other, with nothing added or left out.",
    brokenBy: "An endpoint that got 01 01 61, 80 01 62 delivers two messages.",
  },
  "rfc6455/6.2/unmasks": {
    level: "MUST",
    binds: "server",
    verification: "api",
    keywords: ["6.2#7"],
    statement: "A server removes the masking before it uses a payload.",
    brokenBy: "A server delivers the payload as it was on the wire.",
  },
} as const satisfies Catalogue;
