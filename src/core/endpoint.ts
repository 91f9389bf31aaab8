import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { ReadyState } from "../../spec/lifecycle/state-facts.ts";
import { closeCodes } from "../../spec/registries/close-codes.ts";
import { type Failure, ImpossibleError, known, type Misuse, type TooLate } from "./blame.ts";
import { Connection, type ConnectionInput } from "./connection/connection.ts";
import type { Opened } from "./connection/opened.ts";
import { misuseOfShape } from "./connection/outgoing.ts";
import { OutputQueue } from "./connection/output-queue.ts";
import { transportOutput } from "./connection/transport-effects.ts";
import { checkEndpointOptions, type EndpointOptions } from "./endpoint-options.ts";
import { failureOf } from "./fault.ts";
import type { Command, Input, TimerName } from "./input.ts";
import { letterOfCommand } from "./lifecycle/letter-of.ts";
import { Lifecycle } from "./lifecycle/lifecycle.ts";
import { tableOf } from "./lifecycle/step.ts";
import type { Effect } from "./lifecycle/transition-table.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { ClientOpening, type ClientOpeningProgress } from "./opening/client-opening.ts";
import type { OpeningRequest } from "./opening/opening-request.ts";
import type { OpeningResponse } from "./opening/opening-response.ts";
import { ServerOpening, type ServerOpeningProgress } from "./opening/server-opening.ts";
import { openingOf } from "./opening.ts";
import type { EndpointEvent, Output } from "./output.ts";
import type { Compression } from "./permessage-deflate/compression.ts";
import { type Negotiation, negotiationOf } from "./permessage-deflate/negotiation.ts";

/** What the opening handshake has come to, with compression ready to be used. */
interface NewlyOpened {
  readonly subprotocol: string | null;
  readonly compression: Compression | null;
}

/** What a letter of the opening handshake comes with: whatever its effects may need. */
interface Occasion {
  readonly failure?: Failure | undefined;
  /** A head of the opening handshake to be written. */
  readonly head?: Uint8Array | undefined;
  readonly opened?: NewlyOpened;
  readonly request?: OpeningRequest | null | undefined;
  readonly response?: OpeningResponse | null;
  /** Why the transport was lost. */
  readonly loss?: string | undefined;
}

/**
 * One side of a WebSocket connection, without any I/O: inputs are fed in, ordered outputs are pulled out one at a time.
 * After each input, call `next` until it returns `undefined`. The endpoint looks no further than the output it returned,
 * so an application that answers a message does so before the next byte is judged; not calling `next` is backpressure.
 * Long work comes in turns: at the output `turn` a host may serve others before it goes on.
 */
export class Endpoint {
  /** The bounds in force. */
  readonly limits: Limits;
  readonly #options: EndpointOptions;
  readonly #lifecycle: Lifecycle;
  readonly #opening: ClientOpening | ServerOpening;
  readonly #outputs = new OutputQueue();
  readonly #negotiation: Negotiation;
  #connection: Connection | undefined;
  /** What came behind the peer's head: it is read once the connection is open. */
  #early: Uint8Array[] = [];
  #earlyBytes = 0;

  /** Throws a `MisuseError` when a client is asked to send a request that is not legal. */
  constructor(options: EndpointOptions) {
    checkEndpointOptions(options);
    this.limits = { ...defaultLimits, ...options.limits };
    this.#options = options;
    this.#lifecycle = new Lifecycle(tableOf(options.role));
    this.#negotiation = negotiationOf(options);
    this.#opening = openingOf(options, this.limits);
  }

  /** Where the connection stands, in one word (section 7.1.3). */
  get readyState(): ReadyState {
    return this.#lifecycle.facts.readyState;
  }

  /** The state's name in the transition table, for those who want to look closer. */
  get stateName(): string {
    return this.#lifecycle.stateName;
  }

  /** Whether the host should read on. While it should not, bytes are to wait in the transport: here they would only be kept, or dropped. */
  get isReading(): boolean {
    if (this.#connection !== undefined) return this.#connection.isReading;
    const { bytes } = this.#lifecycle.facts;
    return (bytes !== "kept" && bytes !== "refused") || this.#earlyBytes < this.limits.earlyBytesMax;
  }

  /** Takes one input. Returns what the caller did wrong, or that it came too late; nothing has changed then. */
  feed(input: Input): Misuse | TooLate | undefined {
    switch (input.kind) {
      case "start":
        return this.#lifecycle.refusalOf("transport.opened") ?? this.#take("transport.opened");
      case "accept":
      case "refuse":
        return this.#answer(input);
      default:
        return this.#connection === undefined ? this.#feedUnopened(input) : this.#connection.feed(input);
    }
  }

  /** The next thing to be done, or `undefined` until there is a new input. */
  next(): Output | undefined {
    return this.#connection === undefined ? this.#outputs.take() : this.#connection.next();
  }

  #feedUnopened(input: ConnectionInput): Misuse | TooLate | undefined {
    switch (input.kind) {
      case "bytes":
        return this.#receive(input.bytes);
      case "transportEnd":
        return this.#take("transport.ended", { loss: input.loss });
      case "timer":
        return this.#expire(input.timer);
      default:
        return misuseOfShape(input) ?? known(this.#lifecycle.refusalOf(letterOfCommand(input)), "a frame may be sent before the opening");
    }
  }

  #receive(bytes: Uint8Array): Misuse | undefined {
    switch (this.#lifecycle.facts.bytes) {
      case "head":
        return this.#progress(this.#opening.push(bytes));
      case "kept":
        this.#early.push(bytes);
        this.#earlyBytes += bytes.length;
        return undefined;
      case "misplaced":
        return { blame: "caller", requirement: "ours/lifecycle/started-once", detail: "bytes for an endpoint that has not been started" };
      default:
        this.#earlyBytes += bytes.length;
        return undefined;
    }
  }

