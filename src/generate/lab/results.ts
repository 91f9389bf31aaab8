import { writeFile } from "node:fs/promises";
import { inProfile } from "../../conformance/case/profile.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { runFuzzingClient } from "../../conformance/client/fuzzing-client.ts";
import { startFuzzingServer } from "../../conformance/server/fuzzing-server.ts";
import { runEchoClient } from "../../conformance/testee/echo-client.ts";
import { startEchoServer } from "../../conformance/testee/echo-server.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { outcomesOf } from "../../conformance/verdict/outcome.ts";
import { asked } from "../command-line/tool-command-line.ts";
import { outcomesText } from "../evidence/outcomes-text.ts";

// Development: runs the whole suite against our own endpoints and writes what lasts of the results.

asked({ script: "npm run results", does: "Runs the whole suite against our own server and client, and writes autobahn-results/." });

const agent = "hybi";
const cases = allCases.map((played) => inProfile(played, "quick"));
await write("autobahn-results/hybi-server.json", await testServer());
await write("autobahn-results/hybi-client.json", await testClient());

async function testServer(): Promise<readonly CaseResult[]> {
  const server = await startEchoServer(0);
  const results = await runFuzzingClient({ url: `ws://127.0.0.1:${server.port}`, cases, agent });
  await server.close();
  return results;
}

async function testClient(): Promise<readonly CaseResult[]> {
  const server = await startFuzzingServer({ port: 0, cases });
  await runEchoClient({ url: server.url, agent, jobs: 8 });
  await server.close();
  return server.results();
}

async function write(path: string, results: readonly CaseResult[]): Promise<void> {
  await writeFile(path, outcomesText(outcomesOf(results)));
  console.log(`${path}: ${results.length} cases`);
}
