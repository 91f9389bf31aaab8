import { statusCodes } from "../../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case, Step } from "../case/case.ts";
import { type CaseDefinition, defineCase } from "./define-case.ts";
import { wordWithSurrogate } from "./sample-texts.ts";
import {
  answeredWith,
  close,
  closedByFuzzer,
  continuation,
  exactly,
  forceInformational,
  frame,
  hexLocalCloseReason,
  killAfter,
  nothing,
  ping,
  preferably,
  rejectedWith,
  repeat,
  send,
  text,
  textMessage,
  unfinished,
  wrongCodeFails,
} from "./steps.ts";

type Words = Pick<CaseDefinition, "id" | "title" | "description" | "requires">;

function ignoredAfterClose(words: Words & { readonly expectation: string; readonly play: readonly Step[] }): Case {
  return defineCase({
    expected: nothing,
    expectedClose: closedByFuzzer,
    after: [wrongCodeFails],
    suppressAutoClose: true,
    ...words,
    play: [...words.play, killAfter(1)],
  });
}

const basicClose: readonly Case[] = [
  defineCase({
    id: "7.1.1",
    title: "Close after an echoed message is answered",
    description: "Sends a text message, waits for its echo and closes with 1000.",
    expectation: "The text message is echoed; the Close is answered with a Close of code 1000 or without a code.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/closes-transport", "rfc6455/7.4.2/code-in-use"],
    play: [send(text("Hello World!")), killAfter(1)],
    expected: exactly(textMessage("Hello World!")),
    expectedClose: closedByFuzzer,
    after: [wrongCodeFails],
  }),
  ignoredAfterClose({
    id: "7.1.2",
    title: "A second Close frame is ignored",
    description: "Closes with 1000 and sends another Close frame, an empty one, right behind.",
    expectation: "The first Close is answered with 1000 or without a code; the second changes nothing.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/closes-transport"],
    play: [close(1000), send(frame("close"))],
  }),
  ignoredAfterClose({
    id: "7.1.3",
    title: "A Ping after Close is not answered",
    description: "Closes with 1000 and sends a Ping right behind.",
    expectation: "The Close is answered with 1000 or without a code; there is no Pong.",
    requires: ["rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/closes-transport"],
    play: [close(1000), send(ping())],
  }),
  ignoredAfterClose({
    id: "7.1.4",
    title: "A text message after Close is not echoed",
    description: "Closes with 1000 and sends a text message right behind.",
    expectation: "The Close is answered with 1000 or without a code; the message does not come back.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/closes-transport"],
    play: [close(1000), send(text("Hello World!"))],
  }),
  ignoredAfterClose({
    id: "7.1.5",
    title: "A message whose last fragment follows Close is not echoed",
    description: "Sends the first fragment of a text message, closes with 1000 and sends the last fragment right behind.",
    expectation: "The Close is answered with 1000 or without a code; the message does not come back.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/closes-transport"],
    play: [send(text("fragment1"), unfinished), close(1000), send(continuation("fragment2"))],
  }),
  defineCase({
    id: "7.1.6",
    title: "Close behind a long and a short message: what still comes back",
    description: "Sends a text of 256 KiB, a short text, a Close with 1000 and a Ping, back to back.",
    expectation: "Nothing is demanded: the result only tells what still comes back besides the answer to the Close.",
    requires: ["rfc6455/5.5.1/close-soon", "rfc6455/5.5.1/close-gets-close"],
    play: [send(text("BAsd7&jh23"), { repeatLength: 256 * 1024 }), send(text("Hello World!")), close(1000), send(ping()), killAfter(1)],
    expected: preferably(textMessage("Hello World!")),
    expectedClose: closedByFuzzer,
    after: [forceInformational],
    suppressAutoClose: true,
  }),
];

function answeredBody(step: Step, words: Words): Case {
  return defineCase({
    expectation: "A Close frame of code 1000 or without a code comes back and the connection ends cleanly.",
    play: [step, killAfter(1)],
    expected: nothing,
    expectedClose: closedByFuzzer,
    after: [wrongCodeFails],
    suppressAutoClose: true,
    ...words,
  });
}

function rejectedBody(step: Step, words: Words): Case {
  return defineCase({
    expectation: "The peer fails the connection with 1002 or by dropping it; a Close without a code passes too.",
    play: [step, killAfter(1)],
    expected: nothing,
    expectedClose: rejectedWith(1002),
    after: [wrongCodeFails],
    suppressAutoClose: true,
    ...words,
  });
}

const closeBodies: readonly Case[] = [
  answeredBody(close(), {
    id: "7.3.1",
    title: "A Close frame without a body is answered",
    description: "Sends a Close frame without payload.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/body-begins-with-code", "rfc6455/5.5.1/closes-transport"],
  }),
  rejectedBody(close(null, "a"), {
    id: "7.3.2",
    title: "A Close frame with a body of one byte fails the connection",
    description: "Sends a Close frame with one byte of payload, half a status code.",
    requires: ["rfc6455/5.5.1/body-begins-with-code", "rfc6455/7.1.7/fail-closes"],
  }),
  answeredBody(close(1000), {
    id: "7.3.3",
    title: "A Close frame with a code and no reason is answered",
    description: "Sends a Close frame with the code 1000 and nothing else.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/body-begins-with-code", "rfc6455/5.5.1/closes-transport"],
  }),
  answeredBody(close(1000, "Hello World!"), {
    id: "7.3.4",
    title: "A Close frame with a code and a short reason is answered",
    description: "Sends a Close frame with the code 1000 and a reason of twelve ASCII characters.",
    requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/body-begins-with-code", "rfc6455/5.5.1/closes-transport"],
  }),
  answeredBody(close(1000, repeat(0x2a, 123)), {
    id: "7.3.5",
    title: "A Close frame with the longest reason, 123 bytes, is answered",
    description: "Sends a Close frame with the code 1000 and a reason of 123 bytes: 125 bytes of payload, the most it may have.",
    requires: ["rfc6455/5.5/control-payload-125", "rfc6455/5.5.1/close-gets-close"],
  }),
  rejectedBody(close(1000, repeat(0x2a, 124)), {
    id: "7.3.6",
    title: "A Close frame with a reason of 124 bytes fails the connection",
    description: "Sends a Close frame with the code 1000 and a reason of 124 bytes: 126 bytes of payload, one too many.",
    requires: ["rfc6455/5.5/control-payload-125", "rfc6455/7.1.7/fail-closes"],
  }),
];

