import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { addressFault } from "./own-address.ts";

/** The engine options of a spec file, by name, as they were written. */
export type SpecOptions = Readonly<Record<string, unknown>>;

/** What both kinds of spec file say about cases and reports. */
export interface CommonSpec {
  readonly outdir: string;
  readonly cases: readonly string[];
  readonly excludeCases: readonly string[];
  /** Patterns of agents, each with patterns of cases that these agents are spared. */
  readonly excludeAgentCases: Readonly<Record<string, readonly string[]>>;
  readonly options: SpecOptions;
}

/** A server in a spec file for the fuzzing client. */
export interface SpecServer {
  readonly url: string;
  readonly agent: string | undefined;
  readonly hostname: string | undefined;
  readonly origin: string | undefined;
  readonly protocols: readonly string[] | undefined;
  readonly options: SpecOptions;
}

/** A spec file for the fuzzing client. */
export interface FuzzingClientSpec extends CommonSpec {
  readonly servers: readonly SpecServer[];
}

/** A spec file for the fuzzing server. */
export interface FuzzingServerSpec extends CommonSpec {
  readonly url: string;
  readonly protocols: readonly string[] | undefined;
  readonly key: string | undefined;
  readonly cert: string | undefined;
  readonly webport: number | undefined;
}

/** A spec that was read, and what in it was not understood. */
export interface ReadSpec<T> {
  readonly spec: T;
  readonly warnings: readonly string[];
}

const defaultUrl = "ws://127.0.0.1:9001";
const selection = { cases: ["*"], "exclude-cases": [], "exclude-agent-cases": {} };

/** What is written where there is no spec file yet: everything is run. */
const defaults = {
  fuzzingserver: { url: defaultUrl, outdir: "./reports/clients", ...selection },
  fuzzingclient: { outdir: "./reports/servers", servers: [{ url: defaultUrl }], ...selection },
} as const;

/** Reads a spec file, writing one with defaults first where the default one is not there. */
export async function loadSpec(
  mode: keyof typeof defaults,
  path: string | undefined,
): Promise<{ text: string; path: string; isNew: boolean }> {
  const file = path ?? `${mode}.json`;
  const text = await readFile(resolve(file), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && path === undefined) return undefined;
    throw new UsageError(`cannot read the spec file ${file}: ${fileFault(error)}`);
  });
  if (text !== undefined) return { text, path: file, isNew: false };
  const written = `${JSON.stringify(defaults[mode], null, 3)}\n`;
  await writeFile(resolve(file), written).catch((error: Error) => {
    throw new UsageError(`cannot write the default spec file ${file}: ${fileFault(error)}; name a spec with -s`);
  });
  return { text: written, path: file, isNew: true };
}

/** Understands a spec for the fuzzing server; what is wrong with it is a `UsageError` that names the key. */
export function fuzzingServerSpec(text: string, path: string): ReadSpec<FuzzingServerSpec> {
  const reader = SpecReader.of(text, path);
  const spec = {
    ...commonPart(reader, defaults.fuzzingserver.outdir),
    url: reader.string("url") ?? defaultUrl,
    protocols: reader.strings("protocols"),
    key: reader.string("key"),
    cert: reader.string("cert"),
    webport: reader.port("webport"),
  };
  return { spec, warnings: reader.unknownKeys() };
}

/** Understands a spec for the fuzzing client; what is wrong with it is a `UsageError` that names the key. */
export function fuzzingClientSpec(text: string, path: string): ReadSpec<FuzzingClientSpec> {
  const reader = SpecReader.of(text, path);
  const common = commonPart(reader, defaults.fuzzingclient.outdir);
  const servers = reader.objects("servers").map((server) => ({ spec: specServer(server), warnings: server.unknownKeys() }));
  const warnings = [...reader.unknownKeys(), ...servers.flatMap((server) => server.warnings)];
  return { spec: { ...common, servers: servers.map(({ spec }) => spec) }, warnings };
}

function specServer(reader: SpecReader): SpecServer {
  const url = reader.string("url");
  if (url === undefined) throw reader.mistake("url", "is missing; it is the address of the server, as in ws://127.0.0.1:9001");
  const fault = addressFault(url);
  if (fault !== undefined) throw reader.mistake("url", `is no address of a server: ${fault}`);
  return {
    url,
    agent: reader.string("agent"),
    hostname: reader.string("hostname"),
    origin: reader.string("origin"),
    protocols: reader.strings("protocols"),
    options: reader.object("options"),
  };
}

function commonPart(reader: SpecReader, outdir: string): CommonSpec {
  return {
    outdir: reader.string("outdir") ?? outdir,
    cases: reader.strings("cases") ?? ["*"],
    excludeCases: reader.strings("exclude-cases") ?? [],
    excludeAgentCases: reader.patternsByAgent("exclude-agent-cases"),
    options: reader.object("options"),
  };
}

/** Takes keys out of a JSON object, one by one, and knows which were never asked for. */
class SpecReader {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #where: string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new UsageError(`${where} has to be an object, { … }`);
    this.#value = value;
    this.#where = where;
  }

  static of(text: string, path: string): SpecReader {
    try {
      return new SpecReader(JSON.parse(text.replace(/^\ufeff/, "")), path);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new UsageError(`${path} is not JSON: ${error.message}${placeIn(text, error.message)}`);
    }
  }

  mistake(key: string, what: string): UsageError {
    return new UsageError(`${this.#where}: "${key}" ${what}`);
  }

  string(key: string): string | undefined {
    const value = this.#take(key);
    if (value === undefined || typeof value === "string") return value;
    throw this.mistake(key, "has to be a string");
  }

  strings(key: string): readonly string[] | undefined {
    const value = this.#take(key);
    if (value === undefined || isStrings(value)) return value;
    throw this.mistake(key, "has to be an array of strings");
  }

  port(key: string): number | undefined {
    const value = this.#take(key);
    if (value === undefined || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65535))
      return value as number | undefined;
    throw this.mistake(key, "has to be a port, from 0 to 65535");
  }

  object(key: string): SpecOptions {
    const value = this.#take(key) ?? {};
    if (isObject(value)) return value;
    throw this.mistake(key, "has to be an object, { … }");
  }

  objects(key: string): readonly SpecReader[] {
    const value = this.#take(key) ?? [];
    if (!Array.isArray(value)) throw this.mistake(key, "has to be an array of objects");
    return value.map((each, i) => new SpecReader(each, `${this.#where}: "${key}", number ${i + 1}`));
  }

  patternsByAgent(key: string): Readonly<Record<string, readonly string[]>> {
    const value = this.object(key);
    for (const [agent, patterns] of Object.entries(value)) {
      if (!isStrings(patterns)) throw this.mistake(key, `has to hold an array of case patterns for "${agent}"`);
    }
    return value as Readonly<Record<string, readonly string[]>>;
  }

  unknownKeys(): readonly string[] {
    return Object.keys(this.#value)
      .filter((key) => !this.#asked.has(key))
      .map((key) => `${this.#where}: "${key}" is not a key of this kind of spec, and is ignored`);
  }

  /** JSON's null says nothing, as a missing key does. */
  #take(key: string): unknown {
    this.#asked.add(key);
    return this.#value[key] ?? undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((each) => typeof each === "string");

/** Node names a position; people count lines. */
function placeIn(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined || message.includes("line")) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
