import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import * as v from "valibot";
import { fileFault } from "../errors/file-fault.ts";
import { inShape, objectShape, optional, text } from "../errors/shape.ts";
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

const texts = v.array(text, "has to be an array of strings");
const patterns = v.array(text, "has to be an array of case patterns");
const portMessage = "has to be a port, from 0 to 65535";
const port = v.pipe(v.number(portMessage), v.integer(portMessage), v.minValue(0, portMessage), v.maxValue(65535, portMessage));
const options = v.nullish(objectShape, {});

const commonKeys = {
  cases: v.nullish(texts, ["*"]),
  "exclude-cases": v.nullish(texts, []),
  "exclude-agent-cases": v.nullish(v.pipe(objectShape, v.record(v.string(), patterns)), {}),
  options,
};

const serverKeys = {
  ...commonKeys,
  outdir: v.nullish(text, defaults.fuzzingserver.outdir),
  url: v.nullish(text, defaultUrl),
  protocols: optional(texts),
  key: optional(text),
  cert: optional(text),
  webport: optional(port),
};

const testedServerKeys = {
  url: v.pipe(
    optional(text),
    v.string("is missing; it is the address of the server, as in ws://127.0.0.1:9001"),
    v.check(
      (url) => addressFault(url) === undefined,
      ({ input }) => `is no address of a server: ${addressFault(input)}`,
    ),
  ),
  agent: optional(text),
  hostname: optional(text),
  origin: optional(text),
  protocols: optional(texts),
  options,
};

const clientKeys = {
  ...commonKeys,
  outdir: v.nullish(text, defaults.fuzzingclient.outdir),
  servers: v.nullish(v.array(v.pipe(objectShape, v.object(testedServerKeys)), "has to be an array of objects"), []),
};

/** Understands a spec for the fuzzing server; what is wrong with it is a `UsageError` that names the key. */
export function fuzzingServerSpec(json: string, path: string): ReadSpec<FuzzingServerSpec> {
  const value = jsonIn(json, path);
  const spec = checked(serverKeys, value, path);
  const { url, protocols, key, cert, webport } = spec;
  return { spec: { ...commonPart(spec), url, protocols, key, cert, webport }, warnings: unknownKeys(value, serverKeys, path) };
}

/** Understands a spec for the fuzzing client; what is wrong with it is a `UsageError` that names the key. */
export function fuzzingClientSpec(json: string, path: string): ReadSpec<FuzzingClientSpec> {
  const value = jsonIn(json, path);
  const spec = checked(clientKeys, value, path);
  const servers = (value as { readonly servers?: readonly object[] | null }).servers ?? [];
  const inServers = servers.flatMap((server, i) => unknownKeys(server, testedServerKeys, `${path}: "servers", number ${i + 1}`));
  return { spec: { ...commonPart(spec), servers: spec.servers }, warnings: [...unknownKeys(value, clientKeys, path), ...inServers] };
}

function checked<K extends v.ObjectEntries>(keys: K, value: unknown, path: string) {
  const spec = inShape(v.pipe(objectShape, v.object(keys)), value, path);
  if (spec instanceof Error) throw new UsageError(spec.message);
  return spec;
}

type CommonKeys = v.InferOutput<v.ObjectSchema<typeof commonKeys, undefined>> & { readonly outdir: string };

const commonPart = ({ outdir, cases, options, ...spec }: CommonKeys): CommonSpec => ({
  outdir,
  cases,
  excludeCases: spec["exclude-cases"],
  excludeAgentCases: spec["exclude-agent-cases"],
  options,
});

const unknownKeys = (value: unknown, known: object, where: string): readonly string[] =>
  Object.keys(value as object)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `${where}: "${key}" is not a key of this kind of spec, and is ignored`);

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    const { message } = error as SyntaxError;
    throw new UsageError(`${path} is not JSON: ${message}${placeIn(text, message)}`);
  }
}

/** Node names a position; people count lines. */
function placeIn(text: string, message: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined || message.includes("line")) return "";
  const before = text.slice(0, Number(position)).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
