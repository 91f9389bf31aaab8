inline put(written, withCode) {
  if
  :: peer.isOver || isLost -> skip
  :: else -> assert(nfull(outbox)); outbox!written, withCode
  fi
}

inline empty_out(channel) {
  do
  :: nempty(channel) -> channel?head, code
  :: empty(channel) -> break
  od
}

/* Section 5.5.1: one Close frame, and none once the transport is shut. */
inline putClose(withCode) {
  assert(!self.hasShut && self.sentClose == 0);
  self.sentClose = withCode;
  put(receive_close, withCode)
}

/* Each effect happens once in a step, and the application is told nothing after the end. */
inline once(bitOfEffect) {
  assert((done & bitOfEffect) == 0);
  done = done | bitOfEffect
}

inline tell(bitOfEffect) {
  once(bitOfEffect);
  assert(!self.isOver)
}

inline startOpeningTimer() {
  once(START_OPENING_TIMER);
  assert(!self.openingTimer);
  self.openingTimer = 1
}

inline stopOpeningTimer() {
  once(STOP_OPENING_TIMER);
  self.openingTimer = 0
}

inline startClosingTimer() {
  once(START_CLOSING_TIMER);
  assert(!self.closingTimer);
  self.closingTimer = 1
}

inline stopClosingTimer() {
  once(STOP_CLOSING_TIMER);
  self.closingTimer = 0
}

inline emitOpen() { tell(EMIT_OPEN) }
inline emitRefused() { tell(EMIT_REFUSED) }
inline readData() { tell(READ_DATA) }
inline emitPong() { tell(EMIT_PONG) }

/* The peer is answered before the application is told. */
inline emitPing() {
  tell(EMIT_PING);
  assert(did(WRITE_PONG))
}

inline emitFailed() {
  tell(EMIT_FAILED);
  assert(!wasSpeaking || did(WRITE_FAILURE_CLOSE))
}

inline writePong() {
  once(WRITE_PONG);
  assert(!self.hasShut);
  put(receive_pong, 0)
}

inline writeFrame() {
  once(WRITE_FRAME);
  assert(!self.hasShut && self.sentClose == 0);
  put(frame, 0)
}

inline writeClose() {
  once(WRITE_CLOSE);
  putClose((me == CLIENT -> client_code : server_code))
}

inline writeCloseReply() {
  once(WRITE_CLOSE_REPLY);
  putClose(self.heardClose)
}

inline writeFailureClose() {
  once(WRITE_FAILURE_CLOSE);
  putClose((letter == receive_excess -> excess_code : violation_code))
}

inline blame(requirement) {
  once(BLAME);
  broken = requirement
}

inline refuse(requirement) {
  once(REFUSE);
  broken = requirement
}

inline shutTransport() {
  once(SHUT_TRANSPORT);
  assert(!self.hasShut);
  self.hasShut = 1;
  put(transport_ended, 0)
}

/* What is under way is lost with the transport. */
inline dropTransport() {
  once(DROP_TRANSPORT);
  self.hasShut = 1;
  self.hasDropped = 1;
  if
  :: peer.isOver || isLost -> skip
  :: else -> empty_out(outbox); outbox!transport_ended, 0
  fi
}

inline emitClosed() {
  tell(EMIT_CLOSED);
  self.isOver = 1;
  empty_out(inbox)
}

inline discard() { once(DISCARD) }
inline impossible() { assert(false) }
