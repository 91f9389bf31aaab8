import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type Program, runToEnd } from "../../command-line/run-program.ts";
import { buildFolder, testeesFolder } from "./paths.ts";
import type { Peer, ToolChain } from "./peer.ts";

type Build = (folder: string, target: string) => Promise<Program>;

const builds: Readonly<Record<ToolChain, Build>> = {
  python: buildPython,
  go: buildGo,
  cargo: buildCargo,
  node: async (cwd) => nodeProgram(cwd),
};

/** Builds a peer's testee and returns the program; rejects with the reason when that cannot be done here. */
export async function buildTestee({ name, toolChain }: Pick<Peer, "name" | "toolChain">): Promise<Program> {
  await mkdir(buildFolder, { recursive: true });
  return builds[toolChain](join(testeesFolder, name), resolve(buildFolder, name));
}

/** A virtual environment with the pinned packages of a folder; returns its folder of programs. */
export async function installPython(folder: string, target: string): Promise<string> {
  await runToEnd({ command: "python3", args: ["-m", "venv", target] });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", join(folder, "requirements.txt")];
  await runToEnd({ command: join(target, "bin", "python"), args: pip });
  return join(target, "bin");
}

async function buildPython(folder: string, target: string): Promise<Program> {
  const programs = await installPython(folder, target);
  return { command: join(programs, "python"), args: [join(folder, "testee.py")] };
}

async function buildGo(folder: string, target: string): Promise<Program> {
  const command = join(target, "testee");
  await runToEnd({ command: "go", args: ["build", "-p", "1", "-o", command, "."], cwd: folder });
  return { command, args: [] };
}

async function buildCargo(folder: string, target: string): Promise<Program> {
  const args = ["build", "--release", "--locked", "--jobs", "1", "--target-dir", target];
  await runToEnd({ command: "cargo", args, cwd: folder });
  return { command: join(target, "release", "testee"), args: [] };
}

const nodeProgram = (folder: string): Program => ({ command: process.execPath, args: [join(folder, "testee.mjs")] });
