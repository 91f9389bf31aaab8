import { join, resolve } from "node:path";
import type { Role } from "../../../../spec/role.ts";
import type { Case } from "../../../conformance/case/case.ts";
import type { Profile } from "../../../conformance/case/profile.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import { ownSuite } from "./own-suite.ts";
import { buildFolder } from "./paths.ts";
import { keepResults } from "./results-file.ts";
import type { Suite } from "./suite.ts";
import type { Testee } from "./testee.ts";

/** A suite, and whom it is to judge in which role. */
export interface Match {
  readonly peer: string;
  readonly version: string;
  readonly testee: Testee;
  readonly suite: Suite;
  readonly role: Role;
  readonly cases: readonly Case[];
  readonly profile: Profile;
}

/** Plays a match, keeps its results and says where. */
export async function playMatch(match: Match): Promise<void> {
  const { peer, version, suite, role } = match;
  const startedAt = performance.now();
  const outcomes = await outcomesOf(match);
  const profile = match.suite === ownSuite ? match.profile : "full";
  const path = await keepResults({ peer, version, role, suite: suite.title, profile, outcomes });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${path}: ${Object.keys(outcomes).length} cases in ${seconds} s`);
}

async function outcomesOf({ peer, role, suite, testee, cases, profile }: Match): Promise<Outcomes> {
  const run = { cases, profile, folder: resolve(join(buildFolder, "reports", suite.title.replaceAll(" ", "-"), `${peer}-${role}`)) };
  if (role === "client") return suite.testClient(testee.runClient, run);
  const server = await testee.startServer();
  return suite.testServer(server.url, run).finally(server.stop);
}
