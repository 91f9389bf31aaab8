import { availableParallelism } from "node:os";
import { describeFailure } from "../core/blame.ts";
import { latin1FromBytes } from "../core/bytes/text.ts";
import { ClientOpening } from "../core/handshake/client-opening.ts";
import { valuesOf } from "../core/handshake/head-field.ts";
import { defaultLimits } from "../core/limits.ts";
import { systemClock } from "../node/clock.ts";
import { nodePorts } from "../node/ports.ts";
import { parseWebSocketUrl } from "../node/tcp.ts";
import { dial, type Wire } from "../node/tcp-wire.ts";
import type { Case } from "./case.ts";
import type { CaseResult } from "./case-result.ts";
import { FuzzerConnection, type FuzzerTimeouts } from "./fuzzer-connection.ts";
import { runCase } from "./run-case.ts";
import { productToken } from "./suite-name.ts";
import { ownDelay, scaledCase, scaledTimeouts } from "./time-scale.ts";

/** What a run against a server is started with. */
export interface FuzzingClientOptions {
  /** The server's address. */
  readonly url: string;
  readonly cases: readonly Case[];
  /** Cases that run at the same time. */
  readonly jobs?: number;
  /** The name the reports use; otherwise what the server calls itself. */
  readonly agent?: string | undefined;
  /** Multiplies every wait, for slow peers and for debugging. */
  readonly timeoutScale?: number;
  readonly onResult?: (result: CaseResult) => void;
  /** Ends the run early; what has finished is kept. */
  readonly signal?: AbortSignal;
}

/** As many cases at once as leave the machine time to answer each one punctually. */
export const defaultJobs = (): number => 8 * availableParallelism();

const unknownServer = "UnknownServer";

/** Runs cases against a server, several at a time, and returns the results in the order of the cases. Rejects when the server is not there. */
export async function runFuzzingClient(options: FuzzingClientOptions): Promise<CaseResult[]> {
  const client = new FuzzingClient(options);
  await client.probe();
  return client.run();
}

class FuzzingClient {
  readonly #options: FuzzingClientOptions;
  readonly #address: ReturnType<typeof parseWebSocketUrl>;
  readonly #timeouts: FuzzerTimeouts;
  readonly #scale: number;
  #serverName: string | undefined;

  constructor(options: FuzzingClientOptions) {
    this.#options = options;
    this.#address = parseWebSocketUrl(options.url);
    this.#scale = options.timeoutScale ?? 1;
    this.#timeouts = scaledTimeouts(this.#scale);
  }

  /** Makes sure that somebody answers at all. */
  async probe(): Promise<void> {
    const wire = await this.#dial();
    wire.listen({ onBytes: () => undefined, onEnd: () => undefined });
    wire.end();
  }

  async run(): Promise<CaseResult[]> {
    const { cases, jobs = defaultJobs(), onResult, signal } = this.#options;
    const results = new Map<number, CaseResult>();
    // Cases that are about time come first, so that the others run meanwhile.
    const waiting = cases
      .map((played, index) => ({ played, number: index + 1 }))
      .sort((a, b) => ownDelay(b.played.play) - ownDelay(a.played.play));
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined && signal?.aborted !== true; next = waiting.shift()) {
        const result = await this.#runOne(next.played, next.number);
        results.set(next.number, result);
        onResult?.(result);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
    return [...results.values()].sort((a, b) => a.case - b.case).map((result) => ({ ...result, agent: this.#agent }));
  }

  get #agent(): string {
    return this.#options.agent ?? this.#serverName ?? unknownServer;
  }

  #dial(): Promise<Wire> {
    return dial(this.#address, this.#timeouts.openingHandshake * 1000);
  }

  async #runOne(played: Case, number: number): Promise<CaseResult> {
    const wire = await this.#dial().catch(() => deadWire);
    const connection = new FuzzerConnection({
      wire,
      clock: systemClock,
      isServer: false,
      randomBytes: nodePorts.randomBytes,
      timeouts: this.#timeouts,
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
    this.#shakeHands(wire, connection, heads);
    return result;
  }

  #shakeHands(wire: Wire, connection: FuzzerConnection, heads: { httpRequest: string; httpResponse: string }): void {
    const { resource, host, port } = this.#address;
    const fields = [
      ["User-Agent", productToken],
      ["Pragma", "no-cache"],
      ["Cache-Control", "no-cache"],
    ] as const;
    const opening = new ClientOpening(
      { resource, host: `${host.includes(":") ? `[${host}]` : host}:${port}`, subprotocols: [], fields },
      defaultLimits,
      nodePorts.randomBytes,
    );
    wire.listen({
      onBytes: (bytes) => {
        if (connection.state === "CLOSED") return;
        connection.traffic.octetsReceived(bytes);
        if (connection.state !== "CONNECTING") return connection.receive(bytes);
        const progress = opening.push(bytes);
        if (progress.kind === "more") return;
        heads.httpResponse = progress.response?.raw ?? "";
        if (progress.kind === "failed") return connection.abandon(describeFailure(progress.failure));
        this.#serverName ??= valuesOf(progress.response.fields, "Server")[0];
        connection.open();
        connection.receive(progress.rest);
      },
      onEnd: (how) => connection.lost(how),
    });
    heads.httpRequest = latin1FromBytes(opening.request);
    connection.writeHead(opening.request);
  }
}

/** Stands in for a transport that could not be opened any more: it ends as soon as it is listened to. */
const deadWire: Wire = {
  listen: ({ onEnd }) => onEnd("reset"),
  write: () => undefined,
  end: () => undefined,
  drop: () => undefined,
};
