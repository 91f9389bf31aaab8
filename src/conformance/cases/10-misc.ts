import type { Case } from "../case/case.ts";
import { defineCase } from "./define-case.ts";
import { autoFragment, checkTxFrames, closedByFuzzer, exactly, killAfter, repeat, sendText, textMessage } from "./steps.ts";

const payload = repeat(0x2a, 65536);

/** Chapter 10: a message that the fuzzer's own sender cuts into fragments. */
export const miscCases: readonly Case[] = [
  defineCase({
    id: "10.1.1",
    title: "A text message of 65536 bytes in 51 automatic fragments is echoed",
    description: "Lets the sender of the fuzzer cut a text message of 65536 bytes into fragments of 1300 bytes.",
    expectation: "One text message with the same bytes comes back, and the fuzzer has sent one text frame and 50 continuation frames.",
    requires: ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/message-type-noted"],
    play: [autoFragment(1300), sendText(payload), killAfter(10)],
    expected: exactly(textMessage(payload)),
    expectedClose: closedByFuzzer,
    after: [checkTxFrames({ 0: 50, 1: 1 })],
  }),
];
