import { afterEach, describe, expect, it } from "vitest";
import { selectCases } from "../case/case-patterns.ts";
import { allCases } from "../cases/all-cases.ts";
import { startFuzzingServer } from "../server/fuzzing-server.ts";
import { startAnsweringServer, startClosingServer } from "../testing/hostile-servers.ts";
import { runEchoClient } from "./echo-client.ts";
import { startEchoServer } from "./echo-server.ts";

const { selected: cases } = selectCases(allCases, ["1.1.1", "1.1.2", "2.2"], []);

const servers: { readonly close: () => Promise<void> }[] = [];
const closedLater = async <T extends { readonly close: () => Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const server = await starting;
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe("the echo client", () => {
  it("goes through every case once and asks for the reports at the end", async () => {
    const updates: string[] = [];
    const server = await closedLater(
      startFuzzingServer({
        port: 0,
        cases,
        onUpdateReports: async (agent, results) => {
          updates.push(`${agent}: ${results.map(({ id, behavior }) => `${id} ${behavior}`).join(", ")}`);
        },
      }),
    );
    const progress: string[] = [];
    const onCase = (number: number, count: number) => progress.push(`${number} of ${count}`);
    expect(await runEchoClient({ url: `${server.url}/`, agent: "bun/1.0.0 & a friend", onCase })).toBe(3);
    expect(updates).toEqual(["bun/1.0.0 & a friend: 1.1.1 OK, 1.1.2 OK, 2.2 OK"]);
    expect(progress).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
  });

  it("may run several cases at once", async () => {
    const server = await closedLater(startFuzzingServer({ port: 0, cases }));
    expect(await runEchoClient({ url: server.url, agent: "A", jobs: 8 })).toBe(3);
    expect(server.results()).toHaveLength(3);
  });

  it("has nothing to do where no case is selected", async () => {
    const server = await closedLater(startFuzzingServer({ port: 0, cases: [] }));
    expect(await runEchoClient({ url: server.url, agent: "A" })).toBe(0);
  });

  const noFuzzer = /\/getCaseCount did not answer with a number; is this a fuzzing server\?$/;

  it("notices a server that only echoes", async () => {
    const { port } = await closedLater(startEchoServer(0));
    await expect(runEchoClient({ url: `ws://127.0.0.1:${port}`, agent: "A", answerTimeoutMs: 20 })).rejects.toThrow(noFuzzer);
  });

  it("notices a server that has no WebSocket", async () => {
    const { url } = await closedLater(startAnsweringServer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
    await expect(runEchoClient({ url, agent: "A" })).rejects.toThrow(noFuzzer);
  });

  it("notices a server that ends every connection", async () => {
    const { url } = await closedLater(startClosingServer());
    await expect(runEchoClient({ url, agent: "A" })).rejects.toThrow(noFuzzer);
  });

  it("notices that nobody is there", async () => {
    const server = await startFuzzingServer({ port: 0, cases });
    await server.close();
    await expect(runEchoClient({ url: server.url, agent: "A" })).rejects.toThrow(/cannot connect .*ECONNREFUSED/);
  });
});
