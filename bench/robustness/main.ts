import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { asked } from "../../src/generate/command-line/tool-command-line.ts";
import type { Attack } from "./attack.ts";
import { closingAttacks } from "./closing-attacks.ts";
import { inflatingAttacks } from "./inflating-attacks.ts";
import { type AttackFigures, keepFigures, keptFigures } from "./kept-figures.ts";
import { openingAttacks } from "./opening-attacks.ts";
import { robustnessPage } from "./robustness-page.ts";
import { type ServerKind, withServer } from "./server-process.ts";
import { tlsAttacks } from "./tls-attacks.ts";

// What hostile peers cost our server and ws.

const attacks: readonly Attack[] = [...tlsAttacks, ...openingAttacks, ...closingAttacks, ...inflatingAttacks];
const page = "docs/generated/robustness.md";
const { words, flags } = asked({
  script: "npm run bench:robustness",
  does: `Attacks our server and ws, and writes ${page}; with all attacks unless some are named.`,
  words: { noun: "attack", does: "only these; the figures of the others stay", known: attacks.map(({ name }) => name) },
  flags: { page: { does: "writes the page from what is kept" } },
});

if (!flags.has("page")) await attackAll(attacks.filter(({ name }) => words.length === 0 || words.includes(name)));
await writeFile(page, robustnessPage(keptFigures()));
console.log(`wrote ${page}`);

async function attackAll(wanted: readonly Attack[]): Promise<void> {
  const found = new Map(keptFigures().attacks.map((figures) => [figures.name, figures]));
  for (const attack of wanted) {
    const figures = await attackBoth(attack);
    found.set(attack.name, figures);
    console.log(attack.name, JSON.stringify(figures.figures));
  }
  await keepFigures({
    node: process.version,
    ws: (JSON.parse(readFileSync("node_modules/ws/package.json", "utf8")) as { version: string }).version,
    machine: `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`,
    attacks: attacks.flatMap(({ name }) => found.get(name) ?? []),
  });
}

async function attackBoth(attack: Attack): Promise<AttackFigures> {
  const { name, attacked, rounds = 1, measures } = attack;
  return { name, attacked, rounds, measures, figures: { hybi: await figuresOf(attack, "hybi"), ws: await figuresOf(attack, "ws") } };
}

/** The least figure of all rounds, to a tenth. */
async function figuresOf({ rounds = 1, setting, play }: Attack, kind: ServerKind): Promise<readonly number[]> {
  const played: (readonly number[])[] = [];
  for (let round = 0; round < rounds; round++) played.push(await withServer(kind, await setting(), play));
  const [first = []] = played;
  return first.map((_, i) => Math.round(10 * Math.min(...played.map((figures) => figures[i] ?? Number.POSITIVE_INFINITY))) / 10);
}
