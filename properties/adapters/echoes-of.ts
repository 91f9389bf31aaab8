import type { CaseEvent, Program } from "../../src/conformance/case/case.ts";
import { sourceBytes, WindowReader } from "../../src/conformance/play/payload-source.ts";

/** The echoes that a program waits for, each of what it sends; of a single one only the length is known. */
export function echoesOf(program: Program): readonly CaseEvent[] {
  const { binary } = program;
  return payloadsOf(program).map((payload) => ({ event: "message", binary, payload }));
}

function payloadsOf(program: Program): readonly Uint8Array[] {
  if (program.program === "singleEcho") return [new Uint8Array(program.length)];
  const { message, count } = program;
  if (message.kind === "repeated") {
    return Array.from({ length: count }, () =>
      Uint8Array.from({ length: message.length }, (_, i) => message.payload[i % message.payload.length] as number),
    );
  }
  const reader = new WindowReader(sourceBytes(message.source), message.unit, message.length);
  return Array.from({ length: count }, () => reader.next());
}
