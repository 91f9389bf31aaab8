import { createInterface } from "node:readline";
import { Command } from "commander";
import { UsageError } from "../errors/usage-error.ts";
import { StdioSession } from "../stdio/stdio-session.ts";

/** `hybi oracle --stdio`: the oracle for programs in any language. */
export const oracleCommand = (): Command =>
  new Command("oracle")
    .description("answer programs of other languages, in lines of JSON on standard input and output")
    .option("--stdio", "read questions from the standard input, and write an answer for each to the standard output")
    .action(serveStdio);

async function serveStdio({ stdio }: { readonly stdio?: boolean }): Promise<void> {
  if (stdio !== true) throw new UsageError("say how to talk to the oracle: hybi oracle --stdio");
  const session = new StdioSession();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") process.stdout.write(`${session.answer(line)}\n`);
  }
}
