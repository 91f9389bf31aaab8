import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inProfile } from "../case/profile.ts";
import { allCases } from "../cases/all-cases.ts";
import { startFuzzingServer } from "../server/fuzzing-server.ts";
import { runEchoClient } from "../testee/echo-client.ts";
import { startEchoServer } from "../testee/echo-server.ts";
import { unhurried } from "../testing/unhurried.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { type Outcomes, outcomesOf } from "../verdict/outcome.ts";
import { runFuzzingClient } from "./fuzzing-client.ts";

const batches = unhurried(allCases.map((played) => inProfile(played, "quick")));

/** It takes seconds; a busy machine may need longer. */
const patienceMs = 120_000;

const committed = (name: string): Outcomes => JSON.parse(readFileSync(`autobahn-results/${name}.json`, "utf8")) as Outcomes;

async function testServer(): Promise<readonly CaseResult[]> {
  const server = await startEchoServer(0);
  const results: CaseResult[] = [];
  for (const batch of batches) results.push(...(await runFuzzingClient({ url: `ws://127.0.0.1:${server.port}`, ...batch })));
  await server.close();
  return results;
}

async function testClient(batch: (typeof batches)[number]): Promise<readonly CaseResult[]> {
  const server = await startFuzzingServer({ port: 0, ...batch });
  await runEchoClient({ url: server.url, agent: "hybi", jobs: 8 });
  await server.close();
  return server.results();
}

describe("our own endpoints", () => {
  it("the server has the outcome of a strict endpoint in every case", { timeout: patienceMs }, async () => {
    expect(outcomesOf(await testServer())).toEqual(committed("expected"));
  });

  it("the client has the outcome of a strict endpoint in every case", { timeout: patienceMs }, async () => {
    const results: CaseResult[] = [];
    for (const batch of batches) results.push(...(await testClient(batch)));
    expect(outcomesOf(results)).toEqual(committed("expected"));
  });
});

describe("the committed results", () => {
  it.each(["hybi-server", "hybi-client"])("%s are those of a strict endpoint", (name) => {
    expect(committed(name)).toEqual(committed("expected"));
  });
});
