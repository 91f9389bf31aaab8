import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import type { Attack } from "./attack.ts";
import { closingAttacks } from "./closing-attacks.ts";
import { inflatingAttacks } from "./inflating-attacks.ts";
import { type AttackFigures, keepFigures, keptFigures } from "./kept-figures.ts";
import { openingAttacks } from "./opening-attacks.ts";
import { robustnessPage } from "./robustness-page.ts";
import { type ServerKind, withServer } from "./server-process.ts";
import { tlsAttacks } from "./tls-attacks.ts";

// Attacks our server and ws and writes docs/generated/robustness.md:
//   npm run bench:robustness             all attacks
//   npm run bench:robustness -- C3 C5    these; the figures of the others stay
//   npm run bench:robustness -- --page   writes the page from what is kept

const attacks: readonly Attack[] = [...tlsAttacks, ...openingAttacks, ...closingAttacks, ...inflatingAttacks];
const page = "docs/generated/robustness.md";
const asked = process.argv.slice(2);

if (!asked.includes("--page")) await attackAll(attacksAsked());
await writeFile(page, robustnessPage(keptFigures()));
console.log(`wrote ${page}`);

function attacksAsked(): readonly Attack[] {
  const unknown = asked.filter((name) => !attacks.some((attack) => attack.name === name));
  if (unknown.length === 0) return attacks.filter(({ name }) => asked.length === 0 || asked.includes(name));
  console.error(`No attack is named ${unknown.join(", ")}; there are ${attacks.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

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
