import { type Run, TwoMachines } from "./two-machines.ts";

/** One way in which a connection can end, as a script for two machines. */
export interface ClosingVariant {
  readonly slug: string;
  readonly title: string;
  /** What there is to see in it. */
  readonly remark: string;
  readonly script: (machines: TwoMachines) => void;
}

/** The ways in which a connection ends, from the orderly ones to the rest. */
export const closingVariants: readonly ClosingVariant[] = [
  {
    slug: "client-closes-first",
    title: "The client closes first",
    remark: "Each side sends one Close frame. The server ends the transport, whoever began.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.settle();
    },
  },
  {
    slug: "server-closes-first",
    title: "The server closes first",
    remark: "The client answers and then waits: the server is the one to end the transport.",
    script: (machines) => {
      machines.take("server", "send.close");
      machines.settle();
    },
  },
  {
    slug: "both-at-once",
    title: "Both close at once",
    remark: "The Close frames cross. Each is the answer to the other, so nobody answers again.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.take("server", "send.close");
      machines.settle();
    },
  },
  {
    slug: "message-under-way",
    title: "A message is under way when the client closes",
    remark: "Until the peer's Close has come, what it sent is still heard: the message reaches the client's application.",
    script: (machines) => {
      machines.take("server", "send.text.whole");
      machines.take("client", "send.close");
      machines.settle();
    },
  },
  {
    slug: "ping-after-close",
    title: "A Ping meets a Close",
    remark: "Only a Close that was received excuses from answering a Ping. The client has sent one, and still answers.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.take("server", "send.ping");
      machines.deliver("client");
      machines.settle();
    },
  },
  {
    slug: "close-inside-a-message",
    title: "Close during a fragmented message",
    remark: "The closing handshake is completed as always; the unfinished message is dropped.",
    script: (machines) => {
      machines.take("client", "send.text.first");
      machines.deliver("server");
      machines.take("client", "send.close");
      machines.settle();
    },
  },
  {
    slug: "close-while-sending-fragments",
    title: "Close comes while the server is sending fragments",
    remark: "The server answers at once and does not finish its message; its application may not go on with it.",
    script: (machines) => {
      machines.take("server", "send.text.first");
      machines.take("client", "send.close");
      machines.deliver("server");
      machines.take("server", "send.continuation.last");
      machines.settle();
    },
  },
  {
    slug: "client-breaks-a-rule",
    title: "The client breaks a rule",
    remark: "The server fails the connection: it names the failure, stops listening and ends the transport without waiting.",
    script: (machines) => {
      machines.forge("client", "a frame with a reserved opcode", "receive.violation");
      machines.settle();
    },
  },
  {
    slug: "server-breaks-a-rule",
    title: "The server breaks a rule",
    remark: "The client fails the connection in the same way, but leaves it to the server to end the transport.",
    script: (machines) => {
      machines.forge("server", "a masked frame", "receive.violation");
      machines.settle();
    },
  },
  {
    slug: "wrong-order",
    title: "A frame out of order",
    remark: "That a continuation has nothing to continue is known to the machine alone: it says which requirement was broken.",
    script: (machines) => {
      machines.forge("client", "a continuation that continues nothing", "receive.continuation.last");
      machines.settle();
    },
  },
  {
    slug: "limit-exceeded",
    title: "A message is larger than the server allows",
    remark: "Nobody broke the RFC. The Close frame says 1009, and the rest is as for a violation.",
    script: (machines) => {
      machines.forge("client", "a frame above the limit", "receive.excess");
      machines.settle();
    },
  },
  {
    slug: "peer-vanishes",
    title: "The transport is lost",
    remark: "No Close frame was exchanged: both sides report 1006, each when it notices.",
    script: (machines) => {
      machines.take("server", "send.text.whole");
      machines.lose();
      machines.take("server", "transport.ended", "the connection is reset");
      machines.lose();
      machines.take("client", "transport.ended", "the connection is reset");
      machines.lose();
    },
  },
  {
    slug: "no-answer",
    title: "The peer never answers",
    remark: "The closing timer bounds the wait; when it expires the transport is given up.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.take("client", "timer.closing");
      machines.lose();
    },
  },
  {
    slug: "transport-stays-open",
    title: "The server never ends the transport",
    remark: "Both Close frames have been exchanged; the client's patience with an open transport is bounded by the same timer.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.deliver("server");
      machines.deliver("client");
      machines.lose();
      machines.take("client", "timer.closing");
      machines.settle();
    },
  },
  {
    slug: "send-after-close",
    title: "The application sends after it has closed",
    remark: "The caller is refused, and nothing reaches the wire.",
    script: (machines) => {
      machines.take("client", "send.close");
      machines.take("client", "send.text.whole");
      machines.settle();
    },
  },
];

/** Plays a variant on two machines. */
export function playVariant({ script }: ClosingVariant): Run {
  const machines = new TwoMachines();
  script(machines);
  return machines.run;
}
