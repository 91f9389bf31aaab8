import { closeCodes, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { citationOf } from "../../../spec/requirement.ts";
import type { Failure } from "../../core/blame.ts";
import { encodeUtf8, latin1FromBytes } from "../../core/bytes/text.ts";
import { defaultLimits } from "../../core/limits.ts";
import type { OpeningRequest } from "../../core/opening/opening-request.ts";
import { ServerOpening, type ServerOpeningProgress } from "../../core/opening/server-opening.ts";
import type { Transport } from "../../core/transport.ts";
import { systemClock } from "../../node/clock.ts";
import { answer } from "../../node/plain-transport.ts";
import { nodePorts } from "../../node/ports.ts";
import { type Listening, webSocketUrl } from "../../node/tcp.ts";
import type { TlsIdentity } from "../../node/tls-server.ts";
import { zlibPort } from "../../node/zlib-port.ts";
import type { Case } from "../case/case.ts";
import type { EngineOptions } from "../fuzzer/engine-options.ts";
import { compressionFromOffers } from "../fuzzer/fuzzer-compression.ts";
import { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";
import { PeerPace } from "../fuzzer/waiting/peer-pace.ts";
import { runCase } from "../play/run-case.ts";
import { scaledCase, scaledTimeouts } from "../play/time-scale.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { strangeOrigin } from "./browser-origin.ts";
import { caseStatus, caseStatusSeconds } from "./case-status.ts";
import { type ControlRequest, readControlRequest, unknownPath } from "./control-request.ts";
import { fuzzerAcceptance } from "./fuzzer-acceptance.ts";
import { manualMode } from "./manual-mode.ts";
import { ResultStore } from "./result-store.ts";
import { statusPage } from "./status-page.ts";

/** What a fuzzing server is started with. */
export interface FuzzingServerOptions {
  /** The port; 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly cases: readonly Case[];
  /** Multiplies every wait, for slow peers and for debugging. */
  readonly timeoutScale?: number;
  /** The list of status codes that the peer's Close frames are judged by; by default "rfc6455", as in Autobahn. */
  readonly statusCodes?: StatusCodeProfile | undefined;
  /** Called with each result as soon as it is there. */
  readonly onResult?: (result: CaseResult) => void;
  /** Called when a client asks for its reports; the client is told when the promise resolves. */
  readonly onUpdateReports?: (agent: string, results: readonly CaseResult[]) => Promise<void>;
  /** Called with the reason when a request is refused; a plain HTTP request that gets the status page is not. */
  readonly onRefused?: (why: string) => void;
  /** Called when a client asks the server to stop. */
  readonly onStop?: () => void;
  /** With a certificate, the server is a wss one. */
  readonly tls?: TlsIdentity | undefined;
  /** Subprotocols the server knows; it agrees to the first one asked for that is among them. */
  readonly subprotocols?: readonly string[] | undefined;
  /** Whether an agent is spared a case: its connection is just closed, and there is no result. */
  readonly isExcluded?: ((agent: string, caseId: string) => boolean) | undefined;
  /** Whether plain HTTP gets a page that says what this is; so unless said otherwise. */
  readonly showsStatusPage?: boolean | undefined;
  readonly engine?: EngineOptions | undefined;
  /** Host names, besides those of loopback, whose pages browsers may come from; `*` for all. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** A fuzzing server that runs. */
export interface FuzzingServer extends Listening {
  readonly url: string;
  /** All results so far, by agent, in the order of the cases. */
  readonly results: () => readonly CaseResult[];
}

/** Starts the server that tests clients; rejects when the port cannot be had. */
export async function startFuzzingServer(options: FuzzingServerOptions): Promise<FuzzingServer> {
  const store = new ResultStore();
  const host = options.host ?? "127.0.0.1";
  let isClosing = false;
  const onResult = (result: CaseResult): void => {
    // A case that the end of the server cuts short has shown nothing.
    if (isClosing) return;
    store.keep(result);
    options.onResult?.(result);
  };
  const { port, tls } = options;
  const pace = new PeerPace();
  const listening = await answer(
    { host, port, tls, onTlsFault: options.onRefused },
    (transport) => new Visit(transport, { ...options, onResult }, store, pace),
  );
  const close = (): Promise<void> => {
    isClosing = true;
    return listening.close();
  };
  const url = webSocketUrl({ host, port: listening.port, secure: tls !== undefined });
  return { ...listening, url, results: () => store.all, close };
}

/** One connection of a client to the fuzzing server. */
class Visit {
  readonly #options: FuzzingServerOptions;
  readonly #store: ResultStore;
  readonly #connection: FuzzerConnection;
  readonly #opening = new ServerOpening(defaultLimits, nodePorts.now);
  readonly #timeouts: FuzzerTimeouts;
  /** What the client has sent ahead of the answer it has to wait for. */
  #early: Uint8Array | undefined;

  /** What has come of the request. */
  #head = "";

  constructor(transport: Transport, options: FuzzingServerOptions, store: ResultStore, pace: PeerPace) {
    this.#options = options;
    this.#store = store;
    this.#timeouts = scaledTimeouts(options.timeoutScale ?? 1, options.engine?.timeouts);
    this.#connection = new FuzzerConnection({
      transport,
      clock: systemClock,
      isServer: true,
      randomBytes: nodePorts.randomBytes,
      timeouts: this.#timeouts,
      pace,
      engine: options.engine,
      statusCodes: this.#options.statusCodes,
    });
    transport.listen({ onBytes: (bytes) => this.#receive(bytes), onEnd: (end) => this.#connection.lost(end) });
  }

  #receive(bytes: Uint8Array): void {
    if (this.#connection.state === "CLOSED") return;
    this.#connection.noteReceived(bytes);
    if (this.#connection.state !== "CONNECTING") return this.#connection.receive(bytes);
    if (this.#early !== undefined) return this.#keepEarly(bytes);
    if (this.#head.length < headKeptMax) this.#head += latin1FromBytes(bytes);
    const progress = this.#opening.push(bytes);
    if (progress.kind === "failed") this.#refuse(progress);
    if (progress.kind === "requested") this.#route(progress.request, progress.rest);
  }

  /** A person with a browser gets a page, anybody else the reason. */
  #refuse({ failure, refusal }: Extract<ServerOpeningProgress, { kind: "failed" }>): void {
    const isPlainHttp = failure.requirement === "rfc6455/4.1/request-upgrade" && this.#options.showsStatusPage !== false;
    if (!isPlainHttp) {
      this.#options.onRefused?.(refusalWords(failure));
      this.#reportRefusal(refusal);
    }
    this.#connection.refuse(isPlainHttp ? statusPage(this.#options.cases.length) : refusal, failure);
  }

  /** A client whose request for a case is refused has failed the case. */
  #reportRefusal(refusal: Uint8Array): void {
    const [, target = ""] = /^[A-Z]+ (\S+) /.exec(this.#head) ?? [];
    const request = readControlRequest(target, this.#options.cases);
    if (request instanceof Error || request.path !== "runCase") return;
    void this.#runCase(request.number, request.agent, { httpRequest: this.#head, httpResponse: latin1FromBytes(refusal) });
  }

  #route(opening: OpeningRequest, rest: Uint8Array): void {
    const strange = strangeOrigin(opening.origin, opening.host, this.#options.allowedHosts ?? []);
    if (strange !== undefined) return this.#turnAway(403, "Forbidden", strange);
    const request = readControlRequest(opening.target, this.#options.cases);
    if (request instanceof Error) return this.#turnAway(500, "Internal Server Error", request.message);
    if (request.path === "unknown") return this.#turnAway(404, "Not Found", unknownPath);
    if (request.path !== "updateReports") return this.#accept(request, opening, rest);
    this.#early = rest;
    void this.#afterReports(request, () => this.#accept(request, opening, this.#early ?? rest));
  }

  /** Clients take the 101 for the end of the writing, and are gone at once: it comes when everything is there. */
  async #afterReports({ agent, shutdown }: Extract<ControlRequest, { path: "updateReports" }>, accept: () => void): Promise<void> {
    this.#connection.noteRequest();
    const failure = await this.#options.onUpdateReports?.(agent, this.#store.all).catch((error: Error) => error);
    const isGone = this.#connection.state === "CLOSED";
    if (isGone && shutdown) this.#options.onStop?.();
    if (isGone) return;
    // Whoever writes reports has told of it.
    if (failure instanceof Error) this.#answerWith(500, "Internal Server Error", failure.message);
    else accept();
  }

  /** RFC 6455, section 4.1: a client may not send before the answer has come; a little of it is no harm. */
  #keepEarly(bytes: Uint8Array): void {
    const early = Uint8Array.of(...(this.#early ?? []), ...bytes.subarray(0, earlyBytesMax + 1));
    if (early.length > earlyBytesMax) this.#connection.abandon("too many bytes ahead of the answer to the opening handshake");
    else this.#early = early;
  }

  #accept(request: Exclude<ControlRequest, { path: "unknown" }>, opening: OpeningRequest, rest: Uint8Array): void {
    const setup = request.path === "runCase" ? this.#caseAt(request.number).compression : undefined;
    const agreed = setup === undefined ? null : compressionFromOffers(opening.extensions, setup, zlibPort);
    if (agreed !== null) this.#connection.useCompression(agreed.compression);
    const acceptance = fuzzerAcceptance(this.#opening, opening, this.#options.subprotocols, agreed?.answer);
    this.#serve(request, { httpRequest: opening.raw, httpResponse: latin1FromBytes(acceptance) });
    this.#connection.writeHead(acceptance);
    this.#connection.open(rest.length);
    this.#connection.receive(rest);
  }

  #turnAway(status: number, reason: string, why: string): void {
    this.#options.onRefused?.(`${status}, ${why}`);
    this.#answerWith(status, reason, why);
  }

  #answerWith(status: number, reason: string, why: string): void {
    this.#connection.refuse(this.#opening.refuse({ kind: "refuse", status, reason, body: `${why}\n` }) as Uint8Array, why);
  }

  #serve(
    request: Exclude<ControlRequest, { path: "unknown" }>,
    heads: { readonly httpRequest: string; readonly httpResponse: string },
  ): void {
    switch (request.path) {
      case "runCase":
        return void this.#runCase(request.number, request.agent, heads);
      case "getCaseCount":
        return this.#tell(async () => this.#options.cases.length);
      case "getCaseInfo":
        return this.#tell(async () => caseInfo(this.#caseAt(request.number)));
      case "getCaseStatus":
        return this.#tellStatus(request.agent, this.#caseAt(request.number).id);
      case "updateReports":
        return this.#tell(async () => undefined, request.shutdown ? this.#options.onStop : undefined);
      case "stopServer":
        return this.#tell(async () => undefined, this.#options.onStop);
      case "manual":
        return this.#connection.attach(manualMode(this.#connection));
    }
  }

  async #runCase(number: number, agent: string, heads: { readonly httpRequest: string; readonly httpResponse: string }): Promise<void> {
    const played = scaledCase(this.#caseAt(number), this.#options.timeoutScale ?? 1);
    if (this.#options.isExcluded?.(agent, played.id) === true) return this.#tell(async () => undefined);
    const over = this.#store.played(agent, played.id);
    const result = await runCase({
      played,
      number,
      connection: this.#connection,
      clock: systemClock,
      agent: () => agent,
      heads: () => heads,
    });
    this.#options.onResult?.(result);
    over();
  }

  /** A case that the agent is spared never comes. */
  #tellStatus(agent: string, id: string): void {
    const isSpared = this.#options.isExcluded?.(agent, id) === true;
    const seconds = isSpared ? 0 : caseStatusSeconds * (this.#options.timeoutScale ?? 1);
    const onResult = ({ behavior }: CaseResult) => this.#answer({ behavior });
    this.#connection.attach(caseStatus(this.#connection, this.#store, systemClock, { agent, id, seconds, onResult }));
  }

  #caseAt(number: number): Case {
    return this.#options.cases[number - 1] as Case;
  }

  /** Sends what a control request asked for, if there is anything to send, and closes; `onLost` is called when that is over. */
  #tell(answerOf: () => Promise<unknown>, onLost: () => void = () => undefined): void {
    const onOpen = () => {
      answerOf().then(
        (value) => this.#answer(value),
        (error: Error) => this.#connection.fail(closeCodes.internalError, error.message),
      );
    };
    this.#connection.attach({ onOpen, onLost });
  }

  #answer(value: unknown): void {
    if (this.#connection.state !== "OPEN") return;
    if (value !== undefined) this.#connection.writer.sendMessage(false, encodeUtf8(JSON.stringify(value)), 0);
    this.#connection.close(null, null, new Uint8Array(0));
  }
}

const earlyBytesMax = 4096;

const caseInfo = ({ id, description }: Case): { readonly id: string; readonly description: string } => ({ id, description });

/** As much of a request that is refused as its report shows. */
const headKeptMax = 16 * 1024;

const refusalWords = ({ detail, byteOffset, requirement }: Failure): string =>
  `${detail} at byte ${byteOffset} (${citationOf(requirement)}, ${requirement})`;
