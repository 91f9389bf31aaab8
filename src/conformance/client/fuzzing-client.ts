import { availableParallelism } from "node:os";
import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { latin1FromBytes } from "../../core/bytes/text.ts";
import { failureOf } from "../../core/fault.ts";
import { valuesOf } from "../../core/opening/head-field.ts";
import type { Transport } from "../../core/transport.ts";
import { systemClock } from "../../node/clock.ts";
import { dial } from "../../node/plain-transport.ts";
import { nodePorts } from "../../node/ports.ts";
import { parseWebSocketUrl } from "../../node/tcp.ts";
import { zlibPort } from "../../node/zlib-port.ts";
import type { Case } from "../case/case.ts";
import type { EngineOptions } from "../fuzzer/engine-options.ts";
import { compressionFromAnswer, offersOfCase } from "../fuzzer/fuzzer-compression.ts";
import { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";
import { PeerPace } from "../fuzzer/waiting/peer-pace.ts";
import { runCase } from "../play/run-case.ts";
import { scaledCase, scaledTimeouts } from "../play/time-scale.ts";
import { attemptOf, sameVerdicts } from "../verdict/attempts.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { inconclusiveError } from "../verdict/inconclusive.ts";
import { CaseQueue, type QueuedCase } from "./case-queue.ts";
import { type FuzzerRequest, fuzzerOpening } from "./fuzzer-request.ts";
import { JobLimit } from "./job-limit.ts";
import { playConcurrently } from "./play-concurrently.ts";
import { isOpenRace } from "./self-race.ts";

/** What a run against a server is started with. */
export interface FuzzingClientOptions extends FuzzerRequest {
  /** The server's address. */
  readonly url: string;
  readonly cases: readonly Case[];
  /** Cases that run at the same time. */
  readonly jobs?: number;
  /** The name the reports use; otherwise what the server calls itself. */
  readonly agent?: string | undefined;
  /** Multiplies every wait, for slow peers and for debugging. */
  readonly timeoutScale?: number;
  /** The list of status codes that the peer's Close frames are judged by; by default "rfc6455", as in Autobahn. */
  readonly statusCodes?: StatusCodeProfile | undefined;
  /** Called with each result as soon as it is there. */
  readonly onResult?: (result: CaseResult) => void;
  /** Ends the run early; what has finished is kept. */
  readonly signal?: AbortSignal;
  /** The name for the TLS handshake; the host of the address unless given. */
  readonly serverName?: string | undefined;
  readonly engine?: EngineOptions | undefined;
}

/** As many cases at once as leave the machine time to answer each one punctually. */
export const defaultJobs = (): number => 16 * availableParallelism();

const unknownServer = "UnknownServer";

/** Runs cases against a server, several at a time, and returns the results in the order of the cases. Rejects when the server is not there. */
export async function runFuzzingClient(options: FuzzingClientOptions): Promise<CaseResult[]> {
  const { signal } = options;
  if (signal?.aborted === true) return [];
  const client = new FuzzingClient(options);
  const stop = () => client.stop();
  signal?.addEventListener("abort", stop);
  try {
    const isAnswered = await client.probe();
    // A server that says nothing at all is not overtaxed by anything.
    return await client.run(isAnswered ? (options.jobs ?? defaultJobs()) : options.cases.length);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

class FuzzingClient {
  readonly #options: FuzzingClientOptions;
  readonly #address: ReturnType<typeof parseWebSocketUrl>;
  readonly #timeouts: FuzzerTimeouts;
  readonly #scale: number;
  readonly #running = new Set<FuzzerConnection>();
  /** Ends each wait for a server that has not answered yet. */
  readonly #waits = new Set<() => void>();
  readonly #pace = new PeerPace();
  #serverName: string | undefined;

  constructor(options: FuzzingClientOptions) {
    this.#options = options;
    this.#address = parseWebSocketUrl(options.url);
    this.#scale = options.timeoutScale ?? 1;
    this.#timeouts = scaledTimeouts(this.#scale, options.engine?.timeouts);
  }

  /** Whether an opening handshake is answered at all, with whatever; rejects when the server is not there. */
  async probe(): Promise<boolean> {
    const transport = await this.#dial().catch((error: Error) => {
      if (this.#isAborted) return deadTransport;
      throw error;
    });
    return new Promise((resolve) => {
      const end = (isAnswered: boolean) => {
        this.#waits.delete(giveUp);
        cancel();
        transport.destroy();
        resolve(isAnswered);
      };
      const giveUp = () => end(true);
      const cancel = systemClock.after(this.#timeouts.openingHandshake, () => end(false));
      this.#waits.add(giveUp);
      transport.listen({ onBytes: () => end(true), onEnd: () => end(true) });
      transport.write(fuzzerOpening(this.#address, this.#options, "").request);
      if (this.#isAborted) giveUp();
    });
  }

  async run(jobs: number): Promise<CaseResult[]> {
    const { cases, onResult } = this.#options;
    const results = new Map<number, CaseResult>();
    const again: QueuedCase[] = [];
    const keep = (result: CaseResult): void => {
      results.set(result.case, result);
      onResult?.(result);
    };
    const limit = new JobLimit(jobs);
    let silentInARow = 0;
    const play = async (next: QueuedCase): Promise<void> => {
      const result = await this.#runOne(next.played, next.number, limit);
      if (this.#isAborted) return;
      if (isWorthAnother(next.played, result)) {
        again.push(next);
        results.set(next.number, result);
      } else keep(result);
      limit.adapt(this.#pace.answerMs);
      silentInARow = saidNothing(result) ? silentInARow + 1 : 0;
      // A server that has said nothing to all of the first cases is not overtaxed by all the others.
      if (silentInARow === jobs) limit.lift(cases.length);
    };
    const queue = new CaseQueue(cases, availableParallelism());
    await playConcurrently({ queue, limit, play, isAborted: () => this.#isAborted });
    for (const next of again) if (!this.#isAborted) keep(await this.#runAlone(next, results.get(next.number) as CaseResult));
    return [...results.values()].sort((a, b) => a.case - b.case).map((result) => ({ ...result, agent: this.#agent }));
  }

  /** Nothing else is being played now. Of a race that ends in two ways, the way counts that it ends in twice. */
  async #runAlone({ played, number }: QueuedCase, first: CaseResult): Promise<CaseResult> {
    const attempts = [first];
    for (let isOpen = true; isOpen && attempts.length < attemptsMax && !this.#isAborted; ) {
      const result = await this.#runOne(played, number);
      isOpen = result.inconclusive !== null || (isOpenRace(played, result) && !attempts.some((attempt) => sameVerdicts(attempt, result)));
      if (!this.#isAborted) attempts.push(result);
    }
    const last = attempts.at(-1) as CaseResult;
    return { ...last, attempts: attempts.map(attemptOf) };
  }

  get #agent(): string {
    return this.#options.agent ?? this.#serverName ?? unknownServer;
  }

  get #isAborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  #dial(): Promise<Transport> {
    const timeoutMs = this.#timeouts.openingHandshake * 1000;
    const dialling = new AbortController();
    const giveUp = () => dialling.abort();
    this.#waits.add(giveUp);
    const { serverName } = this.#options;
    return dial(this.#address, { timeoutMs, serverName, signal: dialling.signal }).finally(() => this.#waits.delete(giveUp));
  }

  /** The cases that are still running are not going to have a result. */
  stop(): void {
    for (const giveUp of this.#waits) giveUp();
    for (const connection of this.#running) connection.drop();
  }

  async #runOne(played: Case, number: number, limit?: JobLimit): Promise<CaseResult> {
    const transport = await this.#dial().catch((error: Error) => error);
    const shortage = transport instanceof Error ? inconclusiveError(transport) : null;
    if (shortage !== null) limit?.halve();
    const connection = new FuzzerConnection({
      transport: transport instanceof Error ? deadTransport : transport,
      clock: systemClock,
      isServer: false,
      randomBytes: nodePorts.randomBytes,
      timeouts: this.#timeouts,
      pace: this.#pace,
      engine: this.#options.engine,
      statusCodes: this.#options.statusCodes,
    });
    const heads = { httpRequest: "", httpResponse: "" };
    const result = runCase({
      played: scaledCase(played, this.#scale),
      number,
      connection,
      clock: systemClock,
      agent: () => this.#agent,
      heads: () => heads,
    });
    this.#running.add(connection);
    if (transport instanceof Error) connection.abandon(transport.message);
    else if (this.#isAborted) connection.drop();
    else this.#shakeHands(transport, connection, heads, played);
    return result
      .then((known) => (shortage === null ? known : { ...known, inconclusive: shortage }))
      .finally(() => this.#running.delete(connection));
  }

  #shakeHands(
    transport: Transport,
    connection: FuzzerConnection,
    heads: { httpRequest: string; httpResponse: string },
    { compression }: Case,
  ): void {
    const extensions = compression === undefined ? "" : offersOfCase(compression);
    const opening = fuzzerOpening(this.#address, this.#options, extensions);
    transport.listen({
      onBytes: (bytes) => {
        if (connection.state === "CLOSED") return;
        connection.noteReceived(bytes);
        if (connection.state !== "CONNECTING") return connection.receive(bytes);
        const progress = opening.push(bytes);
        if (progress.kind === "more") return;
        heads.httpResponse = progress.response?.raw ?? "";
        if (progress.kind === "failed") return connection.abandon(progress.failure);
        this.#serverName ??= valuesOf(progress.response.fields, "Server")[0];
        const agreed = compression === undefined ? null : compressionFromAnswer(progress.agreement.extensions, compression, zlibPort);
        if (agreed !== null && "requirement" in agreed) return connection.abandon(failureOf({ ...agreed, position: opening.length - 1 }));
        if (agreed !== null) connection.useCompression(agreed);
        connection.open(progress.rest.length);
        connection.receive(progress.rest);
      },
      onEnd: (end) => connection.lost(end),
    });
    heads.httpRequest = latin1FromBytes(opening.request);
    connection.writeHead(opening.request);
  }
}

/** The first time, and twice alone. */
const attemptsMax = 3;

/** Whether another attempt could show something else. */
const isWorthAnother = (played: Case, result: CaseResult): boolean => result.inconclusive !== null || isOpenRace(played, result);

const saidNothing = ({ rxFrameStats, wasCloseHandshakeTimeout }: CaseResult): boolean =>
  rxFrameStats.size === 0 && wasCloseHandshakeTimeout;

/** Stands in for a transport that could not be opened any more. */
const deadTransport: Transport = {
  listen: () => undefined,
  write: () => true,
  end: () => undefined,
  destroy: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
};
