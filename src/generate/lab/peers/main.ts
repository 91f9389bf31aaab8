import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import { caseGroups } from "../../../conformance/cases/groups.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import { Unavailable } from "../../command-line/run-program.ts";
import { asked } from "../../command-line/tool-command-line.ts";
import { ownName, peersTool, planFrom, type SuiteName } from "./arguments.ts";
import { installKosoku } from "./kosoku-suite.ts";
import { playMatch } from "./match.ts";
import { installOriginal } from "./original-suite.ts";
import { ownSuite } from "./own-suite.ts";
import { peersPage } from "./page.ts";
import { pagePath } from "./paths.ts";
import { peers } from "./peer.ts";
import { pinnedVersion } from "./pinned-version.ts";
import { readReasons } from "./reasons.ts";
import { allResults } from "./results-file.ts";
import type { Suite } from "./suite.ts";
import { ourselves, testeeOf } from "./testee.ts";

// Development: plays the suite against foreign implementations, and other suites against them and us; keeps what lasts of it.

const installs: Readonly<Record<SuiteName, () => Promise<Suite>>> = {
  hybi: async () => ownSuite,
  autobahntestsuite: installOriginal,
  kosoku: installKosoku,
};

const plan = asked(peersTool, planFrom);
const suites = await installSuites();
for (const name of plan.peers) await orSkip(name, () => testPeer(name));
await writePage();

async function installSuites(): Promise<readonly Suite[]> {
  const installed: Suite[] = [];
  for (const name of plan.suites) await orSkip(name, async () => void installed.push(await installs[name]()));
  return installed;
}

async function testPeer(name: string): Promise<void> {
  const known = peers.find((each) => each.name === name);
  const version = known === undefined ? "" : await pinnedVersion(known);
  const testee = known === undefined ? ourselves : await testeeOf(known);
  // What our suite says of ourselves is kept by npm run results.
  for (const suite of suites.filter((each) => name !== ownName || each !== ownSuite)) {
    for (const role of plan.roles) {
      const match = { peer: name, version, testee, suite, role, cases: plan.cases, profile: plan.profile };
      await orSkip(`${name} as a ${role} under ${suite.title}`, () => playMatch(match));
    }
  }
}

async function writePage(): Promise<void> {
  const expected = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;
  const page = peersPage({ results: allResults(), expected, cases: allCases, groups: caseGroups, reasons: readReasons() });
  await writeFile(pagePath, page);
  console.log(`wrote ${pagePath}`);
}

/** What is not available here is said in a line; what is broken ends the run. */
async function orSkip(name: string, act: () => Promise<void>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    console.log(`${name} skipped: ${error.message}`);
  });
}
