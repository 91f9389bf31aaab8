import { opcodeName } from "../../../../spec/registries/opcodes.ts";
import type { CaseEvent, ExpectedClose, Program, RawFrame, Step } from "../../../conformance/case/case.ts";

const shownBytes = 32;

/** What a step does, in words. */
export function stepInWords(step: Step): string {
  switch (step.step) {
    case "send":
      return frameInWords(step.frame);
    case "sendMessage":
      return `a ${step.binary ? "binary" : "text"} message of ${bytesInWords(step.payload)}${step.fragmentSize === undefined ? "" : `, in fragments of ${step.fragmentSize} bytes`}`;
    case "close":
      return `Close, ${step.code === null ? "without a status code" : `status code ${step.code}`}${step.reason === null ? "" : `, reason of ${bytesInWords(step.reason)}`}`;
    case "killAfter":
      return `the connection is failed if it still stands after ${seconds(step.seconds)}`;
    case "closeAfter":
      return `the connection is closed if it still stands after ${seconds(step.seconds)}`;
    case "continueLater":
      return `after ${seconds(step.seconds)}${step.onlyIfOpen ? ", if the connection is still open" : ""}: ${step.steps.map(stepInWords).join("; then ")}`;
    case "recordTimeout":
      return `the moment is recorded as “${step.tag}”`;
    case "beginFrame":
      return `the header of a ${opcodeName(step.opcode) ?? step.opcode} frame${step.fin ? "" : " without FIN"} that announces ${step.payloadLength} bytes`;
    case "frameBytes":
      return `payload: ${bytesInWords(step.bytes)}`;
    case "endMessage":
      return "an empty last fragment";
    case "autoFragment":
      return `from here on, messages are cut into fragments of ${step.size} bytes`;
    case "wireLog":
      return `the wire log is switched ${step.enabled ? "on" : "off"}`;
    case "requireCompression":
      return "without permessage-deflate in use the case ends here, as unimplemented";
    case "startRoundTrips":
      return "the first message of the round trips";
  }
}

function frameInWords({ opcode, fin, rsv, payload, repeatLength, chopSize, sync }: RawFrame): string {
  const reserved = ["RSV1", "RSV2", "RSV3"].filter((_, bit) => (rsv & (4 >> bit)) !== 0).join(", ");
  return [
    `${opcodeName(opcode) ?? `opcode ${opcode}`} frame`,
    ...(fin ? [] : ["FIN clear"]),
    ...(reserved === "" ? [] : [reserved]),
    repeatLength === undefined ? bytesInWords(payload) : `${repeatLength} bytes, made of ${bytesInWords(payload)} over and over`,
    ...(chopSize === undefined ? [] : [`written in pieces of ${chopSize} byte${chopSize === 1 ? "" : "s"}`]),
    ...(sync ? ["on its own"] : []),
  ].join(", ");
}

function bytesInWords(bytes: Uint8Array): string {
  if (bytes.length === 0) return "no bytes";
  const head = bytes.subarray(0, shownBytes);
  const more = bytes.length > shownBytes ? " …" : "";
  const readable = head.every((byte) => byte >= 0x20 && byte < 0x7f);
  const shown = readable
    ? `“${String.fromCharCode(...head)}${more}”`
    : `${Buffer.from(head)
        .toString("hex")
        .replace(/..(?=.)/g, "$& ")}${more}`;
  return `${bytes.length} byte${bytes.length === 1 ? "" : "s"}: ${shown}`;
}

const seconds = (count: number): string => `${count} second${count === 1 ? "" : "s"}`;

/** What has to come back, in words. */
export function eventInWords(event: CaseEvent): string {
  if (event.event === "timeout") return `the moment “${event.tag}”`;
  return event.event === "pong"
    ? `Pong, ${bytesInWords(event.payload)}`
    : `${event.binary ? "binary" : "text"} message, ${bytesInWords(event.payload)}`;
}

/** How the connection has to end, in words. */
export const closeInWords = ({ closedByMe, closeCode, requireClean }: ExpectedClose): string =>
  `${closedByMe ? "The fuzzer" : "The peer"} closes first; the peer's Close frame, if it has a code, says ${closeCode.join(" or ")}${requireClean ? ", and both Close frames go through" : ""}.`;

/** How a program judges, in words. */
export const programInWords = (program: Program): string =>
  program.program === "singleEcho"
    ? `One ${program.binary ? "binary" : "text"} message of ${program.length} bytes comes back.`
    : `${program.count} ${program.binary ? "binary" : "text"} messages of ${program.message.length} ${program.message.kind === "window" && program.message.unit === "codePoints" ? "code points" : "bytes"} go round, one after the other; of each echo the ${program.check} is compared.`;
