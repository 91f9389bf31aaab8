import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Exploration } from "../../../models/explore.ts";
import { TwoEndpoints } from "../../../models/two-endpoints.ts";
import { type Bounds, boundsInWords, namedBounds } from "../../../models/two-endpoints-bounds.ts";
import { counterexampleOf } from "../../../models/two-endpoints-chart.ts";
import { bothClosed } from "../../../models/two-endpoints-world-laws.ts";
import { transitionTables } from "../../core/lifecycle/transition-table.generated.ts";
import { Unavailable } from "../run-program.ts";
import { type Comparison, keepAnswer, keptAnswers } from "./kept-answers.ts";
import { modelCheckingPage, worldsOf } from "./model-checking-page.ts";
import { type QuestionName, questions } from "./questions.ts";
import { askSpin, type SpinAnswer, spinVersion } from "./spin.ts";

// Development: searches two endpoints with our own search and with Spin, and compares what they find.
//   npm run spin -- calm rough
//   npm run spin -- --check calm   compares, and writes nothing
//   npm run spin -- --page         writes the page from what is kept

type BoundsName = keyof typeof namedBounds;

const usual: readonly BoundsName[] = ["calm", "seeded", "seededOtherwise", "rough", "roughOtherwise"];
const modelFile = "models/two-endpoints.pml";
const trailFile = "reports/spin-trail.txt";

const options = ["--check", "--page"];
const [check, pageOnly] = options.map((option) => process.argv.includes(option));

try {
  const names = process.argv.slice(2).filter((argument) => !options.includes(argument));
  const wanted = pageOnly ? [] : boundsAsked(names);
  const version = pageOnly ? "" : await spinVersion();
  for (const name of wanted) {
    const comparison = await compare(name, namedBounds[name]);
    if (!check) await keepAnswer(version, name, comparison);
  }
  if (!check) await writePage();
} catch (error) {
  if (!(error instanceof Unavailable)) throw error;
  console.log(`skipped: ${error.message}; ${modelFile} was not checked.`);
}

async function writePage(): Promise<void> {
  await writeFile("docs/generated/model-checking.md", modelCheckingPage(keptAnswers()));
  console.log("wrote docs/generated/model-checking.md");
}

function boundsAsked(names: readonly string[]): readonly BoundsName[] {
  const unknown = names.filter((name) => !(name in namedBounds));
  if (unknown.length === 0) return names.length === 0 ? usual : (names as readonly BoundsName[]);
  console.error(`No bounds are named ${unknown.join(", ")}; there are ${Object.keys(namedBounds).join(", ")}.`);
  process.exit(2);
}

/** Asks both tools; ends the run when either finds something, or when they disagree. */
async function compare(name: string, bounds: Bounds): Promise<Comparison> {
  const search = searchBy(bounds);
  console.log(`${name}: our search finds ${search.worlds} worlds, ${search.transitions} transitions, nothing broken`);
  const model = await readFile(modelFile, "utf8");
  const spin = {} as Record<QuestionName, SpinAnswer>;
  for (const question of Object.keys(questions) as QuestionName[]) {
    spin[question] = await askSpin(model, bounds, questions[question]);
    const { states, transitions, errors, failure, trail } = spin[question];
    console.log(`${name}: Spin, ${question}: ${states} states, ${transitions} transitions, ${errors} errors`);
    if (trail !== undefined) await giveUp(`Spin found ${failure}; the steps to it are in ${trailFile}.`, trail);
  }
  if (worldsOf(spin) !== search.worlds) await giveUp(`${name}: our search finds ${search.worlds} worlds, Spin ${worldsOf(spin)}.`);
  return { bounds: boundsInWords(bounds), search, spin };
}

function searchBy(bounds: Bounds): Comparison["search"] {
  const startedMs = performance.now();
  const found = new Exploration(new TwoEndpoints(transitionTables, bounds), { faultsMax: 1 });
  const [fault] = [...found.faults, ...found.deadEnds(bothClosed).map((path) => ({ fault: "closed cannot be reached", path }))];
  if (fault !== undefined) {
    console.error(counterexampleOf(fault));
    process.exit(1);
  }
  return { worlds: found.worlds, transitions: found.moves, depth: found.depth, seconds: (performance.now() - startedMs) / 1000 };
}

async function giveUp(message: string, trail?: string): Promise<never> {
  if (trail !== undefined) {
    await mkdir("reports", { recursive: true });
    await writeFile(trailFile, trail);
  }
  console.error(message);
  process.exit(1);
}
