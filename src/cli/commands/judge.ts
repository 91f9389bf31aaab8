import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Role } from "../../../spec/role.ts";
import { counted } from "../../conformance/case/counted.ts";
import { nodePorts } from "../../node/ports.ts";
import { nodeTlsCrypto } from "../../node/tls-crypto.ts";
import { unpacked } from "../../node/unpacked.ts";
import { twoStreams } from "../../oracle/recording/dumps/two-streams.ts";
import { TlsKeys } from "../../oracle/recording/tls/tls-keys.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { fileFault, proveFileWritable } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { concerned, type JudgedLevel, judgedLevels } from "../judge/concerns.ts";
import { judgeHtml } from "../judge/documents/judge-html.tsx";
import { judgeJson } from "../judge/documents/judge-json.ts";
import { judgeJunit } from "../judge/documents/judge-junit.ts";
import { judgeSarif } from "../judge/documents/judge-sarif.ts";
import { RecordingsUnderJudgement } from "../judge/judge-recording.ts";
import type { JudgedConnection } from "../judge/judged-connection.ts";
import { readingProgress } from "../judge/reading-progress.ts";
import { shortText, verdictText } from "../judge/verdict-text.ts";
import { warn } from "../terminal/warn.ts";

interface JudgeOptions {
  readonly json?: boolean;
  readonly html?: string;
  readonly sarif?: string;
  readonly junit?: string;
  readonly level: JudgedLevel;
  readonly only?: Role;
  readonly connection?: number;
  readonly grace: number;
  readonly keys?: string;
  readonly clientBytes?: string;
  readonly serverBytes?: string;
}

const standardInput = "-";
const columnsDefault = 80;
/** As much of a payload is kept for the chart, in bytes. */
const shownBytesMax = 64;

/** `hybi judge`: who broke which requirement in a recording. */
export const judgeCommand = (): Command =>
  new Command("judge")
    .description("judge recordings of WebSocket connections: who broke which requirement, where, and why")
    .argument("[file...]", "transcripts, pcap, pcapng, NetLog, HAR, … (also packed with gzip); - is the standard input")
    .option("--json", "write the verdicts as JSON to the standard output")
    .option("--html <file>", "write them as one page to share")
    .option("--sarif <file>", "write them for code scanning")
    .option("--junit <file>", "write them for CI")
    .option("--client-bytes <file>", "the raw bytes that the client sent, with --server-bytes, in place of a recording")
    .option("--server-bytes <file>", "the raw bytes that the server sent")
    .option("--keys <file>", "the key log of TLS connections in captures, as SSLKEYLOGFILE has it")
    .addOption(
      new Option("--level <level>", "what counts: broken MUSTs, SHOULDs as well, or bounds of ours as well")
        .choices(judgedLevels)
        .default("must"),
    )
    .addOption(new Option("--only <side>", "what one side broke").choices(["client", "server"]))
    .option("--connection <number>", "one connection of the recordings", positive)
    .addOption(new Option("--grace <ms>", "how long a reaction may take before time decides").argParser(positive).default(2500))
    .addHelpText("after", "\nExit code: 0 where nobody broke a requirement, 1 where somebody did, 2 where nothing could be judged.")
    .action(judge);

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("it is a whole number from 1 on.");
  return value;
}

