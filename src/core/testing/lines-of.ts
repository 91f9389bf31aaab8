import type { Endpoint } from "../endpoint.ts";
import type { EndpointEvent, Output } from "../output.ts";
import { drain } from "./drain.ts";
import { hex, toHex } from "./hex.ts";

/** Each output as one short line, for tests that show a sequence. */
export const linesOf = (outputs: readonly Output[]): string[] => outputs.map(lineOf);

/** What an endpoint wants done after these bytes, which are given in hex. */
export function linesAfter(endpoint: Endpoint, wire: string): string[] {
  endpoint.feed({ kind: "bytes", bytes: hex(wire) });
  return linesOf(drain(endpoint));
}

function lineOf(output: Output): string {
  switch (output.kind) {
    case "write":
      return `write ${toHex(output.bytes)}`;
    case "startTimer":
      return `start ${output.timer} timer of ${output.ms} ms`;
    case "stopTimer":
      return `stop ${output.timer} timer`;
    case "event":
      return lineOfEvent(output.event);
    default:
      return output.kind;
  }
}

/** One event as a short line. */
export function lineOfEvent(event: EndpointEvent): string {
  switch (event.type) {
    case "message":
      return `${event.format} message ${toHex(event.payload)}`.trimEnd();
    case "ping":
    case "pong":
      return `${event.type} ${toHex(event.payload)}`.trimEnd();
    case "failed":
      return `failed: ${event.failure.requirement} with ${event.failure.closeCode} at byte ${event.failure.byteOffset}`;
    case "refused":
      return event.failure === null ? "refused" : `refused: ${event.failure.requirement} at byte ${event.failure.byteOffset}`;
    case "closing":
      return `closing with ${event.code} ${JSON.stringify(event.reason)}`;
    case "closed":
      return `closed with ${event.code} ${JSON.stringify(event.reason)}, ${event.wasClean ? "clean" : "not clean"}`;
    default:
      return event.type;
  }
}