const invalidReason = defineCase({
  id: "7.5.1",
  title: "A Close frame whose reason is not UTF-8 fails the connection",
  description: "Sends a Close frame with the code 1000 and a reason that has a surrogate in its middle.",
  expectation: "The peer fails the connection with 1007, 1002 or by dropping it; a Close without a code passes too.",
  requires: ["rfc6455/8.1/invalid-utf8-fails", "rfc6455/5.5.1/reason-is-utf8", "rfc6455/7.1.7/fail-closes"],
  play: [close(1000, wordWithSurrogate), killAfter(1)],
  expected: nothing,
  expectedClose: rejectedWith(1002, 1007),
  after: [wrongCodeFails, hexLocalCloseReason],
  suppressAutoClose: true,
});

function meaningOf(code: number): string {
  if (code >= 4000) return "for private use between applications";
  return code >= 3000 ? "for libraries and frameworks, by registration" : `registered as "${statusCodes[code]?.name}"`;
}

const answerOf = (code: number): string => (code === 1000 ? "1000" : `1000, with ${code}`);

/** The one code whose meaning depends on who sends it. */
const disputeOver = (code: number): string =>
  code === 1010
    ? " Against clients this is disputed: only a client has a use for 1010, and one that refuses it from a server may be right."
    : "";

const allowedCodes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999].map((code, index) =>
  defineCase({
    id: `7.7.${index + 1}`,
    title: `A Close frame with code ${code} is answered`,
    description: `Sends a Close frame with the code ${code}, ${meaningOf(code)}.`,
    expectation: `A Close frame with ${answerOf(code)} or without a code comes back and the connection ends cleanly.${disputeOver(code)}`,
    requires: [
      ...(code >= 3000 ? (["rfc6455/7.4.2/application-codes"] as const) : []),
      "rfc6455/7.4.2/code-in-use",
      "rfc6455/5.5.1/close-gets-close",
      "rfc6455/5.5.1/closes-transport",
    ],
    play: [close(code), killAfter(1)],
    expected: nothing,
    expectedClose: answeredWith(1000, code),
    after: [wrongCodeFails],
  }),
);

interface ForbiddenCode {
  readonly code: number;
  readonly reason: string;
  readonly requirement?: RequirementId;
}

const forbiddenCodes: readonly ForbiddenCode[] = [
  { code: 0, reason: "the smallest of those below 1000, which have no use" },
  { code: 999, reason: "the largest of those below 1000, which have no use" },
  { code: 1004, reason: "which is reserved without a meaning" },
  { code: 1005, reason: "which only stands for a missing code", requirement: "rfc6455/7.4.1/code-1005-not-sent" },
  { code: 1006, reason: "which only stands for a lost connection", requirement: "rfc6455/7.4.1/code-1006-not-sent" },
  { code: 1016, reason: "which is not registered" },
  { code: 1100, reason: "which is not registered" },
  { code: 2000, reason: "which is not registered" },
  { code: 2999, reason: "the last that only a registration can allow" },
];

const rejectedCodes = forbiddenCodes.map(({ code, reason, requirement }, index) =>
  defineCase({
    id: `7.9.${index + 1}`,
    title: `A Close frame with code ${code} fails the connection`,
    description: `Sends a Close frame with the code ${code}, ${reason}.`,
    expectation: "The peer fails the connection with 1002 or by dropping it; a Close without a code passes too.",
    requires: [...(requirement === undefined ? [] : [requirement]), "rfc6455/7.4.2/code-in-use", "rfc6455/7.1.7/fail-closes"],
    play: [close(code), killAfter(1)],
    expected: nothing,
    expectedClose: rejectedWith(1002),
    after: [wrongCodeFails],
  }),
);

const informationalCodes = [5000, 65535].map((code, index) =>
  defineCase({
    id: `7.13.${index + 1}`,
    title: `A Close frame with code ${code}: how it is answered`,
    description: `Sends a Close frame with the code ${code}, above all ranges that RFC 6455 defines.`,
    expectation: "Nothing is demanded: the result only tells which code the peer answers with.",
    requires: ["rfc6455/7.4.2/code-in-use"],
    play: [close(code), killAfter(1)],
    expected: nothing,
    expectedClose: rejectedWith(1000, code, 1002),
    after: [forceInformational],
    suppressAutoClose: true,
  }),
);

/** Chapter 7: the closing handshake, the body of a Close frame and its status codes. */
export const closingCases: readonly Case[] = [
  ...basicClose,
  ...closeBodies,
  invalidReason,
  ...allowedCodes,
  ...rejectedCodes,
  ...informationalCodes,
];
