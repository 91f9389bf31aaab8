import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allCases } from "./cases/all-cases.ts";
import { runEchoClient } from "./echo-client.ts";
import { startEchoServer } from "./echo-server.ts";
import { runFuzzingClient } from "./fuzzing-client.ts";
import { startFuzzingServer } from "./fuzzing-server.ts";
import { type Outcomes, outcomesOf } from "./outcome.ts";
import { inProfile } from "./profile.ts";

const cases = allCases.map((played) => inProfile(played, "quick"));

const committed = (name: string): Outcomes => JSON.parse(readFileSync(`autobahn-results/${name}.json`, "utf8")) as Outcomes;

describe("our own endpoints", () => {
  it("the server has the outcome of a strict endpoint in every case", async () => {
    const server = await startEchoServer(0);
    const results = await runFuzzingClient({ url: `ws://127.0.0.1:${server.port}`, cases });
    await server.close();
    expect(outcomesOf(results)).toEqual(committed("expected"));
  });

  it("the client has the outcome of a strict endpoint in every case", async () => {
    const server = await startFuzzingServer({ port: 0, cases });
    await runEchoClient({ url: server.url, agent: "hybi", jobs: 8 });
    await server.close();
    expect(outcomesOf(server.results())).toEqual(committed("expected"));
  });
});

describe("the committed results", () => {
  it.each(["hybi-server", "hybi-client"])("%s are those of a strict endpoint", (name) => {
    expect(committed(name)).toEqual(committed("expected"));
  });
});
