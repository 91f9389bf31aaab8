/* What is so before a letter is taken, and what the letter makes so, whatever the table says. */
inline before() {
  done = 0;
  isTimerDue = 0;
  broken = 0;
  forbidden = 0;
  stateBefore = self.state;
  sentBefore = self.sentClose;
  wasUnstarted = isUnstarted(self);
  wasConnecting = isConnecting(self);
  couldBeAnswered = awaitsAnswer(self);
  wasHearing = hears(self);
  wasSpeaking = speaks(self);
  wasOver = self.isOver;
  isExpiry = (letter == timer_opening && self.openingTimer) || (letter == timer_closing && self.closingTimer);
  isMisordered = isDataFrame(letter) && wasHearing && !isInOrder(letter, self.isInsideHeard);
  isFailure = isMisordered || (wasHearing && (letter == receive_violation || letter == receive_excess));
  if
  :: letter == transport_opened && !wasUnstarted -> forbidden = started_once
  :: isAnswer(letter) && !couldBeAnswered -> forbidden = completes_the_steps
  :: isFrameCommand(letter) && !wasSpeaking && sentBefore != 0 && !wasOver -> forbidden = no_data_after_close
  :: isFrameCommand(letter) && !wasSpeaking && (sentBefore == 0 || wasOver) -> forbidden = open_before_sending
  :: isDataCommand(letter) && wasSpeaking && isContinuation(letter) && !self.isInsideSent -> forbidden = continuation_follows_start
  :: isDataCommand(letter) && wasSpeaking && !isContinuation(letter) && self.isInsideSent -> forbidden = fragments_not_interleaved
  :: else -> skip
  fi;
  couldNotKnow = (isAnswer(letter) && self.isAsked && !self.isOpened && !self.isRefused && wasOver) ||
                 (isFrameCommand(letter) && (self.isRefused || wasOver || sentBefore != 0));
  if
  :: letter == transport_opened && wasUnstarted -> self.isStarted = 1
  :: letter == handshake_requested -> self.isAsked = 1
  :: letter == answer_accept && couldBeAnswered -> self.isOpened = 1
  :: letter == answer_refuse && couldBeAnswered -> self.isRefused = 1
  :: letter == handshake_accepted -> self.isOpened = 1
  :: letter == handshake_refused -> self.isRefused = 1
  :: letter == timer_opening -> self.openingTimer = 0
  :: letter == timer_closing -> self.closingTimer = 0
  :: isFailure -> self.hasFailed = 1
  :: letter == receive_close && wasHearing -> self.heardClose = code
  :: isDataFrame(letter) && wasHearing && !isMisordered -> self.isInsideHeard = leavesOpen(letter)
  :: isDataCommand(letter) && forbidden == 0 -> self.isInsideSent = leavesOpen(letter)
  :: else -> skip
  fi
}

/* Whether an effect happened where it had to, and not where it had not. */
inline happensIff(effect, isDue) { assert(did(effect) == (isDue)) }

#define opensNow ((letter == handshake_accepted && wasConnecting) || (letter == answer_accept && couldBeAnswered))
#define refusesNow ((letter == handshake_refused && wasConnecting) || (letter == answer_refuse && couldBeAnswered))
#define isEnd (!wasOver && (letter == transport_ended || isExpiry))
#define isDone(s) (s.sentClose != 0 && (s.heardClose != 0 || s.hasFailed))

