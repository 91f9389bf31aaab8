/* How far the search goes. `spin -D` sets each of these; the defaults are the bounds named calm. */
#ifndef CHANNEL
#define CHANNEL 2      /* a caller's frame waits while so many are under way */
#endif
#ifndef MESSAGES
#define MESSAGES 1     /* frames of each side that begin a message */
#endif
#ifndef FRAGMENTS
#define FRAGMENTS 2    /* continuation frames of each side */
#endif
#ifndef PINGS
#define PINGS 1        /* Pings and unsolicited Pongs of each side */
#endif
#ifndef TROUBLES
#define TROUBLES 0     /* broken frames and exceeded limits, of both sides together */
#endif
#ifndef LOSS
#define LOSS 0         /* whether the transport may be lost */
#endif
#ifndef TIMERS
#define TIMERS 0       /* whether running timers may expire */
#endif
#ifndef CLIENT_TEXT
#define CLIENT_TEXT 1  /* whether the client sends text and the server binary, or the other way round */
#endif
#ifndef NAGGING
#define NAGGING 0      /* whether callers and hosts may repeat without end what changes nothing; once in all unless so */
#endif

#define CLIENT 0
#define SERVER 1

/* The status codes: each caller has its own, so that an echo is seen to be one. 0 is no Close frame. */
mtype:code = { client_code, server_code, violation_code, excess_code };

/* One endpoint: the state of its machine, and what has happened so far, known from the wire and the effects alone. */
typedef Side {
  mtype:state state;
  byte messages;
  byte fragments;
  byte pings;
  bit isStarted;
  bit isAsked;
  bit isOpened;
  bit isRefused;
  bit hasFailed;
  bit isInsideSent;
  bit isInsideHeard;
  bit openingTimer;
  bit closingTimer;
  bit hasShut;
  bit hasDropped;
  bit isOver;
  mtype:code sentClose;
  mtype:code heardClose
}

Side side[2];

/* What is under way to each side; what the protocol itself writes always finds room, which is asserted. */
chan wire[2] = [CHANNEL + 6] of { mtype:letter, mtype:code };

byte troubles = TROUBLES;
bit hasNagged;
bit isLost;

#define self side[me]
#define peer side[1 - me]
#define inbox wire[me]
#define outbox wire[1 - me]

#define isUnstarted(s) (!s.isStarted && !s.isOver)
#define isConnecting(s) (s.isStarted && !s.isOpened && !s.isRefused && !s.isOver)
#define awaitsAnswer(s) (isConnecting(s) && s.isAsked)
#define hears(s) (s.isOpened && s.heardClose == 0 && !s.hasFailed && !s.isOver)
#define speaks(s) (s.isOpened && s.sentClose == 0 && !s.isOver)
#define isInOrder(l, isInside) (isContinuation(l) == isInside)
#define mayNag (NAGGING || !hasNagged)
#define bothOver (side[CLIENT].isOver && side[SERVER].isOver)

/* What is known about the step that is being taken; no part of a world. */
hidden mtype:letter letter;
hidden mtype:letter head;
hidden mtype:letter frame;
hidden mtype:code code;
hidden mtype:state stateBefore;
hidden mtype:requirement broken;
hidden mtype:code sentBefore;
hidden int done;
hidden byte isTimerDue;
hidden byte wasUnstarted;
hidden byte wasConnecting;
hidden byte couldBeAnswered;
hidden byte couldNotKnow;
hidden byte wasHearing;
hidden byte wasSpeaking;
hidden byte wasOver;
hidden byte isMisordered;
hidden byte isFailure;
hidden byte isExpiry;
hidden mtype:requirement forbidden;
