import type { EffectName } from "../../spec/lifecycle/effects.ts";
import type { Letter } from "../../spec/lifecycle/letters.ts";
import { closeCodes, type StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { Failure, Misuse, TooLate } from "./blame.ts";
import { checkEndpointOptions, type EndpointOptions } from "./endpoint-options.ts";
import { failureOf } from "./fault.ts";
import { type HeaderPolicy, rsv1 } from "./frame/header-rules.ts";
import { type Heard, Incoming } from "./incoming.ts";
import type { Command, Input, TimerName } from "./input.ts";
import { failureLetters, letterOfCommand } from "./lifecycle/letter-of.ts";
import { Lifecycle, type ReadyState } from "./lifecycle/lifecycle.ts";
import { lateByOrder, misuseOfOrder, violationIn } from "./lifecycle/order-of-frames.ts";
import type { Effect } from "./lifecycle/transition-table.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { type CloseStatus, statusOfFailure, statusOfReply } from "./message/close-status.ts";
import { ClientOpening, type ClientOpeningProgress } from "./opening/client-opening.ts";
import type { OpeningRequest } from "./opening/opening-request.ts";
import type { OpeningResponse } from "./opening/opening-response.ts";
import { lateAnswer, ServerOpening, type ServerOpeningProgress, unaskedAnswer } from "./opening/server-opening.ts";
import { openingOf } from "./opening.ts";
import { type FrameToSend, misuseOfShape, Outgoing, type SendCommand } from "./outgoing.ts";
import type { EndpointEvent, Output } from "./output.ts";
import { OutputQueue } from "./output-queue.ts";
import type { Compression } from "./permessage-deflate/compression.ts";
import { type Negotiation, negotiationOf } from "./permessage-deflate/negotiation.ts";

/** What a letter comes with: whatever its effects may need. */
interface Occasion {
  readonly payload?: Uint8Array;
  readonly frame?: FrameToSend;
  readonly status?: CloseStatus | undefined;
  readonly failure?: Failure | undefined;
  readonly byteOffset?: number;
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
  readonly #running = new Set<TimerName>();
  readonly #negotiation: Negotiation;
  #incoming: Incoming | undefined;
  #peerStatus: CloseStatus | undefined;
  /** Whether the application has answered the request. */
  #isAnswered = false;
  /** Bytes that are dropped, or wait for the application to answer, and how many of them may come. */
  #idleBytes = 0;
  #idleBytesMax: number;

  /** Throws a `MisuseError` when a client is asked to send a request that is not legal. */
  constructor(options: EndpointOptions) {
    checkEndpointOptions(options);
    this.limits = { ...defaultLimits, ...options.limits };
    this.#idleBytesMax = this.limits.earlyBytesMax;
    this.#statusCodes = options.statusCodes ?? "iana-2026";
    this.#policy = { expectMasked: options.role === "server", rsvInUse: 0 };
    this.#isUtf8 = options.ports.isUtf8;
    this.#lifecycle = new Lifecycle(options.role, this.#policy);
    this.#outgoing = new Outgoing(options.role === "client", options.ports, this.#statusCodes);
    this.#negotiation = negotiationOf(options);
    this.#opening = openingOf(options, this.limits);
  }

  /** Where the connection stands, in one word (section 7.1.3). */
  get readyState(): ReadyState {
    return this.#lifecycle.readyState;
  }

  /** The state's name in the transition table, for those who want to look closer. */
  get stateName(): string {
    return this.#lifecycle.stateName;
  }

  /** Whether the host should read on. While it should not, bytes are to wait in the transport: here they would only be kept, or dropped. */
  get isReading(): boolean {
    return this.#idleBytes < this.#idleBytesMax;
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
      if (!this.#lifecycle.isHearing) return undefined;
      const heard = (this.#incoming as Incoming).next();
      if (heard === undefined) return undefined;
      this.#hear(heard);
    }
  }

  #start(): undefined {
    this.#perform(this.#lifecycle.initialEffects, {});
    if (this.#opening instanceof ClientOpening) this.#write(this.#opening.request);
  }

  #receive(bytes: Uint8Array): undefined {
    if (this.#lifecycle.isHearing) {
      (this.#incoming as Incoming).push(bytes);
    } else if (this.readyState !== "CONNECTING") {
      this.#idleBytes += bytes.length;
    } else if (this.#incoming === undefined) {
      this.#progress(this.#opening.push(bytes));
    } else {
      this.#idleBytes += bytes.length;
      this.#incoming.push(bytes);
    }
  }

  #progress(progress: ClientOpeningProgress | ServerOpeningProgress): void {
    if (progress.kind === "more") return;
    if (progress.kind === "failed") {
      if ("refusal" in progress) this.#write(progress.refusal);
      const response = "response" in progress ? progress.response : null;
      this.#take("handshake.refused", { failure: progress.failure, response });
      return;
    }
    this.#listen(progress.rest);
    if (progress.kind === "opened") return this.#agree(progress);
    this.#idleBytes = progress.rest.length;
    this.#emit({ type: "request", request: progress.request });
  }

  /** The answer opens the connection if the extension it agrees on is one that was offered in this way. */
  #agree({ agreement, response }: Extract<ClientOpeningProgress, { kind: "opened" }>): void {
    const compression = this.#negotiation.asClient(agreement.extensions);
    if (compression !== null && "requirement" in compression) {
      const failure = failureOf({ ...compression, position: this.#opening.length - 1 });
      this.#take("handshake.refused", { failure, response });
      return;
    }
    this.#useCompression(compression);
    this.#take("handshake.accepted", { subprotocol: agreement.subprotocol, response, compression });
  }

  #useCompression(compression: Compression | null): void {
    if (compression === null) return;
    const policy = { ...this.#policy, rsvInUse: rsv1 };
    this.#lifecycle.adopt(policy);
    (this.#incoming as Incoming).useInflater(compression.inflater, policy);
    this.#outgoing.useDeflater(compression.deflater);
  }

  #listen(rest: Uint8Array): void {
    this.#incoming = new Incoming({
      lifecycle: this.#lifecycle,
      policy: this.#policy,
      limits: this.limits,
      statusCodes: this.#statusCodes,
      isUtf8: this.#isUtf8,
      byteOffset: this.#opening.length,
    });
    this.#incoming.push(rest);
  }

  #answer(command: Extract<Command, { kind: "accept" | "refuse" }>): Misuse | TooLate | undefined {
    if (!(this.#opening instanceof ServerOpening) || this.#opening.request === undefined || this.#isAnswered) return unaskedAnswer;
    if (this.readyState !== "CONNECTING") return lateAnswer;
    const { request } = this.#opening;
    const agreed = command.kind === "accept" ? this.#negotiation.asServer(request.extensions) : null;
    const bytes = command.kind === "accept" ? this.#opening.accept(command, agreed?.answer) : this.#opening.refuse(command);
    if ("blame" in bytes) return bytes;
    this.#isAnswered = true;
    this.#write(bytes);
    if (command.kind === "refuse") return this.#take("handshake.refused");
    const compression = agreed?.compression ?? null;
    this.#useCompression(compression);
    return this.#take("handshake.accepted", { request, subprotocol: command.subprotocol, compression });
  }

  #send(command: SendCommand): Misuse | TooLate | undefined {
    const shapeless = misuseOfShape(command);
    if (shapeless !== undefined) return shapeless;
    const letter = letterOfCommand(command);
    const refusal = this.#lifecycle.refusalOf(letter);
    if (refusal !== undefined) return this.#lifecycle.isPast ? lateByOrder(refusal) : misuseOfOrder(refusal);
    const frame = this.#outgoing.frameOf(command);
    const misuse = this.#outgoing.misuseOf(command, frame);
    if (misuse === undefined) this.#take(letter, { frame });
    return misuse;
  }

  #expire(timer: TimerName): undefined {
    if (!this.#running.delete(timer)) return;
    const detail = `no opening handshake within ${this.limits.openingTimeoutMs} ms`;
    const failure = failureOf({ requirement: "ours/limits/opening-timeout", detail, position: this.#opening.length });
    this.#take(`timer.${timer}`, { failure });
  }

  #hear(heard: Heard): void {
    switch (heard.kind) {
      case "message":
        return this.#emit({ type: "message", format: heard.format, payload: heard.payload });
      case "turn":
        return this.#ask(heard);
      case "data":
        return this.#take(heard.letter, { byteOffset: heard.byteOffset });
      case "failure":
        return this.#take(failureLetters[heard.failure.blame], { failure: heard.failure });
      case "control":
        this.#peerStatus = heard.status;
        return this.#take(heard.letter, { payload: heard.payload, status: heard.status });
    }
  }

  #take(letter: Letter, occasion: Occasion = {}): undefined {
    this.#perform(this.#lifecycle.take(letter), occasion);
  }

  #perform(effects: readonly Effect[], occasion: Occasion): void {
    const known = occasion.byteOffset === undefined ? occasion : { ...occasion, failure: violationIn(effects, occasion.byteOffset) };
    for (const { effect } of effects) this.#do(effect, known);
  }

  /** Each effect the machine may ask for, done. Data is read by `Incoming`, and what is refused or discarded leaves nothing to do. */
  #do(effect: EffectName, occasion: Occasion): void {
    switch (effect) {
      case "writeFrame":
      case "writeClose":
        return this.#writeFrame(occasion.frame as FrameToSend);
      case "startOpeningTimer":
        return this.#startTimer("opening", this.limits.openingTimeoutMs);
      case "startClosingTimer":
        return this.#startTimer("closing", this.limits.closingTimeoutMs);
      case "stopOpeningTimer":
        return this.#stopTimer("opening");
      case "stopClosingTimer":
        return this.#stopTimer("closing");
      case "emitOpen":
        return this.#emitOpen(occasion);
      case "emitRefused":
        return this.#emit({ type: "refused", failure: occasion.failure ?? null, response: occasion.response ?? null, ...lossOf(occasion) });
      case "emitPing":
        return this.#emit({ type: "ping", payload: occasion.payload as Uint8Array });
      case "emitPong":
        return this.#emit({ type: "pong", payload: occasion.payload as Uint8Array });
      case "writePong":
        return this.#writeFrame({ opcode: opcodes.pong, fin: true, payload: occasion.payload as Uint8Array });
      case "writeCloseReply":
        return this.#writeStatus(statusOfReply(occasion.status as CloseStatus));
      case "writeFailureClose":
        return this.#writeStatus(statusOfFailure(occasion.failure as Failure));
      case "emitClosing":
        return this.#emit({ type: "closing", ...(occasion.status as CloseStatus) });
      case "emitFailed":
        return this.#emit({ type: "failed", failure: occasion.failure as Failure });
      case "shutTransport":
        return this.#ask({ kind: "shut" });
      case "dropTransport":
        return this.#ask({ kind: "drop" });
      case "emitClosed":
        return this.#emitClosed(occasion);
    }
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
    this.#running.add(timer);
    this.#ask({ kind: "startTimer", timer, ms, begins: timer === "opening" ? "at once" : "once written" });
  }

  #stopTimer(timer: TimerName): void {
    if (this.#running.delete(timer)) this.#ask({ kind: "stopTimer", timer });
  }

  #ask(output: Output): void {
    this.#outputs.push(output);
  }

  #emit(event: EndpointEvent): void {
    this.#ask({ kind: "event", event });
  }

  /** What comes from here on is looked at, until the connection closes. */
  #emitOpen({ subprotocol = null, compression, request = null, response = null }: Occasion): void {
    this.#idleBytes = 0;
    this.#idleBytesMax = this.limits.ignoredBytesMax;
    this.#emit({ type: "open", subprotocol, compression: compression?.parameters ?? null, request, response });
  }

  /** Sections 7.1.4 to 7.1.6: a Close frame that arrived was answered at once, if it was not an answer itself. */
  #emitClosed(occasion: Occasion): void {
    const { code, reason } = this.#peerStatus ?? { code: closeCodes.abnormal, reason: "" };
    this.#emit({ type: "closed", code, reason, wasClean: this.#peerStatus !== undefined, ...lossOf(occasion) });
  }
}

/** Said only where there was one. */
const lossOf = ({ loss }: Occasion): { readonly loss?: string } => (loss === undefined ? {} : { loss });
