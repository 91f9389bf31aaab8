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

/* Section 5.5.1: one Close frame, and none once the transport is shut; what comes next is to bound the time from here. */
inline putClose(withCode) {
  assert(!self.hasShut && self.sentClose == 0);
  self.sentClose = withCode;
  isTimerDue = 1;
  put(receive_close, withCode)
}

#define hasClosedTransport (did(SHUT_TRANSPORT) || did(DROP_TRANSPORT))

/* Each effect happens once in a step. */
inline once(bitOfEffect) {
  assert((done & bitOfEffect) == 0);
  assert(!isTimerDue || bitOfEffect == START_CLOSING_TIMER);
  done = done | bitOfEffect
}

/* The application is told before the transport is closed, and nothing after the end. */
inline tell(bitOfEffect) {
  once(bitOfEffect);
  assert(!self.isOver && !hasClosedTransport)
}

inline startOpeningTimer() {
  once(START_OPENING_TIMER);
  assert(!self.openingTimer);
  self.openingTimer = 1
}

inline stopOpeningTimer() {
  once(STOP_OPENING_TIMER);
  assert(self.openingTimer);
  self.openingTimer = 0
}

inline startClosingTimer() {
  once(START_CLOSING_TIMER);
  assert(!self.closingTimer && !hasClosedTransport);
  self.closingTimer = 1;
  isTimerDue = 0
}

inline stopClosingTimer() {
  once(STOP_CLOSING_TIMER);
  assert(self.closingTimer);
  self.closingTimer = 0
}

inline writeRequest() {
  once(WRITE_REQUEST);
  assert(!self.hasShut);
  put(opening_request, 0)
}

inline writeAcceptance() {
  once(WRITE_ACCEPTANCE);
  assert(!self.hasShut);
  put(opening_acceptance, 0)
}

inline writeRefusal() {
  once(WRITE_REFUSAL);
  assert(!self.hasShut);
  put(opening_refusal, 0)
}

inline emitRequest() { tell(EMIT_REQUEST) }
inline emitOpen() { tell(EMIT_OPEN) }
/* The application is told before the end of the transport is waited for. */
inline emitRefused() {
  tell(EMIT_REFUSED);
  assert(!did(START_CLOSING_TIMER))
}

inline readData() { tell(READ_DATA) }
inline emitPong() { tell(EMIT_PONG) }

/* The peer is answered before the application is told. */
inline emitPing() {
  tell(EMIT_PING);
  assert(did(WRITE_PONG))
}

inline emitClosing() {
  tell(EMIT_CLOSING);
  assert(did(WRITE_CLOSE_REPLY))
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

/* What the peer is blamed for is known before anybody is told. */
inline blame(requirement) {
  once(BLAME);
  assert(!did(WRITE_FAILURE_CLOSE) && !did(EMIT_FAILED));
  broken = requirement
}

inline refuse(requirement) {
  once(REFUSE);
  broken = requirement
}

inline refuseLate(requirement) {
  once(REFUSE_LATE);
  broken = requirement
}

inline shutTransport() {
  once(SHUT_TRANSPORT);
  assert(!self.hasShut && !did(EMIT_CLOSED));
  self.hasShut = 1;
  put(transport_ended, 0)
}

/* What is under way is lost with the transport. */
inline dropTransport() {
  once(DROP_TRANSPORT);
  assert(!did(EMIT_CLOSED));
  self.hasShut = 1;
  self.hasDropped = 1;
  if
  :: peer.isOver || isLost -> skip
  :: else -> empty_out(outbox); outbox!transport_ended, 0
  fi
}

inline emitClosed() {
  once(EMIT_CLOSED);
  assert(!self.isOver && !did(STOP_CLOSING_TIMER));
  self.isOver = 1;
  empty_out(inbox)
}

inline discard() { once(DISCARD) }
inline impossible() { assert(false) }
