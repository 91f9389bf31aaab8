/** The finite set of effects the connection machine asks for, with what each one means. */
export const effects = {
  startOpeningTimer: "bound the time of the opening handshake",
  stopOpeningTimer: "the opening handshake is over",
  startClosingTimer: "bound the time until the transport is closed",
  stopClosingTimer: "the transport is closed",
  writeRequest: "write the request of the opening handshake",
  writeAcceptance: "write the response that accepts the request",
  writeRefusal: "write the response that refuses the request",
  emitRequest: "ask the application whether to accept a request",
  emitOpen: "tell the application that the connection is established",
  emitRefused: "tell the application that the opening handshake failed",
  readData: "take the payload of the data frame into the message",
  emitPing: "tell the application of a Ping",
  emitPong: "tell the application of a Pong",
  writePong: "answer a Ping with its own payload",
  writeFrame: "write the frame the caller asked for",
  writeClose: "write the Close frame the caller asked for",
  writeCloseReply: "answer the peer's Close frame",
  writeFailureClose: "write a Close frame that names the failure",
  blame: "the order of frames broke the requirement this effect carries, in the words it carries",
  emitClosing: "tell the application that the peer has begun to close",
  emitFailed: "tell the application why the connection failed",
  shutTransport: "close our side of the transport once everything is written",
  dropTransport: "give up the transport at once",
  emitClosed: "tell the application that the connection is closed",
  refuse: "the caller asked for something it may not do; the effect carries the requirement it would break, and says how",
  refuseLate: "the caller asked for something the connection is past, which it could not know; the effect carries the same",
  discard: "nothing is done, as the RFC says",
  impossible: "cannot happen; if it does, this library has a bug",
} as const;

/** The name of an effect. */
export type EffectName = keyof typeof effects;

/** Effects about a requirement: what was done, or would have been, is said with it. */
export type SayingEffect = "blame" | "refuse" | "refuseLate";
