import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../case/case.ts";
import { badFrameAlone, badFrameBetweenTextAndPing } from "./bad-frame.ts";
import { defineCase } from "./define-case.ts";
import { bytewise, type FrameOptions, frame, type Payload } from "./steps.ts";

interface Variant {
  readonly title: string;
  readonly description: string;
  readonly payload: Payload;
  readonly between?: FrameOptions;
  readonly requires: readonly RequirementId[];
}

const alone: readonly RequirementId[] = ["rfc6455/5.2/opcode-known", "rfc6455/7.1.7/fail-closes"];
const betweenOthers: readonly RequirementId[] = [
  "rfc6455/5.2/opcode-known",
  "rfc6455/7.1.7/fail-stops-processing",
  "ours/core/delivers-before-failing",
];

// The same five variants probe the data opcodes and the control opcodes.
const variants: readonly Variant[] = [
  { title: "empty", description: "Sends an empty frame with it.", payload: "", requires: alone },
  { title: "with payload", description: "Sends a frame with it and a payload.", payload: "reserved opcode payload", requires: alone },
  {
    title: "empty, between a text and a Ping",
    description: "Sends a text message, an empty frame with it, and a Ping.",
    payload: "",
    between: {},
    requires: betweenOthers,
  },
  {
    title: "with payload, between a text and a Ping",
    description: "Sends a text message, a frame with it and a payload, and a Ping.",
    payload: "Hello, world!",
    between: {},
    requires: betweenOthers,
  },
  {
    title: "with payload, between a text and a Ping, byte by byte",
    description: "Sends a text message, a frame with it and a payload, and a Ping, all in pieces of one byte.",
    payload: "Hello, world!",
    between: bytewise,
    requires: [...betweenOthers, "ours/core/chunking-independent"],
  },
];

function reservedOpcodeCases(section: string, range: "data" | "control", firstOpcode: number): readonly Case[] {
  return variants.map(({ title, description, payload, between, requires }, index) => {
    const opcode = firstOpcode + index;
    const bad = frame(opcode, payload);
    return defineCase({
      id: `${section}.${index + 1}`,
      title: `Reserved ${range} opcode ${opcode} (${title}) fails the connection`,
      description: `Opcode ${opcode} is reserved for ${range} frames still to be defined. ${description}`,
      requires,
      ...(between === undefined ? badFrameAlone(bad) : badFrameBetweenTextAndPing(bad, between)),
    });
  });
}

/** Chapter 4: opcodes that RFC 6455 reserves. */
export const opcodeCases: readonly Case[] = [...reservedOpcodeCases("4.1", "data", 3), ...reservedOpcodeCases("4.2", "control", 11)];
