import { closeCodes } from "./registries/close-codes.ts";
import type { Catalogue } from "./requirement.ts";

/** Promises that no RFC makes and this project keeps. */
export const ours = {
  "ours/core/chunking-independent": {
    level: "OURS",
    binds: "endpoint",
    verification: "wire",
    statement: "How the transport cuts the stream of bytes into reads never changes what an endpoint does.",
    brokenBy: "A stream has other outputs when it comes byte by byte.",
  },
  "ours/core/fails-at-first-byte": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement:
      "A violation is acted on at the first byte that makes it certain, even inside a frame and inside compressed data; only what is written as one is judged whole: a status code, and in DEFLATE the length of a stored block, a code and a distance with its extra bits. A text that stops inside a character, and a compressed message that stops inside a block, fail with their last byte.",
    brokenBy: "An endpoint waits for the payload of a frame that begins with 83.",
  },
  "ours/core/begins-open": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "which version of HTTP opened a connection is not seen in its frames" },
    statement:
      "A connection can begin where any opening handshake has ended, and does from there on exactly what an endpoint does behind its own.",
  },
  "ours/core/bounded-turns": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "how long another process works without a pause is not on the wire" },
    statement:
      "However much a compressed message inflates to, it is inflated in turns of bounded work, between which others are served; how the work is cut into turns never changes what an endpoint does.",
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
    brokenBy: "An endpoint that got 81 00, 83 00 in one read delivers nothing.",
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
  "ours/lifecycle/started-once": {
    level: "OURS",
    binds: "application",
    verification: "api",
    statement:
      "An endpoint is started once, when its transport is open, and takes no bytes before; a second start is refused and changes nothing.",
    brokenBy: "A client that is started twice sends two requests.",
  },
  "ours/lifecycle/closing-is-told": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "what an endpoint tells its own application is not on the wire" },
    statement: "The application is told when the peer begins to close, after the peer was answered and before the transport is closed.",
  },
  "ours/lifecycle/late-is-no-misuse": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "what an endpoint answers its own application is not on the wire" },
    statement:
      "What an application asks of a connection that is closing or closed is answered with `too late` and changes nothing; only what would be wrong in any order of events is a misuse.",
  },
  "ours/lifecycle/listener-faults-stay": {
    level: "OURS",
    binds: "endpoint",
    verification: "api",
    statement:
      "When the application's listener throws, or its promise is rejected, that connection fails with 1011, or its request is refused with 500; nothing more is told but `closed`, and no other connection is touched.",
    brokenBy: "A server whose application has a bug in one connection ends all of them.",
  },
  "ours/catalogue/every-keyword-accounted-for": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the catalogue itself" },
    statement: "Every keyword of RFC 6455 is accounted for by one requirement, or by a reason why it asks nothing of an endpoint.",
  },
  "ours/catalogue/every-requirement-has-evidence": {
    level: "OURS",
    binds: "endpoint",
    verification: { unverifiable: "a property of the catalogue itself" },
    statement: "Every requirement is named by something that can fail, or it is stated why nothing can.",
  },
  "ours/opening/own-fields": {
    level: "OURS",
    binds: "application",
    verification: "api",
    statement:
      "The fields that an endpoint writes itself, and those that speak of the connection or the content, are not taken from an application, so that no head contradicts itself.",
    brokenBy: "An application adds a second Host to its request.",
  },
  "ours/options/checked": {
    level: "OURS",
    binds: "application",
    verification: "api",
    statement: "An option that is not known, is missing, or is not what it has to be is refused by name before anything is opened or sent.",
    brokenBy: "An endpoint made with limits.closingTimeoutMs of NaN, or with limits.maxPayload.",
  },
  "ours/limits/fragments": {
    level: "OURS",
    binds: "endpoint",
    verification: "wire",
    statement: "A message of more fragments than the limit ends the connection with 1008.",
    brokenBy: "An endpoint takes one fragment more than the limit.",
    failsWith: closeCodes.policy,
    isLimit: true,
  },
  "ours/limits/head": {
    level: "OURS",
    binds: "endpoint",
    verification: "handshake",
    statement: "A head larger than the limit, or with more fields, ends the opening handshake; a server answers 431.",
    brokenBy: "A server waits for the end of a head that is longer than the limit.",
    isLimit: true,
  },
  "ours/limits/early-bytes": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement:
      "Of what comes behind a request that is not accepted, or behind a handshake that came to nothing, no more is read than the limit.",
    brokenBy: "A server takes whatever a client sends before the application has answered.",
  },
  "ours/limits/ignored-bytes": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement: "Of what comes behind a Close frame, or after the connection has failed, no more is read and dropped than the limit.",
    brokenBy: "An endpoint reads at full speed what it throws away.",
  },
  "ours/limits/write-timeout": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement:
      "A transport that takes nothing of what is to be written, for as long as the limit says, is given up before twice that time is over.",
    brokenBy: "An endpoint keeps the connection of a peer that never reads.",
  },
  "ours/limits/opening-timeout": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement: "An opening handshake that is not complete in time is given up, and so is a TLS handshake before it.",
    brokenBy: "An endpoint waits for ever for the other half of a request.",
    isLimit: true,
  },
  "ours/limits/closing-timeout": {
    level: "OURS",
    binds: "endpoint",
    verification: "timing",
    statement:
      "A closing handshake that is not complete in time ends with the transport being dropped; the time begins when the Close frame has left.",
    brokenBy: "An endpoint waits for ever for an answer to its Close frame.",
  },
} as const satisfies Catalogue;
