import type { Case } from "../../../conformance/case/case.ts";
import { inProfile } from "../../../conformance/case/profile.ts";
import { suite } from "../../../conformance/case/suite-name.ts";
import { caseGroups } from "../../../conformance/cases/groups.ts";
import { runFuzzingClient } from "../../../conformance/client/fuzzing-client.ts";
import { writeReports } from "../../../conformance/report/write-reports.ts";
import { startFuzzingServer } from "../../../conformance/server/fuzzing-server.ts";
import type { CaseResult } from "../../../conformance/verdict/case-result.ts";
import { type Outcomes, outcomesOf } from "../../../conformance/verdict/outcome.ts";
import { agent, type Suite, type SuiteRun } from "./suite.ts";

// Few, because peers are not as quick as our own endpoints, and punctuality is judged.
const jobs = 8;

/** Our suite, in this process; it leaves full reports with wire logs in its folder. */
export const ownSuite: Suite = {
  title: suite.name,
  testServer: async (url, run) => reported(await runFuzzingClient({ url, cases: casesOf(run), agent, jobs }), run),
  testClient: async (runClient, run) => {
    const server = await startFuzzingServer({ port: 0, cases: casesOf(run) });
    try {
      await runClient(server.url, agent);
      return await reported(server.results(), run);
    } finally {
      await server.close();
    }
  },
};

const casesOf = ({ cases, profile }: SuiteRun): readonly Case[] => cases.map((played) => inProfile(played, profile));

async function reported(results: readonly CaseResult[], run: SuiteRun): Promise<Outcomes> {
  const { folder: outdir, profile } = run;
  await writeReports({ outdir, results, cases: casesOf(run), groups: caseGroups, suite, profile });
  return outcomesOf(results);
}
