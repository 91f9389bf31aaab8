/**
 * The finite alphabet the connection machine reads. Every fact a guard would look at is part of the name,
 * so the machine needs neither guards nor context. The first part of a name says who it comes from.
 */
export const letters = [
  // section 4: the peer's head of the opening handshake, complete and judged
  "handshake.requested",
  "handshake.accepted",
  "handshake.refused",
  // section 4.2.2: what the application of a server answers to a request
  "answer.accept",
  "answer.refuse",
  // section 5.4: data frames, by type and place in their message
  "receive.text.whole",
  "receive.text.first",
  "receive.binary.whole",
  "receive.binary.first",
  "receive.continuation.more",
  "receive.continuation.last",
  // section 5.5: control frames, complete with payload
  "receive.ping",
  "receive.pong",
  "receive.close",
  // the peer broke a requirement, or exceeded a limit of ours
  "receive.violation",
  "receive.excess",
  // what our caller asks for
  "send.text.whole",
  "send.text.first",
  "send.binary.whole",
  "send.binary.first",
  "send.continuation.more",
  "send.continuation.last",
  "send.ping",
  "send.pong",
  "send.close",
  // what the host reports
  "transport.opened",
  "transport.ended",
  "timer.opening",
  "timer.closing",
] as const;

/** One letter of the alphabet. */
export type Letter = (typeof letters)[number];
