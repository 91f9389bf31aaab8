import { spawn } from "node:child_process";
import { once } from "node:events";

/** A program to start: what, with which arguments, where, and what its environment has in addition. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Something this machine lacks, or that does not work here; the rest of the run goes on without it. */
export class Unavailable extends Error {}

const minutes = 60_000;

/** The program with more arguments. */
export const withArgs = (program: Program, ...args: readonly string[]): Program => ({ ...program, args: [...program.args, ...args] });

/** Starts a program with pipes; it gets SIGTERM when its time is over. */
export function start({ command, args, cwd, env }: Program, timeoutMs = 60 * minutes) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  // Node's own timer goes on for a program that does not exist, and nothing ends before it.
  setTimeout(() => child.kill(), timeoutMs).unref();
  return child;
}

/** How a program may run. */
export interface RunLimits {
  readonly timeoutMs?: number;
  /** The exit codes of a run that did what it should. */
  readonly exitCodes?: readonly number[];
}

/** Runs a program to its end and returns what it printed; whatever goes wrong makes it unavailable. */
export async function runToEnd(program: Program, { timeoutMs = 10 * minutes, exitCodes = [0] }: RunLimits = {}): Promise<string> {
  const child = start(program, timeoutMs);
  child.stdin.end();
  const printed: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => printed.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => printed.push(bytes));
  const [code] = (await once(child, "close").catch((error: NodeJS.ErrnoException) => {
    throw new Unavailable(error.code === "ENOENT" ? `${program.command} is not installed` : error.message);
  })) as [number | null];
  const output = Buffer.concat(printed).toString();
  if (code !== null && exitCodes.includes(code)) return output;
  const end = code === null ? "was stopped" : `ended with ${code}`;
  throw new Unavailable(`${program.command} ${program.args.slice(0, 3).join(" ")} ${end}: ${lastLineOf(output)}`);
}

const lastLineOf = (output: string): string => output.trim().split("\n").at(-1) ?? "";
