/*
 * A letter for what has arrived. Section 10.4: a data frame may be more than the endpoint takes, unless it is out of
 * order, which is seen first.
 */
inline chooseLetter() {
  if
  :: head == opening_request -> letter = handshake_requested
  :: head == opening_request -> letter = handshake_refused
  :: head == opening_acceptance -> letter = handshake_accepted
  :: head == opening_acceptance || head == opening_refusal -> letter = handshake_refused
  :: isDataFrame(head) && isInOrder(head, self.isInsideHeard) && troubles > 0 -> troubles--; letter = receive_excess
  :: isFrame(head) || head == transport_ended -> letter = head
  fi
}

/* Before the start and before the answer nothing is taken but the end of the transport; what comes before it waits. */
#define mayTake (nempty(inbox) && ((!isUnstarted(self) && !awaitsAnswer(self)) || inbox?[transport_ended, 0]))

/* A frame that nobody listens to is dropped, and is no letter. */
inline takeOrDrop() {
  if
  :: isFrame(head) && !hears(self) -> worldIsRight()
  :: else -> chooseLetter(); before(); onArrival(); after()
  fi
}

/*
 * What arrives, in order, and the end of the transport reported once more after the end. The other processes may rest
 * at any time (their label says so); this one may not until its side is over, or Spin finds a deadlock.
 */
proctype transport(byte me) {
  do
  :: atomic { mayTake -> inbox?head, code; takeOrDrop() }
  :: atomic { self.isOver && mayNag -> hasNagged = !NAGGING; letter = transport_ended; before(); onArrival(); after() }
  :: self.isOver && !NAGGING -> break
  od
}

#define hasRoom (len(outbox) < CHANNEL)
#define mayStart (hasRoom && self.messages > 0 && !self.isInsideSent)
#define mayContinue (hasRoom && self.fragments > 0 && self.isInsideSent)
#define mayPing (hasRoom && self.pings > 0)
#define sendsText ((me == CLIENT) == CLIENT_TEXT)

inline ask(wished, written) {
  letter = wished;
  frame = written
}

/* What the caller may ask for, within the bounds. */
inline chooseCommand() {
  if
  :: mayStart && sendsText -> ask(send_text_whole, receive_text_whole); self.messages--
  :: mayStart && sendsText -> ask(send_text_first, receive_text_first); self.messages--
  :: mayStart && !sendsText -> ask(send_binary_whole, receive_binary_whole); self.messages--
  :: mayStart && !sendsText -> ask(send_binary_first, receive_binary_first); self.messages--
  :: mayContinue -> ask(send_continuation_more, receive_continuation_more); self.fragments--
  :: mayContinue -> ask(send_continuation_last, receive_continuation_last); self.fragments--
  :: mayPing -> ask(send_ping, receive_ping); self.pings--
  :: mayPing -> ask(send_pong, receive_pong); self.pings--
  :: ask(send_close, receive_close)
  fi
}

/* What the application of a server may answer. */
inline chooseAnswer() {
  if
  :: ask(answer_accept, opening_acceptance)
  :: ask(answer_refuse, opening_refusal)
  fi
}

/* What the host and the caller may not ask for, and ask for all the same. */
inline chooseMisuse() {
  if
  :: !isUnstarted(self) -> ask(transport_opened, opening_request)
  :: !awaitsAnswer(self) -> ask(answer_accept, opening_acceptance)
  :: !awaitsAnswer(self) -> ask(answer_refuse, opening_refusal)
  :: !speaks(self) || self.isInsideSent -> ask(send_text_whole, receive_text_whole)
  :: !speaks(self) || self.isInsideSent -> ask(send_text_first, receive_text_first)
  :: !speaks(self) || self.isInsideSent -> ask(send_binary_whole, receive_binary_whole)
  :: !speaks(self) || self.isInsideSent -> ask(send_binary_first, receive_binary_first)
  :: !speaks(self) || !self.isInsideSent -> ask(send_continuation_more, receive_continuation_more)
  :: !speaks(self) || !self.isInsideSent -> ask(send_continuation_last, receive_continuation_last)
  :: !speaks(self) -> ask(send_ping, receive_ping)
  :: !speaks(self) -> ask(send_pong, receive_pong)
  :: !speaks(self) -> ask(send_close, receive_close)
  fi
}

proctype caller(byte me) {
end:
  do
  :: atomic { isUnstarted(self) -> ask(transport_opened, opening_request); before(); onCommand(); after() }
  :: atomic { awaitsAnswer(self) -> chooseAnswer(); before(); onCommand(); after() }
  :: atomic { speaks(self) -> chooseCommand(); before(); onCommand(); after() }
  :: atomic { mayNag -> chooseMisuse(); hasNagged = !NAGGING; before(); onCommand(); after() }
  od
}

/* Timers that run out, and a late word about timers that no longer run. */
proctype timers(byte me) {
end:
  do
  :: atomic { TIMERS && self.openingTimer -> letter = timer_opening; before(); onTimer(); after() }
  :: atomic { TIMERS && self.closingTimer -> letter = timer_closing; before(); onTimer(); after() }
  :: atomic { mayNag && !self.openingTimer -> hasNagged = !NAGGING; letter = timer_opening; before(); onTimer(); after() }
  :: atomic { mayNag && !self.closingTimer -> hasNagged = !NAGGING; letter = timer_closing; before(); onTimer(); after() }
  od
}

#define mayBreak(l) (!speaks(self) || l == receive_violation || (isDataFrame(l) && !isInOrder(l, self.isInsideSent)))

/*
 * A frame that no endpoint wrote, behind what a side has written: broken, out of order, before its time or after its
 * Close. What a server writes before its answer is no frame, but a broken answer.
 */
#define mayBeFollowed (self.isOpened || (me == CLIENT && isConnecting(self)))

inline chooseBrokenFrame() {
  if
BROKEN_FRAMES
  fi
}

proctype trouble(byte me) {
end:
  do
  :: atomic { troubles > 0 && hasRoom && mayBeFollowed && !self.hasShut -> chooseBrokenFrame(); troubles--; put(head, 0) }
  od
}

/* Section 7.2.1: whatever was under way is gone, and both hosts notice. */
inline lose(who) {
  empty_out(wire[who]);
  if
  :: side[who].isOver -> skip
  :: else -> wire[who]!transport_ended, 0
  fi
}

proctype loss() {
end:
  do
  :: atomic { LOSS && !isLost -> lose(CLIENT); lose(SERVER); isLost = 1; worldIsRight() }
  od
}

inline start(role) {
  me = role;
  self.state = INITIAL_STATE;
  self.messages = MESSAGES;
  self.fragments = FRAGMENTS;
  self.pings = PINGS
}

init {
  byte me;
  atomic {
    start(CLIENT);
    start(SERVER);
    run transport(CLIENT);
    run transport(SERVER);
    run caller(CLIENT);
    run caller(SERVER);
    run timers(CLIENT);
    run timers(SERVER);
    run trouble(CLIENT);
    run trouble(SERVER);
    run loss()
  }
}
