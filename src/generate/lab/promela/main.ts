import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type Bounds, boundsInWords, namedBounds } from "../../../../models/two-endpoints/bounds.ts";
import { counterexampleOf } from "../../../../models/two-endpoints/chart.ts";
import { searchTwoEndpoints } from "../../../../models/two-endpoints/search.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import { Unavailable } from "../../command-line/run-program.ts";
import { asked } from "../../command-line/tool-command-line.ts";
import { type Comparison, keepAnswer, keptAnswers } from "./kept-answers.ts";
import { modelCheckingPage, worldsOf } from "./model-checking-page.ts";
import { type QuestionName, questions } from "./questions.ts";
import { askSpin, type SpinAnswer, spinVersion } from "./spin.ts";

// Development: whether our own search and Spin find the same.

type BoundsName = keyof typeof namedBounds;

const usual: readonly BoundsName[] = ["calm", "seeded", "seededOtherwise", "rough", "roughOtherwise"];
const modelFile = "models/two-endpoints/two-endpoints.pml";
const trailFile = "reports/spin-trail.txt";

const { words: wanted, flags } = asked({
  script: "npm run spin",
  does: `Searches two endpoints with our own search and with Spin, and compares what they find; within ${usual.join(", ")} unless bounds are named.`,
  words: { noun: "bounds", does: "searches within these", known: Object.keys(namedBounds) },
  flags: { check: { does: "compares, and writes nothing" }, page: { does: "writes the page from what is kept" } },
});
const boundsAsked = wanted.length === 0 ? usual : (wanted as readonly BoundsName[]);

if (flags.has("page")) await writePage();
else if (flags.has("check")) await compareAll(boundsAsked);
else if (await compareAll(boundsAsked, keepAnswer)) await writePage();

/** Compares within the bounds that are named; says so and returns false where Spin is missing. */
async function compareAll(names: readonly BoundsName[], keep?: typeof keepAnswer): Promise<boolean> {
  try {
    const version = await spinVersion();
    for (const name of names) {
      const comparison = await compare(name, namedBounds[name]);
      await keep?.(version, name, comparison);
    }
    return true;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`skipped: ${error.message}; ${modelFile} was not checked.`);
    return false;
  }
}

async function writePage(): Promise<void> {
  await writeFile("docs/generated/model-checking.md", modelCheckingPage(keptAnswers()));
  console.log("wrote docs/generated/model-checking.md");
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
  const { found, fault } = searchTwoEndpoints(transitionTables, bounds);
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
