import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CpuProfile, secondsByGroup } from "./cpu-profile.ts";

const sampleMs = 1000;

/** What a process has cost. */
export interface Cost {
  /** Resident memory in MiB, once a second; empty where the system does not tell. */
  readonly residentMiB: readonly number[];
  readonly secondsByGroup: ReadonlyMap<string, number>;
}

/** A process of ours under Node's profiler, with a look at its memory every second. */
export interface ProfiledProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended. */
  readonly cost: Promise<Cost>;
}

export async function startProfiled(...args: readonly string[]): Promise<ProfiledProcess> {
  const folder = await mkdtemp(join(tmpdir(), "hybi-profile-"));
  const options = ["--cpu-prof", "--cpu-prof-interval", "2000", "--cpu-prof-dir", folder];
  const child = spawn(process.execPath, [...options, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  return { child, cost: costOf(child, folder) };
}

async function costOf(child: ChildProcess, folder: string): Promise<Cost> {
  const residentMiB: number[] = [];
  const timer = setInterval(() => residentMiB.push(...residentOf(child.pid)), sampleMs);
  await once(child, "exit");
  clearInterval(timer);
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error(`${child.spawnargs.join(" ")} has left no profile in ${folder}.`);
  return { residentMiB, secondsByGroup: secondsByGroup(JSON.parse(readFileSync(join(folder, file), "utf8")) as CpuProfile) };
}

function residentOf(pid: number | undefined): number[] {
  try {
    const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kibibytes === undefined ? [] : [Number(kibibytes) / 1024];
  } catch {
    return [];
  }
}
