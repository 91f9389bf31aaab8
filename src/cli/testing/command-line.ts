import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../commands/run.ts";
import { runWstest } from "../wstest/run.ts";
import { CapturedOutput } from "./captured-output.ts";

type IndexJson = Readonly<Record<string, Readonly<Record<string, { readonly behavior: string; readonly reportfile: string }>>>>;

/** The command line in this process: what it says is kept, its reports go to a folder of their own. */
export class CommandLine {
  readonly output = new CapturedOutput();
  readonly folder = mkdtempSync(join(tmpdir(), "hybi-cli-"));

  /** Runs a command line and returns the exit code the process would have. */
  async run(...words: readonly string[]): Promise<number> {
    process.exitCode = undefined;
    await run(words);
    return Number(process.exitCode ?? 0);
  }

  /** Runs a command line of `wstest` and returns the exit code the process would have. */
  async wstest(...words: readonly string[]): Promise<number> {
    process.exitCode = undefined;
    await runWstest(words);
    return Number(process.exitCode ?? 0);
  }

  /** Writes a file into the folder and returns its path. */
  write(name: string, content: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  /** The overview of the reports in a folder, by agent and case. */
  index(...path: readonly string[]): IndexJson {
    return JSON.parse(this.file(...path, "index.json")) as IndexJson;
  }

  file(...path: readonly string[]): string {
    return readFileSync(join(this.folder, ...path), "utf8");
  }

  /** Gives the terminal back and forgets the reports; the tests' own exit code is not touched. */
  dispose(): void {
    process.exitCode = undefined;
    this.output.restore();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
