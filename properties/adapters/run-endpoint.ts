import type { Endpoint } from "../../src/core/endpoint.ts";
import type { Input } from "../../src/core/input.ts";
import type { EndpointEvent, Output } from "../../src/core/output.ts";

/** What an application does about what it is told; every one is a function of the event alone. */
export const applications = {
  silent: () => [],
  echoes: (event) => (event.type === "message" ? [{ kind: "message", format: event.format, payload: event.payload }] : []),
  closes: (event) => (event.type === "message" ? [{ kind: "close", code: 1000, reason: "enough" }] : []),
  pings: (event) => (event.type === "message" || event.type === "pong" ? [{ kind: "ping", payload: event.payload.slice(0, 125) }] : []),
  refuses: (event) => (event.type === "request" ? [{ kind: "refuse", status: 403 }] : []),
  scribbles: (event) => {
    if ("payload" in event) event.payload.fill(0x2a);
    return [];
  },
} satisfies Record<string, (event: EndpointEvent) => readonly Input[]>;

export type Application = keyof typeof applications;

/** Feeds segments to an endpoint and then the end of the transport; returns everything it wanted done, in order and in words. */
export function runEndpoint(endpoint: Endpoint, segments: readonly Uint8Array[], application: Application = "silent"): string[] {
  const words: string[] = [];
  const feed = (input: Input): void => {
    const misuse = endpoint.feed(input);
    if (misuse !== undefined) words.push(`refused: ${misuse.detail}`);
    for (let output = endpoint.next(); output !== undefined; output = endpoint.next()) {
      words.push(inWords(output));
      if (output.kind !== "event") continue;
      for (const answer of answersTo(output.event, application)) feed(answer);
    }
  };
  for (const bytes of segments) feed({ kind: "bytes", bytes });
  feed({ kind: "transportEnd" });
  return words;
}

const answersTo = (event: EndpointEvent, application: Application): readonly Input[] =>
  event.type === "request" && application !== "refuses" ? [{ kind: "accept" }] : applications[application](event);

/** An output as text, bytes in hex, so that two of them can be compared and printed. */
const inWords = (output: Output): string =>
  JSON.stringify(output, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value));
