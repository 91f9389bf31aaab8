import type { Letter } from "../../../spec/lifecycle/letters.ts";
import { isDataOpcode, opcodes } from "../../../spec/registries/opcodes.ts";
import { ImpossibleError } from "../blame.ts";
import type { Command } from "../input.ts";

/** Section 5.4: the letter of a data frame, from its opcode and FIN. */
export function dataLetter(direction: "receive" | "send", opcode: number, fin: boolean): Letter {
  if (opcode === opcodes.continuation) return `${direction}.continuation.${fin ? "last" : "more"}`;
  if (opcode === opcodes.text) return `${direction}.text.${fin ? "whole" : "first"}`;
  if (opcode === opcodes.binary) return `${direction}.binary.${fin ? "whole" : "first"}`;
  throw new ImpossibleError(`opcode ${opcode} is taken for that of a data frame`);
}

const receivedByFirstByte = Array.from({ length: 0x100 }, (_, first) =>
  isDataOpcode(first & 0x0f) ? dataLetter("receive", first & 0x0f, first >= 0x80) : undefined,
);

/** The letter of a received data frame, from the first byte of its header. */
export function receivedDataLetter(firstByte: number): Letter {
  const letter = receivedByFirstByte[firstByte];
  if (letter === undefined) throw new ImpossibleError(`a frame that begins with ${firstByte} is taken for a data frame`);
  return letter;
}

/** Section 5.5: the letter of a control frame that has been received completely. */
export function controlLetter(opcode: number): Letter {
  if (opcode === opcodes.ping) return "receive.ping";
  if (opcode === opcodes.pong) return "receive.pong";
  if (opcode === opcodes.close) return "receive.close";
  throw new ImpossibleError(`opcode ${opcode} is taken for that of a control frame`);
}

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
