import { counted } from "../../case/counted.ts";
import type { ClosingFacts } from "../seen/closing-facts.ts";
import type { Traffic } from "../seen/traffic.ts";
import type { Tally } from "../seen/traffic-statistics.ts";
import type { FuzzerTimeouts } from "./fuzzer-timeouts.ts";

/** A phase of a connection that may not last for ever: the fact that it did, and the reason in words. */
interface PhaseLimit {
  readonly fact: Extract<keyof ClosingFacts, `was${string}Timeout`>;
  readonly reason: (traffic: Traffic) => string;
}

/** The phases in which the fuzzer waits for the peer. */
export const phaseLimits: Readonly<Record<keyof FuzzerTimeouts, PhaseLimit>> = {
  openingHandshake: { fact: "wasOpenHandshakeTimeout", reason: ({ rxOctetStats }) => unfinishedHandshake(rxOctetStats) },
  closingHandshake: { fact: "wasCloseHandshakeTimeout", reason: () => "the peer did not answer the Close frame in time" },
  serverDrop: { fact: "wasServerConnectionDropTimeout", reason: () => "the server did not end the TCP connection in time" },
  guard: { fact: "wasServerConnectionDropTimeout", reason: () => "the server closed first and never ended the TCP connection" },
};

function unfinishedHandshake(received: Tally): string {
  const bytes = [...received].reduce((sum, [length, count]) => sum + length * count, 0);
  const what = bytes === 0 ? "not a byte was received" : `${counted(bytes, "byte")} came, which are no complete HTTP head`;
  return `the opening handshake was not finished in time: ${what}`;
}
