import { mkdir, writeFile } from "node:fs/promises";
import { asked } from "../../command-line/tool-command-line.ts";
import { keepMutants, keptMutants } from "./kept-mutants.ts";
import { mutantKey, updatedMutants } from "./mutant.ts";
import { mutationPage } from "./mutation-page.ts";
import { mutantsHeldAgainst } from "./passes.ts";
import { readSurvivalReasons } from "./survival-reasons.ts";

// Development: whether a test notices a change of the core.

const everything = ["src/core/**/*.ts"];
const notMutated = ["!**/*.test.ts", "!src/core/testing/**", "!**/*.generated.ts"];

const { words: wanted, flags } = asked({
  script: "npm run mutation",
  does: "Changes the core in one place at a time and looks whether a test notices. By file, for it takes long.",
  words: { noun: "place", does: "changes only these files, patterns, or parts of files: src/core/frame/*.ts" },
  flags: { page: { does: "writes the page alone" } },
});
if (!flags.has("page")) await run(wanted.length === 0 ? everything : wanted);
await writePage();

/** The quick tests first; the properties are then asked about what has survived those. */
async function run(places: readonly string[]): Promise<void> {
  const first = await mutantsHeldAgainst("unit", [...places, ...notMutated]);
  await keepMutants(first);
  const survivors = first.filter(({ status }) => status === "survived");
  if (survivors.length === 0) return;
  const second = await mutantsHeldAgainst(
    "properties",
    survivors.map(({ place }) => place),
  );
  // A place takes in the mutants inside it, which the quick tests may have found already.
  const asked = new Set(survivors.map(mutantKey));
  await keepMutants(
    updatedMutants(
      first,
      second.filter((mutant) => asked.has(mutantKey(mutant))),
    ),
  );
}

async function writePage(): Promise<void> {
  await mkdir("docs/generated", { recursive: true });
  await writeFile("docs/generated/mutation.md", mutationPage(keptMutants(), readSurvivalReasons()));
  console.log("wrote docs/generated/mutation.md");
}
