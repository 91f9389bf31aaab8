import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../case/case.ts";
import { defineCase } from "./define-case.ts";
import {
  bytewise,
  closeAfter,
  closedByFuzzer,
  continuation,
  exactly,
  type FrameOptions,
  failedByPeer,
  killAfter,
  later,
  nothing,
  ping,
  pong,
  pongEvent,
  preferably,
  send,
  text,
  textMessage,
  unfinished,
} from "./steps.ts";

interface Delivery {
  readonly words: string;
  readonly how: FrameOptions;
  readonly requires: readonly RequirementId[];
}

const backToBack: Delivery = { words: "back to back", how: {}, requires: [] };
const frameByFrame: Delivery = { words: "frame by frame", how: { sync: true }, requires: [] };
const byteByByte: Delivery = { words: "byte by byte", how: bytewise, requires: ["ours/core/chunking-independent"] };

/** Chapter 5 plays several courses once per delivery, under consecutive numbers. */
function onceForEach(deliveries: readonly Delivery[], firstNumber: number, caseOf: (id: string, delivery: Delivery) => Case) {
  return deliveries.map((delivery, index) => caseOf(`5.${firstNumber + index}`, delivery));
}

const everyDelivery = [backToBack, frameByFrame, byteByByte];
const failsUnanswered = "The peer fails the connection with 1002 or by dropping it; nothing is echoed.";

function fragmentedControl(id: string, name: "Ping" | "Pong"): Case {
  const control = name === "Ping" ? ping : pong;
  return defineCase({
    id,
    title: `A ${name} in two fragments fails the connection`,
    description: `Sends a ${name} with FIN clear and a payload, then a last continuation frame.`,
    expectation: "The peer fails the connection with 1002 or by dropping it; there is no Pong.",
    requires: ["rfc6455/5.4/control-not-fragmented", "rfc6455/7.1.7/fail-closes"],
    play: [send(control("fragment1"), unfinished), send(continuation("fragment2")), killAfter(1)],
    expected: nothing,
    expectedClose: failedByPeer(1002),
  });
}

const twoFragments = (id: string, { words, how, requires }: Delivery): Case =>
  defineCase({
    id,
    title: `A text in two fragments, sent ${words}, is echoed as one message`,
    description: `Sends a text message in two fragments, ${words}.`,
    expectation: "The payloads of both fragments come back as one text message; the fuzzer then closes with 1000.",
    requires: [
      "rfc6455/5.4/receives-fragments",
      "rfc6455/5.4/continuation-follows-start",
      "rfc6455/5.4/fragment-order",
      "rfc6455/6.2/fragments-concatenated",
      ...requires,
    ],
    play: [send(text("fragment1"), { ...unfinished, ...how }), send(continuation("fragment2"), how), closeAfter(1)],
    expected: exactly(textMessage("fragment1fragment2")),
    expectedClose: closedByFuzzer,
  });

const pingBetweenFragments = (id: string, { words, how, requires }: Delivery): Case =>
  defineCase({
    id,
    title: `A Ping between two text fragments, sent ${words}, is answered before the echo`,
    description: `Sends a text message in two fragments with a Ping between them, ${words}.`,
    expectation: "First a Pong with the payload of the Ping, then both fragments as one text message; the fuzzer then closes with 1000.",
    requires: [
      "rfc6455/5.4/control-between-fragments",
      "rfc6455/5.5.2/ping-gets-pong",
      "rfc6455/5.4/receives-fragments",
      "rfc6455/5.4/one-type-per-message",
      ...requires,
    ],
    play: [
      send(text("fragment1"), { ...unfinished, ...how }),
      send(ping("ping payload"), how),
      send(continuation("fragment2"), how),
      closeAfter(1),
    ],
    expected: exactly(pongEvent("ping payload"), textMessage("fragment1fragment2")),
    expectedClose: closedByFuzzer,
  });

const orphanContinuation =
  (fin: boolean) =>
  (id: string, { words, how, requires }: Delivery): Case =>
    defineCase({
      id,
      title: `A continuation frame with FIN ${fin ? "set" : "clear"} and nothing to continue, sent ${words}, fails the connection`,
      description: `Sends a continuation frame with FIN ${fin ? "set" : "clear"} first of all, then a whole text message, ${words}.`,
      expectation: failsUnanswered,
      requires: ["rfc6455/5.4/continuation-follows-start", "rfc6455/7.1.7/fail-stops-processing", ...requires],
      play: [send(continuation("non-continuation payload"), { fin, ...how }), send(text("Hello, world!"), how), killAfter(1)],
      expected: nothing,
      expectedClose: failedByPeer(1002),
    });

