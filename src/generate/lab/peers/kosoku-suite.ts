import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Program, runToEnd, withArgs } from "../../command-line/run-program.ts";
import { readIndex } from "./index-outcomes.ts";
import { buildFolder, testeesFolder } from "./paths.ts";
import { pinnedVersion } from "./pinned-version.ts";
import { startServer } from "./running-server.ts";
import { agent, type Suite, type SuiteRun } from "./suite.ts";
import { installPython } from "./tool-chains.ts";

const name = "kosoku";
const pins = join(testeesFolder, "suites", name);
const timeoutMs = 3_600_000;
const readyLine = /listening on ws:.*:(\d+)$/;

/** The suite of the Python package `kosoku`, installed with the version we pin. */
export async function installKosoku(): Promise<Suite> {
  const programs = await installPython(pins, resolve(buildFolder, name));
  const program: Program = { command: join(programs, name), args: [] };
  return {
    title: `${name} ${await pinnedVersion({ name, toolChain: "python" }, pins)}`,
    testServer: async (url, run) => {
      await rm(run.folder, { recursive: true, force: true });
      // It ends with 1 when a case has failed.
      await runToEnd(withArgs(program, "-m", "fuzzingclient", ...selection(run), url), { timeoutMs, exitCodes: [0, 1] });
      return readIndex(run.folder);
    },
    testClient: async (runClient, run) => {
      await rm(run.folder, { recursive: true, force: true });
      const server = await startServer(withArgs(program, "-m", "fuzzingserver", ...selection(run), "127.0.0.1:0"), readyLine);
      await runClient(server.url, agent).catch(async (error: unknown) => {
        await server.stop();
        throw error;
      });
      // Asked for reports, it writes them and ends.
      await server.ended;
      return readIndex(run.folder);
    },
  };
}

const selection = ({ cases, folder }: SuiteRun): readonly string[] => [...cases.flatMap(({ id }) => ["-i", id]), "-o", folder];
