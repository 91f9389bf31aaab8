import { describe, expect, it } from "vitest";
import type { CaseResult } from "./case-result.ts";
import { allCases } from "./cases/all-cases.ts";
import { runFuzzingClient } from "./fuzzing-client.ts";
import { startFuzzingServer } from "./fuzzing-server.ts";
import { runWsEchoClient, startWsEchoServer } from "./testing/ws-peers.ts";

const verdicts = (results: readonly CaseResult[]) =>
  Object.fromEntries(results.map((r) => [r.id, `${r.behavior}, close ${r.behaviorClose}`]));

const informational = new Set(["7.1.6", "7.13.1", "7.13.2"]);
const expected = Object.fromEntries(
  allCases.map(({ id }) => [
    id,
    informational.has(id) ? "INFORMATIONAL, close INFORMATIONAL" : `${id.startsWith("6.4.") ? "NON-STRICT" : "OK"}, close OK`,
  ]),
);

describe("ws, unmodified", () => {
  it("as a server", async () => {
    const server = await startWsEchoServer();
    const results = await runFuzzingClient({ url: server.url, cases: allCases });
    await server.close();
    for (const r of results) if (r.behavior === "FAILED" || r.behaviorClose !== "OK") console.log(r.id, r.behavior, r.result, r.behaviorClose, r.resultClose);
    expect(verdicts(results)).toEqual(expected);
  });
  it("as a client", async () => {
    const server = await startFuzzingServer({ port: 0, cases: allCases });
    expect(await runWsEchoClient(server.url, "ws", 16)).toBe(allCases.length);
    const results = server.results();
    await server.close();
    expect(verdicts(results)).toEqual(expected);
  });
});
