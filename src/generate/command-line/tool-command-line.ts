import { parseArgs } from "node:util";

/** Something a command line may hold: what is done with it and, if only some names will do, which. */
export interface Taken {
  readonly does: string;
  readonly known?: readonly string[];
}

/** A tool of the development, as its command line shows it. */
export interface Tool {
  /** How it is started: `npm run faults`. */
  readonly script: string;
  readonly does: string;
  /** Words without an option; none unless it is said what they are. */
  readonly words?: Taken & { readonly noun: string };
  /** Options that stand alone. */
  readonly flags?: Readonly<Record<string, Taken>>;
  /** Options with names after them, comma-separated. */
  readonly lists?: Readonly<Record<string, Taken & { readonly noun: string }>>;
}

/** What was asked of a tool. */
export interface Asked {
  readonly words: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** A command line that a tool does not understand. */
export class ToolMistake extends Error {}

/** What the command line of this process asks of a tool, understood. Help ends the process; so does a mistake, with a line and 2. */
export function asked(tool: Tool): Asked;
export function asked<T>(tool: Tool, understand: (asked: Asked) => T): T;
export function asked<T>(tool: Tool, understand?: (asked: Asked) => T): Asked | T {
  try {
    const words = readToolWords(tool, process.argv.slice(2));
    return understand === undefined ? words : understand(words);
  } catch (error) {
    if (error instanceof HelpWanted) console.log(helpOf(tool));
    else if (error instanceof ToolMistake) console.error(`error: ${error.message}; ${tool.script} -- --help says what there is`);
    else throw error;
    process.exit(error instanceof HelpWanted ? 0 : 2);
  }
}

class HelpWanted extends Error {}

/** Understands the words of a command line, or throws a `ToolMistake`. */
export function readToolWords({ words, flags = {}, lists = {} }: Tool, args: readonly string[]): Asked {
  const flag = { type: "boolean" } as const;
  const list = { type: "string" } as const;
  const options = { help: { ...flag, short: "h" }, ...mapped(flags, () => flag), ...mapped(lists, () => list) };
  const { values, positionals } = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options }));
  if ("help" in values) throw new HelpWanted();
  if (words === undefined && positionals.length > 0) throw new ToolMistake(`${positionals[0]} is not understood`);
  if (words !== undefined) prove(positionals, words);
  const asked = Object.entries(values as Readonly<Record<string, unknown>>);
  const listed = asked.filter(([name]) => name in lists).map(([name, text]) => [name, String(text).split(",")] as const);
  for (const [name, names] of listed) prove(names, lists[name] as Taken & { noun: string });
  return {
    words: positionals,
    flags: new Set(asked.filter(([name]) => name in flags).map(([name]) => name)),
    lists: Object.fromEntries(listed),
  };
}

/** The first sentence of what Node says; the rest is advice about an option that nobody wanted. */
function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS")) throw error;
    throw new ToolMistake(((error as Error).message.split(". ")[0] as string).replace(/\.$/, ""));
  }
}

function prove(names: readonly string[], { noun, known }: Taken & { readonly noun: string }): void {
  const stranger = names.find((name) => known !== undefined && !known.includes(name));
  if (stranger !== undefined) throw new ToolMistake(`there is no ${noun} ${stranger}; there are ${known?.join(", ")}`);
}

/** What a tool does and takes. */
export function helpOf({ script, does, words, flags = {}, lists = {} }: Tool): string {
  const row = (name: string, { does: what, known }: Taken) =>
    `  ${name.padEnd(18)} ${what}${known === undefined ? "" : ` (${known.join(", ")})`}`;
  const rows = [
    ...(words === undefined ? [] : [row(`[${words.noun}…]`, words)]),
    ...Object.entries(flags).map(([name, taken]) => row(`--${name}`, taken)),
    ...Object.entries(lists).map(([name, taken]) => row(`--${name} a,b`, taken)),
    row("--help", { does: "says this" }),
  ];
  return `${script} -- …\n${does}\n\n${rows.join("\n")}`;
}

const mapped = <T>(entries: object, value: () => T): Record<string, T> =>
  Object.fromEntries(Object.keys(entries).map((name) => [name, value()]));
