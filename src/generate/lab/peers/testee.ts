import { runEchoClient } from "../../../conformance/testee/echo-client.ts";
import { startEchoServer } from "../../../conformance/testee/echo-server.ts";
import { runToEnd, withArgs } from "../../command-line/run-program.ts";
import type { Peer } from "./peer.ts";
import { type RunningServer, startServer } from "./running-server.ts";
import { buildTestee } from "./tool-chains.ts";

/** An implementation that can be tested in both roles. */
export interface Testee {
  readonly startServer: () => Promise<Pick<RunningServer, "url" | "stop">>;
  /** Goes through all cases of a fuzzing server and asks for the reports. */
  readonly runClient: (url: string, agent: string) => Promise<void>;
}

const timeoutMs = 3_600_000;

/** A peer as a testee, built from its folder. */
export async function testeeOf(peer: Peer): Promise<Testee> {
  const program = await buildTestee(peer);
  return {
    startServer: () => startServer(withArgs(program, "server")),
    runClient: async (url, agent) => void (await runToEnd(withArgs(program, "client", url, agent), { timeoutMs })),
  };
}

/** Our own endpoints as a testee for the other suites. */
export const ourselves: Testee = {
  startServer: async () => {
    const server = await startEchoServer(0);
    return { url: `ws://127.0.0.1:${server.port}`, stop: server.close };
  },
  runClient: async (url, agent) => void (await runEchoClient({ url, agent })),
};