async function judge(files: readonly string[], options: JudgeOptions): Promise<void> {
  for (const path of [options.html, options.sarif, options.junit]) if (path !== undefined) await proveFileWritable(path, "verdicts");
  const keys = await keysIn(options.keys);
  const limits = { graceMs: options.grace, deflate: nodePorts.deflate ?? null, isUtf8: nodePorts.isUtf8, keptBytesMax: shownBytesMax };
  const judged = new RecordingsUnderJudgement(limits, { keys, crypto: nodeTlsCrypto });
  const { clientBytes, serverBytes } = options;
  if (clientBytes !== undefined && serverBytes !== undefined) await readStreams(judged, clientBytes, serverBytes);
  else if (clientBytes !== undefined || serverBytes !== undefined)
    throw new UsageError("--client-bytes and --server-bytes go together: give both");
  else if (files.length === 0) throw new UsageError("there is nothing to judge; give a recording, or - for the standard input");
  for (const file of files) await read(judged, file);
  const { level, only, connection } = options;
  const connections = concerned(judged.connections, { level, only, connection });
  for (const { recording, position, detail } of judged.unreadable) {
    warn(`${recording}${position === null ? "" : `, byte ${position}`}: ${detail}`);
  }
  if (connections.length === 0)
    throw new UsageError(nothingJudged(judged, [...files, ...(clientBytes === undefined ? [] : [clientBytes])], connection));
  if (options.json === true) process.stdout.write(judgeJson(connections, judged.unreadable));
  else show(connections);
  if (options.html !== undefined) await writeFile(options.html, judgeHtml(connections, judged.unreadable));
  if (options.sarif !== undefined) await writeFile(options.sarif, judgeSarif(connections));
  if (options.junit !== undefined) await writeFile(options.junit, judgeJunit(connections));
  process.exitCode = connections.some(({ verdict }) => verdict.violations.length > 0) ? exitCodes.failed : exitCodes.passed;
}

/** The secrets of TLS in the key log that was given. */
async function keysIn(file: string | undefined): Promise<TlsKeys> {
  const keys = new TlsKeys();
  if (file === undefined) return keys;
  const text = await readFile(file, "latin1").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${fileFault(error)}`);
  });
  if (keys.add(text) === 0) throw new UsageError(`${file} is no key log: it has no line of a label, a client random and a secret in hex`);
  return keys;
}

/** What each side sent, in a file of its own. */
async function readStreams(judged: RecordingsUnderJudgement, client: string, server: string): Promise<void> {
  const [fromClient, fromServer] = await Promise.all(
    [client, server].map((file) =>
      readFile(file).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`cannot read ${file}: ${fileFault(error)}`);
      }),
    ),
  );
  judged.take(client, twoStreams([new Uint8Array(fromClient ?? [])], [new Uint8Array(fromServer ?? [])]));
}

async function read(judged: RecordingsUnderJudgement, file: string): Promise<void> {
  if (file === standardInput) return await judged.read("standard input", unpacked(process.stdin));
  const size = await stat(file).then(
    (found) => found.size,
    (error: NodeJS.ErrnoException) => {
      throw new UsageError(`cannot read ${file}: ${fileFault(error)}`);
    },
  );
  const progress = readingProgress(file, size);
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  stream.on("data", ({ length }) => progress.step(length));
  try {
    await judged.read(file, unpacked(stream));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${file}: ${fileFault(error as NodeJS.ErrnoException)}`);
  } finally {
    progress.stop();
  }
}

function nothingJudged(judged: RecordingsUnderJudgement, files: readonly string[], connection: number | undefined): string {
  if (connection !== undefined && judged.connections.length > 0) {
    return `there is no connection ${connection}: the recordings hold ${counted(judged.connections.length, "connection")}`;
  }
  return `nothing could be judged: ${files.join(", ")} holds no WebSocket connection that can be read`;
}

/** Those in which somebody broke something come first and in full; of many others each has one line. */
function show(connections: readonly JudgedConnection[]): void {
  const columns = process.stdout.columns ?? columnsDefault;
  const broken = connections.filter(({ verdict }) => verdict.violations.length > 0);
  const others = connections.filter(({ verdict }) => verdict.violations.length === 0);
  for (const judged of broken) console.log(verdictText(judged, columns));
  if (others.length === 1 && broken.length === 0) for (const judged of others) console.log(verdictText(judged, columns));
  else for (const judged of others) console.log(shortText(judged));
  if (connections.length > 1) console.log(`\n${counted(connections.length, "connection")} judged, ${broken.length} with a broken rule.`);
}
