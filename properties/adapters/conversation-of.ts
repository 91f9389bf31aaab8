import type { Conversation, Counting } from "../../models/suite/conversation.ts";
import type { Case, Program } from "../../src/conformance/case/case.ts";
import { sourceBytes, WindowReader } from "../../src/conformance/play/payload-source.ts";

/** A case as its model takes it: the same data, with the messages of its program written out. */
export function conversationOf({ program, ...played }: Case): Conversation {
  return program === undefined ? played : { ...played, counting: countingOf(program) };
}

function countingOf(program: Program): Counting {
  if (program.program === "singleEcho") return { counts: "one", binary: program.binary, length: program.length };
  const { message, binary, count } = program;
  if (message.kind === "repeated") {
    const payload = Uint8Array.from({ length: message.length }, (_, i) => message.payload[i % message.payload.length] as number);
    return { counts: "each", binary, asMessages: false, messages: Array.from({ length: count }, () => payload) };
  }
  const reader = new WindowReader(sourceBytes(message.source), message.unit, message.length);
  return { counts: "each", binary, asMessages: true, messages: Array.from({ length: count }, () => reader.next()) };
}