/* The laws of a step, of the side that took it, and of the world that it made. */
inline after() {
  assert(!isTimerDue);
  assert(done != 0 || self.state != stateBefore);
  assert((!did(DISCARD) && !did(REFUSE) && !did(REFUSE_LATE)) ||
         (self.state == stateBefore && (done == DISCARD || done == REFUSE || done == REFUSE_LATE)));

  /* sections 4.2.2, 5.4, 5.5.1 and 6.1: what the caller asks for */
  happensIff(REFUSE, forbidden != 0 && !couldNotKnow);
  happensIff(REFUSE_LATE, forbidden != 0 && couldNotKnow);
  assert((!did(REFUSE) && !did(REFUSE_LATE)) || broken == forbidden);
  happensIff(WRITE_REQUEST, me == CLIENT && letter == transport_opened && forbidden == 0);
  happensIff(WRITE_ACCEPTANCE, letter == answer_accept && forbidden == 0);
  happensIff(WRITE_REFUSAL, me == SERVER && refusesNow);
  happensIff(WRITE_FRAME, isFrameCommand(letter) && forbidden == 0 && letter != send_close);
  happensIff(WRITE_CLOSE, letter == send_close && forbidden == 0);

  /* sections 5.4 and 5.5: what the peer sends */
  happensIff(READ_DATA, isDataFrame(letter) && wasHearing && !isMisordered);
  happensIff(BLAME, isMisordered);
  assert(!isMisordered || broken == (isContinuation(letter) -> continuation_follows_start : fragments_not_interleaved));
  happensIff(WRITE_PONG, letter == receive_ping && wasHearing);
  happensIff(EMIT_PING, letter == receive_ping && wasHearing);
  happensIff(EMIT_PONG, letter == receive_pong && wasHearing);
  happensIff(WRITE_CLOSE_REPLY, letter == receive_close && wasHearing && wasSpeaking);
  happensIff(WRITE_FAILURE_CLOSE, isFailure && wasSpeaking);
  happensIff(EMIT_FAILED, isFailure);

  /* sections 4 and 7: the beginning and the end */
  happensIff(EMIT_REQUEST, letter == handshake_requested && wasConnecting);
  happensIff(EMIT_OPEN, opensNow);
  happensIff(EMIT_REFUSED, refusesNow || ((wasConnecting || wasUnstarted) && isEnd));
  happensIff(EMIT_CLOSED, isEnd);
  happensIff(DROP_TRANSPORT, isExpiry && !wasOver);
  assert(self.hasShut == (self.isOver || self.isRefused || (me == SERVER && isDone(self))));
  assert(self.openingTimer == isConnecting(self));
  assert(self.closingTimer == (!self.isOver && (self.sentClose != 0 || self.isRefused)));

  /* what the table says about the state is so */
  assert(isSaidMisplaced(self.state) == isUnstarted(self));
  assert(isSaidHead(self.state) == (isConnecting(self) && !self.isAsked));
  assert(isSaidKept(self.state) == awaitsAnswer(self));
  assert(isSaidFrames(self.state) == hears(self));
  assert(isSaidRefused(self.state) == (self.isRefused && !self.isOver));
  assert(isSaidConnecting(self.state) == (isUnstarted(self) || isConnecting(self)));
  assert(isSaidOpen(self.state) == (hears(self) && speaks(self)));
  assert(isSaidClosed(self.state) == self.isOver);
  assert(isSaidClean(self.state) == (self.isOver && self.heardClose != 0));

  forgetStep();
  worldIsRight()
}

/* What a side may not send any more makes no difference, so that worlds do not differ by it. */
inline forgetStep() {
  if
  :: self.isOpened && !speaks(self) -> self.messages = 0; self.fragments = 0; self.pings = 0
  :: else -> skip
  fi
}

#define hasBegunToEnd(s) (s.sentClose != 0 || s.isRefused || s.hasShut || s.isOver)
#define closingBegan (isLost || hasBegunToEnd(side[CLIENT]) || hasBegunToEnd(side[SERVER]))
#define isHeardAsSent(hearer, sender) (hearer.heardClose == 0 || hearer.heardClose == sender.sentClose)
#define wasCutShort(s) (s.hasDropped || s.hasFailed)
#define bothBegan (side[CLIENT].sentClose == client_code && side[SERVER].sentClose == server_code)

/* An ending goes on without a timer; codes agree as section 7.1.5 says, and an answer echoes (section 5.5.1). */
inline worldIsRight() {
  assert(nempty(wire[CLIENT]) || nempty(wire[SERVER]) || bothOver || (!closingBegan && (!isConnecting(side[CLIENT]) || awaitsAnswer(side[SERVER]))));
  assert(!bothOver || (isHeardAsSent(side[CLIENT], side[SERVER]) && isHeardAsSent(side[SERVER], side[CLIENT])));
  assert(!bothOver || isLost || wasCutShort(side[CLIENT]) || wasCutShort(side[SERVER]) || side[CLIENT].sentClose == 0 ||
         (side[CLIENT].heardClose != 0 && side[SERVER].heardClose != 0 &&
          (bothBegan || side[CLIENT].heardClose == side[SERVER].heardClose)))
}

/* Section 7: whatever begins to close ends on both sides. */
ltl closing_ends { [] (closingBegan -> <> bothOver) }
