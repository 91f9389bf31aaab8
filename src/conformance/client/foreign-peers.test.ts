import { describe, expect, it } from "vitest";
import { startFuzzingServer } from "../server/fuzzing-server.ts";
import { protocolCases as cases } from "../testing/protocol-cases.ts";
import { unhurried } from "../testing/unhurried.ts";
import { runWsEchoClient, startWsEchoServer } from "../testing/ws-peers.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { runFuzzingClient } from "./fuzzing-client.ts";

const informational = new Set(["7.1.6", "7.13.1", "7.13.2"]);

/** What Autobahn finds of `ws`: it checks a text when the message is complete, which 6.4.x tolerates. */
function knownVerdict(id: string): string {
  if (informational.has(id)) return "INFORMATIONAL, close INFORMATIONAL";
  return id.startsWith("6.4.") ? "NON-STRICT, close OK" : "OK, close OK";
}

const known = Object.fromEntries(cases.map(({ id }) => [id, knownVerdict(id)]));
const verdictsOf = (results: readonly CaseResult[]) =>
  Object.fromEntries(results.map(({ id, behavior, behaviorClose }) => [id, `${behavior}, close ${behaviorClose}`]));

const batches = unhurried(cases);

async function testWsServer(): Promise<CaseResult[]> {
  const server = await startWsEchoServer();
  const results = await Promise.all(batches.map((batch) => runFuzzingClient({ url: server.url, ...batch })));
  await server.close();
  return results.flat();
}

async function testWsClient(batch: (typeof batches)[number]): Promise<readonly CaseResult[]> {
  const server = await startFuzzingServer({ port: 0, ...batch });
  expect(await runWsEchoClient(server.url, "ws", 16)).toBe(batch.cases.length);
  await server.close();
  return server.results();
}

describe("ws, as it is, gets the verdicts that Autobahn gives it", () => {
  it("as a server", async () => {
    expect(verdictsOf(await testWsServer())).toEqual(known);
  });

  it("as a client", async () => {
    expect(verdictsOf((await Promise.all(batches.map(testWsClient))).flat())).toEqual(known);
  });
});
