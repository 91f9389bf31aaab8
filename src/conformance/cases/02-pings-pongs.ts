import type { Case } from "../case/case.ts";
import { badFrameAlone } from "./bad-frame.ts";
import { type CaseDefinition, defineCase } from "./define-case.ts";
import {
  bytewise,
  close,
  closeAfter,
  closedByFuzzer,
  exactly,
  type FrameOptions,
  hex,
  nothing,
  type Payload,
  ping,
  pong,
  pongEvent,
  repeat,
  send,
} from "./steps.ts";

const samePayload = "One Pong comes back with exactly the payload of the Ping; the fuzzer then closes with 1000.";

function answeredPing(
  payload: Payload,
  case_: Pick<CaseDefinition, "id" | "title" | "description" | "requires">,
  how: FrameOptions = {},
  seconds = 1,
): Case {
  return defineCase({
    expectation: samePayload,
    play: [send(ping(payload), how), closeAfter(seconds)],
    expected: exactly(pongEvent(payload)),
    expectedClose: closedByFuzzer,
    ...case_,
  });
}

function ignoredPong(payload: Payload, case_: Pick<CaseDefinition, "id" | "title" | "description">): Case {
  return defineCase({
    expectation: "The Pong has no visible effect: the only answer is the peer's Close frame.",
    requires: ["rfc6455/5.5.3/pong-unsolicited", "rfc6455/5.5.1/close-gets-close"],
    play: [send(pong(payload)), close(1000), closeAfter(1)],
    expected: nothing,
    expectedClose: closedByFuzzer,
    ...case_,
  });
}

// RFC 6455 lets an endpoint answer only the latest of several Pings; Autobahn has never accepted that.
const tenPongs =
  "Ten Pongs come back, one for each Ping and in the same order. This is disputed: section 5.5.3 of RFC 6455 lets a peer answer only the last.";
const tenPayloads = Array.from({ length: 10 }, (_, index) => `payload-${index}`);

const tenPings = (how: FrameOptions): Pick<CaseDefinition, "expectation" | "play" | "expected" | "expectedClose"> => ({
  expectation: tenPongs,
  play: [...tenPayloads.map((payload) => send(ping(payload), how)), closeAfter(3)],
  expected: exactly(...tenPayloads.map((payload) => pongEvent(payload))),
  expectedClose: closedByFuzzer,
});

/** Chapter 2: Pings are answered, Pongs nobody asked for are ignored. */
export const pingPongCases: readonly Case[] = [
  answeredPing("", {
    id: "2.1",
    title: "An empty Ping is answered",
    description: "Sends a Ping without payload.",
    requires: ["rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload", "rfc6455/6.2/control-handled"],
  }),
  answeredPing("Hello, world!", {
    id: "2.2",
    title: "A Ping with ASCII text is answered with the same text",
    description: "Sends a Ping whose payload is a short ASCII text.",
    requires: ["rfc6455/5.5.3/pong-echoes-payload", "rfc6455/5.5.2/ping-gets-pong", "rfc6455/6.2/control-handled"],
  }),
  answeredPing(hex("00 ff fe fd fc fb 00 ff"), {
    id: "2.3",
    title: "A Ping with bytes that are no text is answered with the same bytes",
    description: "Sends a Ping with eight bytes that are not UTF-8, NUL among them: the payload of a control frame need not be text.",
    requires: ["rfc6455/5.5.3/pong-echoes-payload", "rfc6455/5.5.2/ping-gets-pong"],
  }),
  answeredPing(repeat(0xfe, 125), {
    id: "2.4",
    title: "A Ping with the largest payload, 125 bytes, is answered",
    description: "Sends a Ping with the 125 bytes of payload that a control frame may have at most.",
    requires: ["rfc6455/5.5/control-payload-125", "rfc6455/5.5.3/pong-echoes-payload", "rfc6455/5.5.2/ping-gets-pong"],
  }),
  defineCase({
    id: "2.5",
    title: "A Ping with 126 bytes fails the connection",
    description: "Sends a Ping whose payload is one byte longer than a control frame allows.",
    requires: ["rfc6455/5.5/control-payload-125", "rfc6455/7.1.7/fail-closes"],
    ...badFrameAlone(ping(repeat(0xfe, 126))),
  }),
  answeredPing(
    repeat(0xfe, 125),
    {
      id: "2.6",
      title: "A Ping of 125 bytes that arrives byte by byte is answered",
      description: "Sends a Ping with the largest payload in pieces of one byte.",
      requires: ["ours/core/chunking-independent", "rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"],
    },
    bytewise,
    2,
  ),
  ignoredPong("", {
    id: "2.7",
    title: "An unsolicited empty Pong is ignored",
    description: "Sends a Pong without payload that answers no Ping, then closes with 1000.",
  }),
  ignoredPong("unsolicited pong payload", {
    id: "2.8",
    title: "An unsolicited Pong with payload is ignored",
    description: "Sends a Pong with payload that answers no Ping, then closes with 1000.",
  }),
  defineCase({
    id: "2.9",
    title: "A Ping after an unsolicited Pong is answered",
    description: "Sends a Pong with payload that answers no Ping, then a Ping with another payload.",
    expectation: "One Pong comes back, with the payload of the Ping; the fuzzer then closes with 1000.",
    requires: ["rfc6455/5.5.3/pong-unsolicited", "rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"],
    play: [send(pong("unsolicited pong payload")), send(ping("ping payload")), closeAfter(1)],
    expected: exactly(pongEvent("ping payload")),
    expectedClose: closedByFuzzer,
  }),
  defineCase({
    id: "2.10",
    title: "Ten Pings are answered in order",
    description: "Sends ten Pings, each with a payload of its own, without waiting for an answer.",
    requires: ["rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"],
    ...tenPings({}),
  }),
  defineCase({
    id: "2.11",
    title: "Ten Pings that arrive byte by byte are answered in order",
    description: "Sends ten Pings, each with a payload of its own, in pieces of one byte and without waiting for an answer.",
    requires: ["ours/core/chunking-independent", "rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"],
    ...tenPings(bytewise),
  }),
];