  #progress(progress: ClientOpeningProgress | ServerOpeningProgress): undefined {
    if (progress.kind === "more") return;
    if (progress.kind === "failed") {
      const head = "refusal" in progress ? progress.refusal : undefined;
      const response = "response" in progress ? progress.response : null;
      return this.#take("handshake.refused", { failure: progress.failure, head, response });
    }
    this.#early = [progress.rest];
    if (progress.kind === "opened") return this.#agree(progress);
    this.#earlyBytes = progress.rest.length;
    return this.#take("handshake.requested", { request: progress.request });
  }

  /** The answer opens the connection if the extension it agrees on is one that was offered in this way. */
  #agree({ agreement, response }: Extract<ClientOpeningProgress, { kind: "opened" }>): undefined {
    const compression = this.#negotiation.asClient(agreement.extensions);
    if (compression !== null && "requirement" in compression) {
      const failure = failureOf({ ...compression, position: this.#opening.length - 1 });
      return this.#take("handshake.refused", { failure, response });
    }
    return this.#take("handshake.accepted", { opened: { subprotocol: agreement.subprotocol, compression }, response });
  }

  #answer(command: Extract<Command, { kind: "accept" | "refuse" }>): Misuse | TooLate | undefined {
    const letter = `answer.${command.kind}` as const;
    const refusal = this.#lifecycle.refusalOf(letter);
    if (refusal !== undefined) return refusal;
    const opening = this.#asServer;
    const request = known(opening.request, "the application answers before it is asked");
    const agreed = command.kind === "accept" ? this.#negotiation.asServer(request.extensions) : null;
    const head = command.kind === "accept" ? opening.accept(command, agreed?.answer) : opening.refuse(command);
    if ("blame" in head) return head;
    if (command.kind === "refuse") return this.#take(letter, { head });
    return this.#take(letter, {
      head,
      request,
      opened: { subprotocol: command.subprotocol ?? null, compression: agreed?.compression ?? null },
    });
  }

  get #asServer(): ServerOpening {
    if (this.#opening instanceof ServerOpening) return this.#opening;
    throw new ImpossibleError("a client is asked to answer a request");
  }

  #expire(timer: TimerName): undefined {
    const detail = `no opening handshake within ${this.limits.openingTimeoutMs} ms`;
    const failure = failureOf({ requirement: "ours/limits/opening-timeout", detail, position: this.#opening.length });
    return this.#take(`timer.${timer}`, { failure });
  }

  #take(letter: Letter, occasion: Occasion = {}): undefined {
    this.#perform(this.#lifecycle.take(letter), occasion);
  }

  #perform(effects: readonly Effect[], occasion: Occasion): void {
    for (const { effect } of effects) this.#do(effect, occasion);
  }

  /** Each effect the machine may ask for until the connection is open, or where it never is, done. */
  #do(effect: Effect["effect"], occasion: Occasion): void {
    const { failure = null, response = null, request, loss } = occasion;
    switch (effect) {
      case "discard":
        return;
      case "writeRequest":
        return this.#writeRequest();
      case "writeAcceptance":
      case "writeRefusal":
        return this.#write(known(occasion.head, `${effect} without a head`));
      case "emitRequest":
        return this.#emit({ type: "request", request: known(request ?? undefined, "a request to tell that is not there") });
      case "emitOpen":
        return this.#open(known(occasion.opened, "a connection opens without its handshake"), occasion);
      case "emitRefused":
        return this.#emit({ type: "refused", failure, response, ...(loss === undefined ? {} : { loss }) });
      case "emitClosed":
        return this.#emit({
          type: "closed",
          code: closeCodes.abnormal,
          reason: "",
          wasClean: false,
          ...(loss === undefined ? {} : { loss }),
        });
      default:
        return this.#outputs.push(known(transportOutput(effect, this.limits), `${effect} among the effects of an opening handshake`));
    }
  }

  #writeRequest(): void {
    if (!(this.#opening instanceof ClientOpening)) throw new ImpossibleError("a server is to write a request");
    this.#write(this.#opening.request);
  }

  #write(bytes: Uint8Array): void {
    this.#outputs.push({ kind: "write", bytes });
  }

  /** From here on the connection does everything; what came early comes to it first. */
  #open({ subprotocol, compression }: NewlyOpened, { request = null, response = null }: Occasion): void {
    const parameters = compression?.parameters ?? null;
    this.#emit({ type: "open", subprotocol, compression: parameters, request, response });
    const opened: Opened = { role: this.#options.role, subprotocol, compression: parameters, byteOffset: this.#opening.length };
    const { ports, limits = {}, statusCodes } = this.#options;
    const shared = { lifecycle: this.#lifecycle, outputs: this.#outputs, compression };
    this.#connection = new Connection(opened, { ports, limits, statusCodes, shared });
    for (const bytes of this.#early.splice(0)) this.#connection.feed({ kind: "bytes", bytes });
  }

  #emit(event: EndpointEvent): void {
    this.#outputs.push({ kind: "event", event });
  }
}