function orphanThenFragments(id: string, fin: boolean): Case {
  const round = [send(continuation("fragment1"), { fin }), send(text("fragment2"), unfinished), send(continuation("fragment3"))];
  return defineCase({
    id,
    title: `A continuation frame with FIN ${fin ? "set" : "clear"} before a fragmented text, twice, fails the connection`,
    description: `Sends a continuation frame with FIN ${fin ? "set" : "clear"} and a text in two fragments, and all of that once more.`,
    expectation: failsUnanswered,
    requires: ["rfc6455/5.4/continuation-follows-start", "rfc6455/7.1.7/fail-stops-processing"],
    play: [...round, ...round, killAfter(1)],
    expected: nothing,
    expectedClose: failedByPeer(1002),
  });
}

const fiveFragments = (id: string, { words, how }: Delivery): Case =>
  defineCase({
    id,
    title: `A text in five fragments with two Pings and a pause, sent ${words}, is echoed as one message`,
    description: `Sends two text fragments and a Ping, waits a second, then sends two fragments, a Ping and the last fragment, ${words}.`,
    expectation:
      "Each Ping gets its Pong in turn, then the five fragments come back as one text message; the fuzzer then closes with 1000.",
    requires: [
      "rfc6455/5.4/control-between-fragments",
      "rfc6455/5.4/receives-fragments",
      "rfc6455/5.5.2/ping-gets-pong",
      "rfc6455/5.5.3/pong-echoes-payload",
    ],
    play: [
      send(text("fragment1"), { ...unfinished, ...how }),
      send(continuation("fragment2"), { ...unfinished, ...how }),
      send(ping("pongme 1!"), how),
      later(1, [
        send(continuation("fragment3"), { ...unfinished, ...how }),
        send(continuation("fragment4"), { ...unfinished, ...how }),
        send(ping("pongme 2!"), how),
        send(continuation("fragment5"), how),
        closeAfter(1),
      ]),
    ],
    expected: exactly(pongEvent("pongme 1!"), pongEvent("pongme 2!"), textMessage("fragment1fragment2fragment3fragment4fragment5")),
    expectedClose: closedByFuzzer,
  });

/** Chapter 5: fragments, in a right order and in wrong ones, and control frames among them. */
export const fragmentationCases: readonly Case[] = [
  fragmentedControl("5.1", "Ping"),
  fragmentedControl("5.2", "Pong"),
  ...onceForEach(everyDelivery, 3, twoFragments),
  ...onceForEach(everyDelivery, 6, pingBetweenFragments),
  ...onceForEach(everyDelivery, 9, orphanContinuation(true)),
  ...onceForEach(everyDelivery, 12, orphanContinuation(false)),
  defineCase({
    id: "5.15",
    title: "A continuation frame after the end of a fragmented text fails the connection",
    description:
      "Sends a text in two fragments, then a continuation frame with FIN clear that continues nothing, then a whole text message.",
    expectation:
      "The first two fragments are echoed as one message, then the peer fails the connection with 1002 or by dropping it. " +
      "Failing without the echo is accepted as non-strict.",
    requires: [
      "rfc6455/5.4/continuation-follows-start",
      "rfc6455/7.1.7/fail-stops-processing",
      "ours/core/delivers-before-failing",
      "rfc6455/5.4/receives-fragments",
    ],
    play: [
      send(text("fragment1"), unfinished),
      send(continuation("fragment2")),
      send(continuation("fragment3"), unfinished),
      send(text("fragment4")),
      killAfter(1),
    ],
    expected: preferably(textMessage("fragment1fragment2")),
    expectedClose: failedByPeer(1002),
  }),
  orphanThenFragments("5.16", false),
  orphanThenFragments("5.17", true),
  defineCase({
    id: "5.18",
    title: "A second text frame inside a fragmented text fails the connection",
    description: "Sends a text frame with FIN clear, then another text frame where only a continuation frame may come.",
    expectation: failsUnanswered,
    requires: ["rfc6455/5.4/fragments-not-interleaved", "rfc6455/7.1.7/fail-closes"],
    play: [send(text("fragment1"), unfinished), send(text("fragment2")), killAfter(1)],
    expected: nothing,
    expectedClose: failedByPeer(1002),
  }),
  ...onceForEach([backToBack, frameByFrame], 19, fiveFragments),
];
