import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { Command } from "commander";
import { citationOf } from "../../../spec/requirement.ts";
import { counted } from "../../conformance/case/counted.ts";
import { nodePorts } from "../../node/ports.ts";
import { type RelayListener, startRelay } from "../../node/relay.ts";
import { parseWebSocketUrl, webSocketUrl } from "../../node/tcp.ts";
import type { ConnectionVerdict, Finding } from "../../oracle/verdict.ts";
import { styled } from "../colour/styled.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { placeText } from "../judge/verdict-words.ts";
import { WatchedConnection } from "../proxy/watched-connection.ts";
import { interrupted, interruptibly } from "../terminal/interruption.ts";
import { warn } from "../terminal/warn.ts";
import { notListening } from "./not-listening.ts";
import { certOption, hostOption, keyOption, listenOption, tlsOption } from "./options.ts";
import { askedIdentity } from "./tls-identity.ts";

interface ProxyOptions {
  readonly listen: number;
  readonly host: string;
  readonly record?: string;
  readonly insecure?: boolean;
  readonly tls?: boolean;
  readonly key?: string;
  readonly cert?: string;
}

/** `hybi proxy`: between clients and a server, judging both. */
export const proxyCommand = (): Command =>
  new Command("proxy")
    .description("stand between clients and a server, pass every byte on unchanged, and judge both sides as they go")
    .argument("<url>", "the server, as ws://127.0.0.1:9001 or wss://…")
    .addOption(listenOption())
    .addOption(hostOption())
    .option("--record <dir>", "write a transcript of each connection into this folder; hybi judge reads it")
    .option("--insecure", "take any certificate of a wss server")
    .addOption(tlsOption())
    .addOption(keyOption())
    .addOption(certOption())
    .addHelpText("after", "\nExit code at Ctrl-C: 0 where nobody broke a MUST, 1 where somebody did, 2 where nothing could be judged.")
    .action((url: string, options: ProxyOptions) =>
      interruptibly((signal) => proxy(url, options, signal), "every connection will be closed"),
    );

async function proxy(url: string, options: ProxyOptions, signal: AbortSignal): Promise<void> {
  const target = targetIn(url);
  const { host, listen: port, record } = options;
  if (record !== undefined) await makeFolder(record);
  const session = new ProxySession(record);
  const identity = await askedIdentity(options);
  const relay = await startRelay({
    host,
    port,
    tls: identity,
    target,
    verifyCertificate: options.insecure !== true,
    onConnection: (client) => session.connect(client, webSocketUrl(target)),
    onRefused: (why) => console.log(`a client was turned away: ${why}`),
  }).catch((error: Error) => {
    throw notListening(error, "choose another with --listen or --host");
  });
  const own = webSocketUrl({ host, port: relay.port, secure: identity !== undefined });
  console.log(`Passing ${styled("bold", own)} on to ${webSocketUrl(target)}; stop with Ctrl-C.`);
  await interrupted(signal);
  await relay.close();
  await session.conclude();
}

function targetIn(url: string) {
  try {
    return parseWebSocketUrl(url);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot make the folder ${folder}: ${fileFault(error)}`);
  });
}

/** Everything that has passed through the proxy since it was started. */
class ProxySession {
  readonly #folder: string | undefined;
  readonly #open = new Map<number, WatchedConnection>();
  readonly #files: WriteStream[] = [];
  readonly #broken = { client: 0, server: 0 };
  #count = 0;
  #judged = 0;
  #hasBrokenMust = false;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  connect(client: string, server: string): RelayListener {
    const number = ++this.#count;
    const file = this.#fileFor(number);
    const watched = new WatchedConnection(
      `${client} > ${server.replace(/^wss?:\/\//, "")}`,
      { deflate: nodePorts.deflate ?? null, isUtf8: nodePorts.isUtf8 },
      {
        now: () => performance.now(),
        record: file === undefined ? undefined : (text) => file.write(text),
        onBreach: (breach) => this.#tell(number, breach),
        onFault: ({ message }) => warn(`connection ${number} is no longer judged: ${message}`),
      },
    );
    this.#open.set(number, watched);
    return {
      onBytes: (from, bytes) => watched.passed(from, bytes),
      onEnd: (from, how) => watched.ended(from, how),
      onClosed: () => {
        this.#conclude(number, watched);
        file?.end();
      },
    };
  }

  /** The summary, and the exit code. */
  async conclude(): Promise<void> {
    for (const [number, watched] of this.#open) this.#conclude(number, watched);
    for (const file of this.#files) file.end();
    await Promise.all(this.#files.map((file) => finished(file).catch(() => undefined)));
    const { client, server } = this.#broken;
    console.log(`${counted(this.#judged, "connection")} judged: clients broke a rule ${times(client)}, the server ${times(server)}.`);
    process.exitCode = this.#hasBrokenMust ? exitCodes.failed : this.#judged === 0 ? exitCodes.nothingRan : exitCodes.passed;
  }

  #fileFor(number: number): WriteStream | undefined {
    if (this.#folder === undefined) return undefined;
    const path = join(this.#folder, `connection-${number}.txt`);
    const file = createWriteStream(path);
    file.on("error", (error) => warn(`cannot write ${path}: ${fileFault(error)}`));
    this.#files.push(file);
    return file;
  }

  #tell(number: number, breach: Finding): void {
    this.#broken[breach.by]++;
    if (breach.level.startsWith("MUST")) this.#hasBrokenMust = true;
    console.log(
      `connection ${number}: the ${styled("red", breach.by)} broke ${citationOf(breach.requirement)}: ${breach.detail}; ${placeText(breach)}`,
    );
  }

  #conclude(number: number, watched: WatchedConnection): void {
    if (!this.#open.delete(number)) return;
    const { frames }: ConnectionVerdict = watched.close();
    this.#judged++;
    console.log(styled("dim", `connection ${number}: over, ${counted(frames.client + frames.server, "frame")}`));
  }
}

const times = (count: number): string => (count === 0 ? "never" : count === 1 ? "once" : `${count} times`);
