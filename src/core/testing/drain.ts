import type { Endpoint } from "../endpoint.ts";
import type { EndpointEvent, Output } from "../output.ts";

/** Everything an endpoint wants done now, in order. */
export function drain(endpoint: Pick<Endpoint, "next">): Output[] {
  const outputs: Output[] = [];
  for (let output = endpoint.next(); output !== undefined; output = endpoint.next()) outputs.push(output);
  return outputs;
}

/** The events among some outputs. */
export const eventsOf = (outputs: readonly Output[]): EndpointEvent[] =>
  outputs.flatMap((output) => (output.kind === "event" ? [output.event] : []));

/** The bytes that some outputs write, joined. */
export const bytesOf = (outputs: readonly Output[]): Uint8Array =>
  Uint8Array.from(outputs.flatMap((output) => (output.kind === "write" ? [...output.bytes] : [])));
