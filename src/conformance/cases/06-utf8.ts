import type { Case, Step } from "../case/case.ts";
import { type CaseDefinition, defineCase } from "./define-case.ts";
import { greekWord, greeting, wordWithSurrogate } from "./sample-texts.ts";
import {
  beginFrame,
  closeAfter,
  closedByFuzzer,
  continuation,
  endMessage,
  exactly,
  failedOnlyByPeer,
  frameBytes,
  hex,
  joined,
  killAfter,
  laterIfOpen,
  nothing,
  type Payload,
  send,
  sendText,
  text,
  textMessage,
  timeout,
  unfinished,
} from "./steps.ts";

const echoed = "The whole text comes back as one message, byte for byte; the fuzzer then closes with 1000.";

interface EchoedText extends Pick<CaseDefinition, "id" | "title" | "description" | "requires"> {
  readonly steps: readonly Step[];
  readonly payload: Payload;
}

const echoedText = ({ steps, payload, ...words }: EchoedText): Case =>
  defineCase({
    ...words,
    expectation: echoed,
    play: [...steps, closeAfter(1)],
    expected: exactly(textMessage(payload)),
    expectedClose: closedByFuzzer,
  });

const emptyFragments: readonly Case[] = [
  echoedText({
    id: "6.1.1",
    title: "An empty text message is echoed",
    description: "Sends one text frame without payload.",
    requires: ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/message-type-noted"],
    steps: [send(text())],
    payload: "",
  }),
  echoedText({
    id: "6.1.2",
    title: "A text message of three empty fragments is echoed as an empty message",
    description: "Sends a text message in three fragments, none of which has a payload.",
    requires: ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/message-type-noted"],
    steps: [send(text(), unfinished), send(continuation(), unfinished), send(continuation())],
    payload: "",
  }),
  echoedText({
    id: "6.1.3",
    title: "A text message whose first and last fragments are empty is echoed",
    description: "Sends a text message in three fragments; only the middle one has a payload.",
    requires: ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/message-type-noted"],
    steps: [send(text(), unfinished), send(continuation("middle frame payload"), unfinished), send(continuation())],
    payload: "middle frame payload",
  }),
];

const validSplits: readonly Case[] = [
  echoedText({
    id: "6.2.1",
    title: "A text with two-byte characters in one frame is echoed",
    description: "Sends a greeting in which seven characters need two bytes as one frame.",
    requires: ["rfc6455/5.6/text-is-utf8"],
    steps: [sendText(greeting)],
    payload: greeting,
  }),
  echoedText({
    id: "6.2.2",
    title: "A text with two-byte characters, cut between two of them, is echoed",
    description: "Sends the greeting of 6.2.1 in two fragments; the cut falls between two characters.",
    requires: ["rfc6455/5.6/text-is-utf8", "rfc6455/5.4/receives-fragments"],
    steps: [send(text(greeting.subarray(0, 15)), unfinished), send(continuation(greeting.subarray(15)))],
    payload: greeting,
  }),
  echoedText({
    id: "6.2.3",
    title: "A text with two-byte characters in fragments of one byte is echoed",
    description: "Sends the greeting of 6.2.1 in fragments of one byte, which cuts characters apart, and an empty last one.",
    requires: ["rfc6455/5.6/text-is-utf8", "rfc6455/5.4/receives-fragments"],
    steps: [sendText(greeting, 1)],
    payload: greeting,
  }),
  echoedText({
    id: "6.2.4",
    title: "A Greek word in fragments of one byte is echoed",
    description: "Sends a word with characters of two and of three bytes in fragments of one byte, and an empty last one.",
    requires: ["rfc6455/5.6/text-is-utf8", "rfc6455/5.4/receives-fragments"],
    steps: [sendText(greekWord, 1)],
    payload: greekWord,
  }),
];

