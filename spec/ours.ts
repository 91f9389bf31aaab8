import type { Catalogue } from "./requirement.ts";

/** Promises that no RFC makes and this project keeps. */
export const ours = {
  "ours/core/chunking-independent": {
    level: "OURS",
    binds: "endpoint",
    verification: "wire",
    statement: "How the transport cuts the stream of bytes into reads never changes what an endpoint does.",
  },
  "ours/core/fails-at-first-byte": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement:
      "A violation is acted on at the first byte that makes it certain, even inside a frame; only a status code is judged whole, and a text that stops inside a character with its last byte.",
  },
  "ours/core/no-preallocation": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "memory of another process is not on the wire" },
    statement: "Memory grows with the bytes received, never with a length that was only announced.",
  },
  "ours/core/delivers-before-failing": {
    level: "OURS",
    binds: "endpoint",
    verification: "wire",
    statement: "Every message that was complete before a violation is delivered, and can be answered, before the connection fails.",
  },
  "ours/lifecycle/total": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the machine itself" },
    statement: "In every state every letter of the alphabet has a decided outcome.",
  },
  "ours/lifecycle/table-is-machine": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the machine itself" },
    statement: "The compiled table does exactly what the statechart does.",
  },
  "ours/lifecycle/can-always-finish": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the machine itself" },
    statement: "From every reachable situation of two endpoints both can still reach closed.",
  },
  "ours/catalogue/every-keyword-accounted-for": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the catalogue itself" },
    statement: "Every keyword of RFC 6455 is accounted for by one requirement, or by a reason why it asks nothing of an endpoint.",
  },
  "ours/limits/fragments": {
    level: "OURS",
    binds: "endpoint",
    verification: "wire",
    statement: "A message of more fragments than the limit ends the connection with 1008.",
  },
  "ours/limits/head": {
    level: "OURS",
    binds: "endpoint",
    verification: "handshake",
    statement: "A head larger than the limit, or with more fields, ends the opening handshake; a server answers 431.",
  },
  "ours/limits/opening-timeout": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement: "An opening handshake that is not complete in time is given up.",
  },
  "ours/limits/closing-timeout": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement: "A closing handshake that is not complete in time ends with the transport being dropped.",
  },
} as const satisfies Catalogue;
