import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { ReadyState } from "../../spec/lifecycle/state-facts.ts";
import { closeCodes, type StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { type Failure, ImpossibleError, known, type Misuse, type TooLate } from "./blame.ts";
import { checkEndpointOptions, type EndpointOptions } from "./endpoint-options.ts";
import { failureOf } from "./fault.ts";
import { type HeaderPolicy, rsv1 } from "./frame/header-rules.ts";
import type { Heard } from "./heard.ts";
import { Incoming } from "./incoming.ts";
import type { Command, Input, TimerName } from "./input.ts";
import { violationIn } from "./lifecycle/blame-in-effects.ts";
import { failureLetters, letterOfCommand } from "./lifecycle/letter-of.ts";
import { Lifecycle } from "./lifecycle/lifecycle.ts";
import { tableOf } from "./lifecycle/step.ts";
import type { Effect } from "./lifecycle/transition-table.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { type CloseStatus, statusOfFailure, statusOfReply } from "./message/close-status.ts";
import { ClientOpening, type ClientOpeningProgress } from "./opening/client-opening.ts";
import type { OpeningRequest } from "./opening/opening-request.ts";
import type { OpeningResponse } from "./opening/opening-response.ts";
import { ServerOpening, type ServerOpeningProgress } from "./opening/server-opening.ts";
import { openingOf } from "./opening.ts";
import { type FrameToSend, misuseOfShape, Outgoing, type SendCommand } from "./outgoing.ts";
import type { EndpointEvent, Output } from "./output.ts";
import { OutputQueue } from "./output-queue.ts";
import type { Compression } from "./permessage-deflate/compression.ts";
import { type Negotiation, negotiationOf } from "./permessage-deflate/negotiation.ts";

type Telling = Extract<Effect["effect"], `emit${string}`>;
type Writing = Extract<Effect["effect"], `write${string}`>;

/** What a letter comes with: whatever its effects may need. */
interface Occasion {
  readonly payload?: Uint8Array;
  readonly frame?: FrameToSend;
  readonly status?: CloseStatus | undefined;
  readonly failure?: Failure | undefined;
  /** A head of the opening handshake to be written. */
  readonly head?: Uint8Array | undefined;
  readonly subprotocol?: string | null | undefined;
  readonly request?: OpeningRequest | null | undefined;
  readonly response?: OpeningResponse | null;
  readonly compression?: Compression | null;
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
  readonly #statusCodes: StatusCodeProfile;
  readonly #lifecycle: Lifecycle;
  readonly #opening: ClientOpening | ServerOpening;
  readonly #outgoing: Outgoing;
  readonly #isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  readonly #policy: HeaderPolicy;
  readonly #outputs = new OutputQueue();
  readonly #negotiation: Negotiation;
  #incoming: Incoming | undefined;
  #peerStatus: CloseStatus | undefined;
  /** Bytes that came before the connection was open and were kept or dropped, and bytes dropped after it. */
  #earlyBytes = 0;
  #ignoredBytes = 0;

  /** Throws a `MisuseError` when a client is asked to send a request that is not legal. */
  constructor(options: EndpointOptions) {
    checkEndpointOptions(options);
    this.limits = { ...defaultLimits, ...options.limits };
    this.#statusCodes = options.statusCodes ?? "iana-2026";
    this.#policy = { expectMasked: options.role === "server", rsvInUse: 0 };
    this.#isUtf8 = options.ports.isUtf8;
    this.#lifecycle = new Lifecycle(tableOf(options.role));
    this.#outgoing = new Outgoing(options.role === "client", options.ports, this.#statusCodes);
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
    switch (this.#lifecycle.facts.bytes) {
      case "kept":
      case "refused":
        return this.#earlyBytes < this.limits.earlyBytesMax;
      case "ignored":
        return this.#ignoredBytes < this.limits.ignoredBytesMax;
      default:
        return true;
    }
  }

  /** Takes one input. Returns what the caller did wrong, or that it came too late; nothing has changed then. */
  feed(input: Input): Misuse | TooLate | undefined {
    switch (input.kind) {
      case "start":
        return this.#start();
      case "bytes":
        return this.#receive(input.bytes);
      case "transportEnd":
        return this.#take("transport.ended", { loss: input.loss });
      case "timer":
        return this.#expire(input.timer);
      case "accept":
      case "refuse":
        return this.#answer(input);
      default:
        return this.#send(input);
    }
  }

  /** The next thing to be done, or `undefined` until there is a new input. */
  next(): Output | undefined {
    for (;;) {
      const output = this.#outputs.take();
      if (output !== undefined) return output;
      if (this.#lifecycle.facts.bytes !== "frames") return undefined;
      const heard = this.#listening.next();
      if (heard === undefined) return undefined;
      this.#hear(heard);
    }
  }

  get #listening(): Incoming {
    return known(this.#incoming, "frames are read before the peer's head of the opening handshake has come");
  }

  #start(): Misuse | TooLate | undefined {
    return this.#lifecycle.refusalOf("transport.opened") ?? this.#take("transport.opened");
  }

  #receive(bytes: Uint8Array): Misuse | undefined {
    switch (this.#lifecycle.facts.bytes) {
      case "frames":
        this.#listening.push(bytes);
        return undefined;
      case "head":
        return this.#progress(this.#opening.push(bytes));
      case "kept":
        this.#listening.push(bytes);
        this.#earlyBytes += bytes.length;
        return undefined;
      case "refused":
        this.#earlyBytes += bytes.length;
        return undefined;
      case "ignored":
        this.#ignoredBytes += bytes.length;
        return undefined;
      case "misplaced":
        return { blame: "caller", requirement: "ours/lifecycle/started-once", detail: "bytes for an endpoint that has not been started" };
    }
  }

  #progress(progress: ClientOpeningProgress | ServerOpeningProgress): undefined {
    if (progress.kind === "more") return;
    if (progress.kind === "failed") {
      const head = "refusal" in progress ? progress.refusal : undefined;
      const response = "response" in progress ? progress.response : null;
      return this.#take("handshake.refused", { failure: progress.failure, head, response });
    }
    this.#listen(progress.rest);
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
    this.#useCompression(compression);
    return this.#take("handshake.accepted", { subprotocol: agreement.subprotocol, response, compression });
  }

  #useCompression(compression: Compression | null): void {
    if (compression === null) return;
    this.#listening.useInflater(compression.inflater, { ...this.#policy, rsvInUse: rsv1 });
    this.#outgoing.useDeflater(compression.deflater);
  }

  #listen(rest: Uint8Array): void {
    this.#incoming = new Incoming({
      policy: this.#policy,
      limits: this.limits,
      statusCodes: this.#statusCodes,
      isUtf8: this.#isUtf8,
      byteOffset: this.#opening.length,
    });
    this.#incoming.push(rest);
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
    const compression = agreed?.compression ?? null;
    this.#useCompression(compression);
    const subprotocol = command.kind === "accept" ? command.subprotocol : null;
    return this.#take(letter, { head, request, subprotocol, compression });
  }

  get #asServer(): ServerOpening {
    if (this.#opening instanceof ServerOpening) return this.#opening;
    throw new ImpossibleError("a client is asked to answer a request");
  }

  #send(command: SendCommand): Misuse | TooLate | undefined {
    const shapeless = misuseOfShape(command);
    if (shapeless !== undefined) return shapeless;
    const letter = letterOfCommand(command);
    const refusal = this.#lifecycle.refusalOf(letter);
    if (refusal !== undefined) return refusal;
    const frame = this.#outgoing.frameOf(command);
    const misuse = this.#outgoing.misuseOf(command, frame);
    return misuse ?? this.#take(letter, { frame });
  }

  #expire(timer: TimerName): undefined {
    const detail = `no opening handshake within ${this.limits.openingTimeoutMs} ms`;
    const failure = failureOf({ requirement: "ours/limits/opening-timeout", detail, position: this.#opening.length });
    return this.#take(`timer.${timer}`, { failure });
  }

  #hear(heard: Heard): void {
    switch (heard.kind) {
      case "message":
        return this.#emit({ type: "message", format: heard.format, payload: heard.payload });
      case "turn":
        return this.#ask(heard);
      case "data":
        return this.#hearData(heard.letter, heard.byteOffset);
      case "failure":
        return this.#take(failureLetters[heard.failure.blame], { failure: heard.failure });
      case "control":
        if (heard.status !== undefined) this.#peerStatus = heard.status;
        return this.#take(heard.letter, { payload: heard.payload, status: heard.status });
    }
  }

  /** Nearly every frame leads here, and nearly every one is in order. */
  #hearData(letter: Letter, byteOffset: number): void {
    const effects = this.#lifecycle.take(letter);
    if (this.#lifecycle.facts.bytes === "frames" && !effects.some(isReading)) {
      throw new ImpossibleError(`${letter} in state ${this.stateName} is neither read nor does it fail the connection`);
    }
    this.#perform(effects, { failure: violationIn(effects, byteOffset) });
  }

  #take(letter: Letter, occasion: Occasion = {}): undefined {
    this.#perform(this.#lifecycle.take(letter), occasion);
  }

  #perform(effects: readonly Effect[], occasion: Occasion): void {
    for (const { effect } of effects) this.#do(effect, occasion);
  }

  /** Each effect the machine may ask for, done: first what is about the connection itself. */
  #do(effect: Effect["effect"], occasion: Occasion): void {
    switch (effect) {
      case "readData":
      case "discard":
        // Of data in order its frame is heard next, and of what is discarded nothing.
        return;
      case "startOpeningTimer":
        return this.#startTimer("opening", this.limits.openingTimeoutMs);
      case "startClosingTimer":
        return this.#startTimer("closing", this.limits.closingTimeoutMs);
      case "stopOpeningTimer":
        return this.#ask({ kind: "stopTimer", timer: "opening" });
      case "stopClosingTimer":
        return this.#ask({ kind: "stopTimer", timer: "closing" });
      case "shutTransport":
        return this.#ask({ kind: "shut" });
      case "dropTransport":
        return this.#ask({ kind: "drop" });
      case "blame":
        return void failureIn(occasion);
      case "refuse":
      case "refuseLate":
      case "impossible":
        throw new ImpossibleError(`${effect} among effects that are carried out`);
      default:
        return this.#tell(effect, occasion);
    }
  }

  /** What the application is told. */
  #tell(effect: Telling | Writing, occasion: Occasion): void {
    switch (effect) {
      case "emitRequest":
        return this.#emit({ type: "request", request: known(occasion.request ?? undefined, "a request to tell that is not there") });
      case "emitOpen":
        return this.#emitOpen(occasion);
      case "emitRefused":
        return this.#emit({ type: "refused", failure: occasion.failure ?? null, response: occasion.response ?? null, ...lossOf(occasion) });
      case "emitPing":
        return this.#emit({ type: "ping", payload: payloadOf(occasion) });
      case "emitPong":
        return this.#emit({ type: "pong", payload: payloadOf(occasion) });
      case "emitClosing":
        return this.#emit({ type: "closing", ...statusIn(occasion) });
      case "emitFailed":
        return this.#emit({ type: "failed", failure: failureIn(occasion) });
      case "emitClosed":
        return this.#emitClosed(occasion);
      default:
        return this.#writeFor(effect, occasion);
    }
  }

  /** What the peer is sent. */
  #writeFor(effect: Writing, occasion: Occasion): void {
    switch (effect) {
      case "writeRequest":
        return this.#writeRequest();
      case "writeAcceptance":
      case "writeRefusal":
        return this.#write(known(occasion.head, `${effect} without a head`));
      case "writeFrame":
      case "writeClose":
        return this.#writeFrame(known(occasion.frame, `${effect} without a frame`));
      case "writePong":
        return this.#writeFrame({ opcode: opcodes.pong, fin: true, payload: payloadOf(occasion) });
      case "writeCloseReply":
        return this.#writeStatus(statusOfReply(statusIn(occasion)));
      case "writeFailureClose":
        return this.#writeStatus(statusOfFailure(failureIn(occasion)));
    }
  }

  #writeRequest(): void {
    if (!(this.#opening instanceof ClientOpening)) throw new ImpossibleError("a server is to write a request");
    this.#write(this.#opening.request);
  }

  #writeStatus(status: CloseStatus | undefined): void {
    const payload = this.#outgoing.closeBody(status?.code, status?.reason ?? "");
    this.#writeFrame({ opcode: opcodes.close, fin: true, payload });
  }

  #writeFrame(frame: FrameToSend): void {
    this.#write(this.#outgoing.encode(frame));
  }

  #write(bytes: Uint8Array): void {
    this.#ask({ kind: "write", bytes });
  }

  #startTimer(timer: TimerName, ms: number): void {
    this.#ask({ kind: "startTimer", timer, ms, begins: timer === "opening" ? "at once" : "once written" });
  }

  #ask(output: Output): void {
    this.#outputs.push(output);
  }

  #emit(event: EndpointEvent): void {
    this.#ask({ kind: "event", event });
  }

  #emitOpen({ subprotocol = null, compression, request = null, response = null }: Occasion): void {
    this.#emit({ type: "open", subprotocol, compression: compression?.parameters ?? null, request, response });
  }

  /** Sections 7.1.4 to 7.1.6. */
  #emitClosed(occasion: Occasion): void {
    const { isClean: wasClean } = this.#lifecycle.facts;
    const { code, reason } = wasClean
      ? known(this.#peerStatus, "a closing handshake is complete without the peer's Close frame")
      : { code: closeCodes.abnormal, reason: "" };
    this.#emit({ type: "closed", code, reason, wasClean, ...lossOf(occasion) });
  }
}

/** Said only where there was one. */
const lossOf = ({ loss }: Occasion): { readonly loss?: string } => (loss === undefined ? {} : { loss });

const isReading = ({ effect }: Effect): boolean => effect === "readData";
const payloadOf = ({ payload }: Occasion): Uint8Array => known(payload, "a control frame without its payload");
const statusIn = ({ status }: Occasion): CloseStatus => known(status, "a Close frame without its status");
const failureIn = ({ failure }: Occasion): Failure => known(failure, "a connection fails for no reason");
