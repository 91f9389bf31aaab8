import { InvalidArgumentError, Option } from "commander";
import type { Profile } from "../../conformance/case/profile.ts";
import type { FailingOutcome } from "../conclusion/fail-on.ts";

/** The command line of `wstest`, read. */
export interface WstestOptions {
  readonly mode: Mode;
  readonly spec?: string;
  readonly wsuri?: string;
  readonly webport?: number;
  readonly ident?: string;
  readonly key?: string;
  readonly cert?: string;
  readonly jobs: number;
  readonly profile: Profile;
  readonly timeoutScale: number;
  readonly wait: number;
  readonly failOn: readonly FailingOutcome[];
}

/** What can be run. */
export const modes = ["fuzzingserver", "fuzzingclient", "testeeserver", "testeeclient"] as const;
/** One of them. */
export type Mode = (typeof modes)[number];

/** Other names the old tool has for the same thing. */
const aliases: Readonly<Record<string, Mode>> = { echoserver: "testeeserver", echoclient: "testeeclient" };

/** What Autobahn can do besides testing conformance, by how the names of these modes begin. */
const elsewhere = ["broadcast", "massconnect", "serialize", "wamp"];

function parseMode(text: string): Mode {
  const mode = modes.find((each) => each === text) ?? aliases[text];
  if (mode !== undefined) return mode;
  const what = elsewhere.some((name) => text.startsWith(name)) ? "is no conformance test and not part of this suite" : "is not known";
  throw new InvalidArgumentError(`The mode ${text} ${what}; there are ${modes.join(", ")}.`);
}

const parsePort = (text: string): number => {
  const port = Number(text);
  if (/^[0-9]+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError("Expected a port from 0 to 65535.");
};

export const modeOption = (): Option =>
  new Option("-m, --mode <mode>", `what to be: ${modes.join(", ")}`).argParser(parseMode).makeOptionMandatory();

export const webportOption = (): Option =>
  new Option("-u, --webport <port>", "fuzzing server: the port of the page for browsers; 0 for none (default: 8080)").argParser(parsePort);
