import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { answer } from "../../../node/plain-transport.ts";
import { type Program, runToEnd, Unavailable, withArgs } from "../../command-line/run-program.ts";
import { readIndex } from "./index-outcomes.ts";
import { buildFolder, testeesFolder } from "./paths.ts";
import { pinnedVersion } from "./pinned-version.ts";
import { startServer } from "./running-server.ts";
import { agent, type Suite, type SuiteRun } from "./suite.ts";

const name = "autobahntestsuite";
const pins = join(testeesFolder, "suites", name);
const readyLine = /FuzzingServerFactory starting on (\d+)$/;
const timeoutMs = 3_600_000;

/** The original suite. It needs a Python 2.7 with pip, named by PYTHON27 unless it is called python2.7. */
export async function installOriginal(): Promise<Suite> {
  const program = await install();
  return {
    title: `${name} ${await pinnedVersion({ name, toolChain: "python" }, pins)}`,
    testServer: async (url, run) => {
      const spec = await writeSpec(run, { servers: [{ url, agent }] });
      await runToEnd(withArgs(program, "-m", "fuzzingclient", "-s", spec), { timeoutMs });
      return readIndex(run.folder);
    },
    testClient: async (runClient, run) => {
      const spec = await writeSpec(run, { url: `ws://127.0.0.1:${await freePort()}` });
      const server = await startServer(withArgs(program, "-m", "fuzzingserver", "-u", "0", "-s", spec), readyLine);
      await runClient(server.url, agent).finally(server.stop);
      return readIndex(run.folder);
    },
  };
}

async function install(): Promise<Program> {
  const command = process.env["PYTHON27"] ?? "python2.7";
  await runToEnd({ command, args: ["--version"] }).catch(() => {
    throw new Unavailable("Python 2.7 is not installed; PYTHON27 can name one");
  });
  const env = { PYTHONUSERBASE: resolve(buildFolder, name), PYTHONUNBUFFERED: "1" };
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--user", "-r", join(pins, "requirements.txt")];
  await runToEnd({ command, args: pip, env });
  return { command, args: [join(pins, "run.py")], env };
}

/** The suite is configured by a file; its folder begins empty, so that old reports are not taken for new ones. */
async function writeSpec({ cases, folder }: SuiteRun, mode: object): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const path = join(folder, "spec.json");
  const selection = { cases: cases.map(({ id }) => id), "exclude-cases": [], "exclude-agent-cases": {} };
  await writeFile(path, JSON.stringify({ ...mode, outdir: folder, ...selection }));
  return path;
}

/** It refuses port 0: it compares the port of the Host field with the one of its configuration. */
async function freePort(): Promise<number> {
  const listener = await answer({ host: "127.0.0.1", port: 0 }, (transport) => transport.destroy());
  await listener.close();
  return listener.port;
}
