import type { Letter } from "../../../spec/lifecycle/letters.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import type { Command } from "../input.ts";

/** Section 5.4: the letter of a data frame, from its opcode and FIN. */
export function dataLetter(direction: "receive" | "send", opcode: number, fin: boolean): Letter {
  if (opcode === opcodes.continuation) return `${direction}.continuation.${fin ? "last" : "more"}`;
  return `${direction}.${opcode === opcodes.text ? "text" : "binary"}.${fin ? "whole" : "first"}`;
}

/** Section 5.5: the letter of a control frame that has been received completely. */
export const controlLetter = (opcode: number): Letter =>
  opcode === opcodes.ping ? "receive.ping" : opcode === opcodes.pong ? "receive.pong" : "receive.close";

/** The letters of what fails a connection, by who is to blame. */
export const failureLetters = { peer: "receive.violation", policy: "receive.excess" } as const;

/** The letter of a command that asks for a frame. */
export function letterOfCommand(command: Exclude<Command, { kind: "accept" | "refuse" }>): Letter {
  switch (command.kind) {
    case "message":
      return `send.${command.format}.whole`;
    case "firstFragment":
      return `send.${command.format}.first`;
    case "nextFragment":
      return command.last ? "send.continuation.last" : "send.continuation.more";
    default:
      return `send.${command.kind}`;
  }
}
