import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { ReadyState } from "../../../spec/lifecycle/state-facts.ts";
import { closeCodes, type StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { type Failure, ImpossibleError, known, type Misuse, type TooLate } from "../blame.ts";
import { plainDeflate } from "../deflate/plain-deflate.ts";
import type { Input } from "../input.ts";
import { violationIn } from "../lifecycle/blame-in-effects.ts";
import { failureLetters, letterOfCommand } from "../lifecycle/letter-of.ts";
import { Lifecycle } from "../lifecycle/lifecycle.ts";
import { establishedState, tableOf } from "../lifecycle/step.ts";
import type { Effect } from "../lifecycle/transition-table.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { type CloseStatus, statusOfFailure, statusOfReply } from "../message/close-status.ts";
import type { EndpointEvent, Output } from "../output.ts";
import { type Compression, compressionFor } from "../permessage-deflate/compression.ts";
import type { Ports } from "../ports.ts";
import type { Heard } from "./heard.ts";
import { Incoming } from "./incoming.ts";
import type { Opened } from "./opened.ts";
import { type FrameToSend, misuseOfShape, Outgoing, type SendCommand } from "./outgoing.ts";
import { OutputQueue } from "./output-queue.ts";
import { transportOutput } from "./transport-effects.ts";

/** What may happen to a connection that is open. */
export type ConnectionInput = Exclude<Input, { kind: "start" | "accept" | "refuse" }>;

/** What an open connection is made with. */
export interface ConnectionOptions {
  readonly ports: Ports;
  readonly limits?: Partial<Limits>;
  /** Which list of status codes Close frames are judged by. */
  readonly statusCodes?: StatusCodeProfile | undefined;
  /** Where compression is in use, messages of fewer bytes are sent as they are. */
  readonly thresholdBytes?: number;
  /**
   * What an endpoint shares with the connection that its opening handshake has come to.
   *
   * @internal
   */
  readonly shared?: SharedLife;
}

/** One machine and one list of outputs for an opening handshake and what comes after it, and compression as it was negotiated. */
export interface SharedLife {
  readonly lifecycle: Lifecycle;
  readonly outputs: OutputQueue;
  readonly compression: Compression | null;
}

/** What a letter comes with: whatever its effects may need. */
interface Occasion {
  readonly payload?: Uint8Array;
  readonly frame?: FrameToSend;
  readonly status?: CloseStatus | undefined;
  readonly failure?: Failure | undefined;
  /** Why the transport was lost. */
  readonly loss?: string | undefined;
}

/**
 * Sections 5 to 7: one side of an open connection, without any I/O. It begins where an opening handshake has ended, in whatever
 * version of HTTP that was: inputs are fed in, ordered outputs are pulled out one at a time, as with an `Endpoint`.
 */
export class Connection {
  /** The bounds in force. */
  readonly limits: Limits;
  readonly #lifecycle: Lifecycle;
  readonly #outputs: OutputQueue;
  readonly #incoming: Incoming;
  readonly #outgoing: Outgoing;
  #peerStatus: CloseStatus | undefined;
  #ignoredBytes = 0;

  /** Begins where the opening handshake has ended. */
  constructor(opened: Opened, options: ConnectionOptions) {
    const { role, byteOffset } = opened;
    const { ports, limits, statusCodes = "iana-2026", shared } = options;
    const compression = shared === undefined ? compressionOf(opened, options) : shared.compression;
    this.limits = { ...defaultLimits, ...limits };
    this.#lifecycle = shared?.lifecycle ?? new Lifecycle(tableOf(role), establishedState(role));
    this.#outputs = shared?.outputs ?? new OutputQueue();
    this.#outgoing = new Outgoing(role === "client", ports, statusCodes);
    if (compression !== null) this.#outgoing.useDeflater(compression.deflater);
    const inflater = compression?.inflater;
    const sender = role === "client" ? "server" : "client";
    this.#incoming = new Incoming({ sender, inflater, limits: this.limits, statusCodes, isUtf8: ports.isUtf8, byteOffset });
  }

  /** Where the connection stands, in one word (section 7.1.3). */
  get readyState(): ReadyState {
    return this.#lifecycle.facts.readyState;
  }

  /** The state's name in the transition table. */
  get stateName(): string {
    return this.#lifecycle.stateName;
  }

  /** Whether the host should read on. While it should not, bytes are to wait in the transport: here they would only be dropped. */
  get isReading(): boolean {
    return this.#lifecycle.facts.bytes !== "ignored" || this.#ignoredBytes < this.limits.ignoredBytesMax;
  }

  /** Takes one input. Returns what the caller did wrong, or that it came too late; nothing has changed then. */
  feed(input: ConnectionInput): Misuse | TooLate | undefined {
    switch (input.kind) {
      case "bytes":
        return this.#receive(input.bytes);
      case "transportEnd":
        return this.#take("transport.ended", { loss: input.loss });
      case "timer":
        return this.#take(`timer.${input.timer}`);
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
      const heard = this.#incoming.next();
      if (heard === undefined) return undefined;
      this.#hear(heard);
    }
  }

  #receive(bytes: Uint8Array): undefined {
    if (this.#lifecycle.facts.bytes === "ignored") this.#ignoredBytes += bytes.length;
    else this.#incoming.push(bytes);
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

  #hear(heard: Heard): void {
    switch (heard.kind) {
      case "message":
        return this.#emit({ type: "message", format: heard.format, payload: heard.payload });
      case "turn":
        return this.#outputs.push(heard);
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
    // Its payload is read next, and nothing else is asked for.
    if (effects.length === 1 && effects[0]?.effect === "readData") return;
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

  /** Each effect the machine may ask for once a connection is open, done. */
  #do(effect: Effect["effect"], occasion: Occasion): void {
    switch (effect) {
      case "readData":
      case "discard":
        // Of data in order its frame is heard next, and of what is discarded nothing.
        return;
      case "blame":
        return void failureIn(occasion);
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
        return this.#write(effect, occasion);
    }
  }

  /** What the peer is sent, and what is asked of the transport. */
  #write(effect: Effect["effect"], occasion: Occasion): void {
    switch (effect) {
      case "writeFrame":
      case "writeClose":
        return this.#writeFrame(known(occasion.frame, `${effect} without a frame`));
      case "writePong":
        return this.#writeFrame({ opcode: opcodes.pong, fin: true, payload: payloadOf(occasion) });
      case "writeCloseReply":
        return this.#writeStatus(statusOfReply(statusIn(occasion)));
      case "writeFailureClose":
        return this.#writeStatus(statusOfFailure(failureIn(occasion)));
      default:
        return this.#outputs.push(known(transportOutput(effect, this.limits), `${effect} among the effects of an open connection`));
    }
  }

  #writeStatus(status: CloseStatus | undefined): void {
    const payload = this.#outgoing.closeBody(status?.code, status?.reason ?? "");
    this.#writeFrame({ opcode: opcodes.close, fin: true, payload });
  }

  #writeFrame(frame: FrameToSend): void {
    this.#outputs.push({ kind: "write", bytes: this.#outgoing.encode(frame) });
  }

  #emit(event: EndpointEvent): void {
    this.#outputs.push({ kind: "event", event });
  }

  /** Sections 7.1.4 to 7.1.6. */
  #emitClosed({ loss }: Occasion): void {
    const { isClean: wasClean } = this.#lifecycle.facts;
    const { code, reason } = wasClean
      ? known(this.#peerStatus, "a closing handshake is complete without the peer's Close frame")
      : { code: closeCodes.abnormal, reason: "" };
    this.#emit({ type: "closed", code, reason, wasClean, ...(loss === undefined ? {} : { loss }) });
  }
}

/** RFC 7692: compression that is in use from the first frame on. */
const compressionOf = ({ role, compression }: Opened, { ports, thresholdBytes }: ConnectionOptions): Compression | null =>
  compression === null ? null : compressionFor(role, compression, ports.deflate ?? plainDeflate, thresholdBytes);

const isReading = ({ effect }: Effect): boolean => effect === "readData";
const payloadOf = ({ payload }: Occasion): Uint8Array => known(payload, "a control frame without its payload");
const statusIn = ({ status }: Occasion): CloseStatus => known(status, "a Close frame without its status");
const failureIn = ({ failure }: Occasion): Failure => known(failure, "a connection fails for no reason");
