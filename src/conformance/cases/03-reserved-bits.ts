import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../case/case.ts";
import { badFrameAlone, badFrameBetweenTextAndPing } from "./bad-frame.ts";
import { defineCase } from "./define-case.ts";
import { bytewise, frame, hex } from "./steps.ts";

const alone: readonly RequirementId[] = ["rfc6455/5.2/rsv-fails", "rfc6455/7.1.7/fail-closes"];
const betweenOthers: readonly RequirementId[] = [
  "rfc6455/5.2/rsv-fails",
  "rfc6455/7.1.7/fail-stops-processing",
  "ours/core/delivers-before-failing",
];

/** Chapter 3: reserved bits that no extension gave a meaning to. */
export const reservedBitCases: readonly Case[] = [
  defineCase({
    id: "3.1",
    title: "A text frame with RSV3 set fails the connection",
    description: "Sends a short text frame with RSV3 set; no extension was agreed on.",
    requires: alone,
    ...badFrameAlone(frame("text", "Hello, world!", { rsv: 1 })),
  }),
  defineCase({
    id: "3.2",
    title: "A text frame with RSV2 set, after a good one, fails the connection",
    description: "Sends a short text message, the same once more with RSV2 set, and a Ping.",
    requires: betweenOthers,
    ...badFrameBetweenTextAndPing(frame("text", "Hello, world!", { rsv: 2 })),
  }),
  defineCase({
    id: "3.3",
    title: "A text frame with RSV2 and RSV3 set, frames arriving one by one, fails the connection",
    description: "Sends a short text message, the same once more with RSV2 and RSV3 set, and a Ping, each frame in a write of its own.",
    requires: betweenOthers,
    ...badFrameBetweenTextAndPing(frame("text", "Hello, world!", { rsv: 3 }), { sync: true }),
  }),
  defineCase({
    id: "3.4",
    title: "A text frame with RSV1 set, frames arriving byte by byte, fails the connection",
    description: "Sends a short text message, the same once more with RSV1 set, and a Ping, all in pieces of one byte.",
    requires: [...betweenOthers, "ours/core/chunking-independent"],
    ...badFrameBetweenTextAndPing(frame("text", "Hello, world!", { rsv: 4 }), bytewise),
  }),
  defineCase({
    id: "3.5",
    title: "A binary frame with RSV1 and RSV3 set fails the connection",
    description: "Sends a binary frame of eight bytes with RSV1 and RSV3 set.",
    requires: alone,
    ...badFrameAlone(frame("binary", hex("00 ff fe fd fc fb 00 ff"), { rsv: 5 })),
  }),
  defineCase({
    id: "3.6",
    title: "A binary frame with RSV1 and RSV2 set fails the connection",
    description: "Sends a binary frame with a short ASCII text as its payload, RSV1 and RSV2 set.",
    requires: alone,
    ...badFrameAlone(frame("binary", "Hello, world!", { rsv: 6 })),
  }),
  defineCase({
    id: "3.7",
    title: "A Close frame with all three reserved bits set fails the connection",
    description: "Sends an empty Close frame with RSV1, RSV2 and RSV3 set; the fuzzer does not count it as its own Close.",
    requires: alone,
    ...badFrameAlone(frame("close", "", { rsv: 7 })),
  }),
];
