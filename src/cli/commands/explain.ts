import { text as readText } from "node:stream/consumers";
import { Command, Option } from "commander";
import type { Role } from "../../../spec/role.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { explainedBytes } from "../explain/explained-bytes.ts";
import { explanationText } from "../explain/explanation-text.ts";
import { bytesFromHex } from "../explain/hex-input.ts";

interface ExplainOptions {
  readonly role?: Role;
  readonly deflate?: string | true;
  readonly json?: boolean;
}

/** `hybi explain`: bytes field by field, and the rules that they break. */
export const explainCommand = (): Command =>
  new Command("explain")
    .description("take bytes apart, field by field and bit by bit: frames, or a head of the opening handshake")
    .argument("<hex...>", "the bytes in hex, as 81 85 37fa213d 7f9f4d5158; - is the standard input")
    .addOption(new Option("--role <role>", "who sent them; otherwise the mask bit or the head says so").choices(["client", "server"]))
    .option("--deflate [parameters]", "permessage-deflate is in use, with parameters as in Sec-WebSocket-Extensions")
    .option("--json", "write the parts as JSON")
    .addHelpText("after", "\nExit code: 0 where no rule is broken, 1 where one is.")
    .action(explain);

async function explain(words: readonly string[], { role, deflate, json }: ExplainOptions): Promise<void> {
  const bytes = bytesFromHex(words.join(" ") === "-" ? await readText(process.stdin) : words.join(" "));
  const extensions = deflate === undefined ? "" : ["permessage-deflate", ...(deflate === true ? [] : [deflate])].join("; ");
  const explained = explainedBytes(bytes, role, extensions);
  console.log(json === true ? JSON.stringify({ version: 1, ...explained }, null, 2) : explanationText(bytes, explained));
  process.exitCode = explained.broken.length > 0 ? exitCodes.failed : exitCodes.passed;
}
