import { InvalidArgumentError, Option } from "commander";
import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { type CaseLevel, caseLevels } from "../../conformance/case/case-level.ts";
import type { Profile } from "../../conformance/case/profile.ts";

/** Options that the commands share. */
export interface RunOptions {
  readonly cases: readonly string[];
  readonly exclude: readonly string[];
  readonly outdir: string;
  readonly timeoutScale: number;
  readonly profile: Profile;
  readonly levels: readonly CaseLevel[];
  readonly statusCodes: StatusCodeProfile;
}

const patternList = (text: string): string[] =>
  text
    .split(",")
    .map((pattern) => pattern.trim())
    .filter((pattern) => pattern !== "");

const somePatterns = (text: string): string[] => {
  const patterns = patternList(text);
  if (patterns.length > 0) return patterns;
  throw new InvalidArgumentError("Expected ids such as 5.3, or patterns such as 5.*, comma-separated.");
};

/** A whole number from a smallest to a largest value. */
export const wholeNumber =
  (smallest: number, largest: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^[0-9]+$/.test(text) && number >= smallest && number <= largest) return number;
    throw new InvalidArgumentError(`Expected a whole number from ${smallest} to ${largest}.`);
  };

const positiveNumber = (text: string): number => {
  const number = Number(text);
  if (number > 0 && number <= 1000) return number;
  throw new InvalidArgumentError("Expected a number above 0, at most 1000.");
};

export const casesOption = (): Option =>
  new Option("--cases <patterns>", "cases to run, comma-separated: 5.3, 6.*, …").argParser(somePatterns).default(["*"], "all");

export const excludeOption = (): Option =>
  new Option("--exclude <patterns>", "cases to leave out, comma-separated").argParser(patternList).default([], "none");

export const outdirOption = (folder: string): Option => new Option("--outdir <folder>", "where the reports go").default(folder);

export const jobsOption = (jobs: number): Option =>
  new Option("--jobs <n>", "cases that run at the same time, at most: a peer that answers slowly gets fewer")
    .argParser(wholeNumber(1, 1000))
    .default(jobs);

export const profileOption = (): Option =>
  new Option("--profile <profile>", "quick plays the bulk cases with fewer messages; full with all of them, which takes minutes")
    .choices(["quick", "full"])
    .default("quick");

export const timeoutScaleOption = (): Option =>
  new Option("--timeout-scale <factor>", "multiplies every limit: 10 for a slow peer, 1000 under a debugger")
    .argParser(positiveNumber)
    .default(1);

export const waitOption = (): Option =>
  new Option("--wait <seconds>", "wait so long for a server that is still starting").argParser(wholeNumber(0, 3600)).default(0);

export const portOption = (port: number): Option =>
  new Option("--port <port>", "the port to listen on; 0 takes a free one").argParser(wholeNumber(0, 65535)).default(port);

export const listenOption = (): Option =>
  new Option("--listen <port>", "the port for the clients; 0 takes a free one").argParser(wholeNumber(0, 65_535)).makeOptionMandatory();

export const hostOption = (): Option => new Option("--host <address>", "the address to listen on").default("127.0.0.1");

const levelList = (text: string): CaseLevel[] => {
  const names = patternList(text);
  const unknown = names.find((name) => !caseLevels.some((level) => level === name));
  if (names.length > 0 && unknown === undefined) return caseLevels.filter((level) => names.includes(level));
  throw new InvalidArgumentError(`Expected one or more of ${caseLevels.join(", ")}, comma-separated.`);
};

export const levelsOption = (): Option =>
  new Option(
    "--levels <levels>",
    "cases to run by what they test: must (what an RFC demands), should (what it recommends), robustness (what it leaves open: large messages, informational cases); without robustness, NON-STRICT is shown as ok",
  )
    .argParser(levelList)
    .default([...caseLevels], caseLevels.join(","));

export const statusCodesOption = (): Option =>
  new Option(
    "--status-codes <list>",
    "status codes that a peer may close with: those printed in rfc6455, or those registered by 2026, which adds 1012 to 1014",
  )
    .choices(["rfc6455", "iana-2026"] satisfies StatusCodeProfile[])
    .default("rfc6455");

export const tlsOption = (): Option =>
  new Option("--tls", "speak wss; without --key and --cert with a certificate made for loopback, which nobody has signed");

export const keyOption = (): Option => new Option("--key <file>", "speak wss with this key, PEM");

export const certOption = (): Option => new Option("--cert <file>", "speak wss with this certificate, PEM");

export const allowHostOption = (): Option =>
  new Option(
    "--allow-host <names>",
    "host names, besides those of loopback, that browsers may use for the page and come from to the fuzzing server, comma-separated; * for all",
  )
    .argParser(patternList)
    .default([], "none");

export const webPortOption = (): Option =>
  new Option("--web-port <port>", "serve a page that tests the browser that opens it; 0 takes a free port").argParser(
    wholeNumber(0, 65535),
  );