function failedText(id: string, title: string, description: string, step: Step): Case {
  return defineCase({
    id,
    title,
    description,
    expectation: "The peer fails the connection with 1007 or by dropping it, and echoes nothing.",
    requires: ["rfc6455/8.1/invalid-utf8-fails", "rfc6455/5.6/text-is-utf8", "rfc6455/7.1.7/fail-closes"],
    play: [step, killAfter(1)],
    expected: nothing,
    expectedClose: failedOnlyByPeer(1007),
  });
}

const invalidSplits: readonly Case[] = [
  failedText(
    "6.3.1",
    "A surrogate inside a text in one frame fails the connection",
    "Sends a Greek word, the three bytes that would stand for U+D800, and an ASCII word, as one frame.",
    sendText(wordWithSurrogate),
  ),
  failedText(
    "6.3.2",
    "A surrogate inside a text in fragments of one byte fails the connection",
    "Sends a Greek word, the three bytes that would stand for U+D800, and an ASCII word, in fragments of one byte; an empty one is last.",
    sendText(wordWithSurrogate, 1),
  ),
];

interface ThreeParts extends Pick<CaseDefinition, "id" | "title" | "description"> {
  readonly first: readonly Step[];
  readonly second: readonly Step[];
  readonly third: readonly Step[];
}

function failedAtSecondPart({ first, second, third, ...words }: ThreeParts): Case {
  return defineCase({
    ...words,
    expectation:
      "The peer fails the connection, with 1007 or by dropping it, after the second part and before the third. " +
      "Failing only after the third is accepted as non-strict; failing after the first is wrong.",
    requires: ["ours/core/fails-at-first-byte", "rfc6455/8.1/invalid-utf8-fails", "rfc6455/7.1.7/fail-closes"],
    play: [...first, laterIfOpen(1, "A", [...second, laterIfOpen(1, "B", [...third, killAfter(1)])])],
    expected: { OK: [timeout("A")], "NON-STRICT": [timeout("A"), timeout("B")] },
    expectedClose: failedOnlyByPeer(1007),
  });
}

const failFast: readonly Case[] = [
  failedAtSecondPart({
    id: "6.4.1",
    title: "A fragment that goes beyond U+10FFFF fails the connection before the next one",
    description: "Sends a text in three fragments, a second apart: a Greek word, the bytes that would stand for U+110000, an ASCII word.",
    first: [send(text(greekWord), unfinished)],
    second: [send(continuation(hex("f4 90 80 80")), unfinished)],
    third: [send(continuation("edited"))],
  }),
  failedAtSecondPart({
    id: "6.4.2",
    title: "A fragment with the first wrong byte fails the connection before the next one",
    description: "As 6.4.1, cut so that the second fragment is the one byte that makes the text invalid: 90 after F4.",
    first: [send(text(joined(greekWord, hex("f4"))), unfinished)],
    second: [send(continuation(hex("90")), unfinished)],
    third: [send(continuation(hex("80 80 65 64 69 74 65 64")))],
  }),
  failedAtSecondPart({
    id: "6.4.3",
    title: "Bytes beyond U+10FFFF inside an unfinished frame fail the connection before its end",
    description: "Sends the text of 6.4.1 as one frame of 21 bytes, written in the same three parts, and an empty last fragment.",
    first: [beginFrame("text", 21, unfinished), frameBytes(greekWord)],
    second: [frameBytes(hex("f4 90 80 80"))],
    third: [frameBytes("edited"), endMessage()],
  }),
  failedAtSecondPart({
    id: "6.4.4",
    title: "The first wrong byte inside an unfinished frame fails the connection before its end",
    description: "Sends the text of 6.4.2 as one frame of 21 bytes, written in the same three parts, and an empty last fragment.",
    first: [beginFrame("text", 21, unfinished), frameBytes(joined(greekWord, hex("f4")))],
    second: [frameBytes(hex("90"))],
    third: [frameBytes(hex("80 80 65 64 69 74 65 64")), endMessage()],
  }),
];

/** Chapter 6, sections 1 to 4: where a text is cut, and when an invalid one is noticed. */
export const utf8Cases: readonly Case[] = [...emptyFragments, ...validSplits, ...invalidSplits, ...failFast];
