import { closeCodes } from "../../spec/registries/close-codes.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { decodeUtf8, encodeUtf8 } from "../core/bytes/text.ts";
import type { Compression } from "../core/extension/compression.ts";
import type { Cancel, Clock } from "../node/clock.ts";
import type { Wire, WireEnd } from "../node/tcp-wire.ts";
import type { RawFrame } from "./case.ts";
import type { ClosingFacts, Tally } from "./case-result.ts";
import { readCloseFrame } from "./close-frame.ts";
import { counted } from "./counted.ts";
import type { EngineOptions } from "./engine-options.ts";
import { type Finding, FrameJudge } from "./frame-judge.ts";
import { FrameWriter } from "./frame-writer.ts";
import type { FuzzerTimeouts } from "./fuzzer-timeouts.ts";
import { SendQueue } from "./send-queue.ts";
import { Traffic } from "./traffic.ts";
import { isUtf8 } from "./utf8-check.ts";

/** Where the fuzzer's side of a connection stands. */
export type FuzzerState = "CONNECTING" | "OPEN" | "CLOSING" | "CLOSED";

/** Gets what happens on a connection of the fuzzer. */
export interface FuzzerListener {
  readonly onOpen: () => void;
  readonly onMessage?: (payload: Uint8Array, binary: boolean) => void;
  readonly onPong?: (payload: Uint8Array) => void;
  /** The connection is over; called once. */
  readonly onLost?: () => void;
}

/** What a connection of the fuzzer is made with. */
export interface FuzzerConnectionOptions {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly isServer: boolean;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly timeouts: FuzzerTimeouts;
  readonly engine?: EngineOptions | undefined;
}

/** A requirement the fuzzer saw the peer break. */
export interface SeenViolation {
  readonly requirement: RequirementId;
  readonly detail: string;
}

const reasonBytesMax = 123;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type TimeoutFact = "wasOpenHandshakeTimeout" | "wasCloseHandshakeTimeout" | "wasServerConnectionDropTimeout";

/**
 * The fuzzer's own engine: it writes what it is told, legal or not, answers Pings and Closes as the suite does,
 * judges what it receives, and records who closed how.
 */
export class FuzzerConnection {
  readonly traffic = new Traffic();
  readonly violations: SeenViolation[] = [];
  readonly writer: FrameWriter;
  readonly #wire: Wire;
  readonly #options: FuzzerConnectionOptions;
  readonly #engine: EngineOptions;
  readonly #judge: FrameJudge;
  readonly #queue: SendQueue;
  readonly #facts: Writable<ClosingFacts>;
  #listener: FuzzerListener | undefined;
  #state: FuzzerState = "CONNECTING";
  #isCompressing = false;
  #cancelTimer: Cancel | undefined;

  constructor(options: FuzzerConnectionOptions) {
    this.#options = options;
    this.#wire = options.wire;
    this.#engine = options.engine ?? {};
    this.#judge = new FrameJudge(options.isServer, this.#engine);
    this.#facts = untouched(options.isServer);
    this.#queue = new SendQueue(options.clock, (bytes, sync) => this.#write(bytes, sync));
    const isMasking = this.#engine.masks ?? !options.isServer;
    this.writer = new FrameWriter(this.#queue, this.traffic, () => (isMasking ? options.randomBytes(4).slice() : undefined));
    this.#await("openingHandshake", "wasOpenHandshakeTimeout", () => unfinishedHandshake(this.traffic.rxOctetStats));
  }

  get state(): FuzzerState {
    return this.#state;
  }

  /** Messages go out in fragments of this many bytes, unless a case says otherwise; 0 cuts none. */
  get fragmentBytes(): number {
    return this.#engine.fragmentBytes ?? 0;
  }

  /** Whether permessage-deflate is in use. */
  get isCompressing(): boolean {
    return this.#isCompressing;
  }

  /** permessage-deflate was agreed on; call before `open`. */
  useCompression({ inflater, deflater }: Compression): void {
    this.#isCompressing = true;
    this.#judge.useInflater(inflater);
    this.writer.useDeflater(deflater);
  }

  get facts(): ClosingFacts {
    return this.#facts;
  }

  /** Writes a head of the opening handshake. */
  writeHead(bytes: Uint8Array): void {
    this.#queue.send(bytes);
  }

  /** Who gets what happens; set once, before anything can. */
  attach(listener: FuzzerListener): void {
    this.#listener = listener;
  }

  /** The opening handshake is done; from here on everything received is frames, as `octetsAlready` of the last bytes were. */
  open(octetsAlready = 0): void {
    this.traffic.open(octetsAlready);
    this.#cancelTimer?.();
    this.#state = "OPEN";
    this.#listener?.onOpen();
  }

  /** The opening handshake came to nothing. */
  abandon(reason: string): void {
    this.#facts.wasNotCleanReason = reason;
    this.drop();
  }

  /** Answers with something that is no WebSocket connection, and ends. */
  refuse(response: Uint8Array, reason: string): void {
    this.#facts.wasNotCleanReason = reason;
    this.#write(response, false);
    this.#wire.end();
    this.#lose();
  }

  /** Reads the peer's frames; call only after `open`. */
  receive(bytes: Uint8Array): void {
    for (const finding of this.#judge.read(bytes)) {
      if (this.#state === "CLOSED") return;
      if (finding.kind === "violation") this.#blame(finding);
      else if (finding.kind === "frame") {
        this.traffic.frameReceived(finding.frame);
        this.#receiveControl(finding.frame.opcode, finding.frame.payload);
      } else this.#receiveMessage(finding);
    }
  }

  /** Starts the closing handshake, unless it has begun. */
  close(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    if (this.#state !== "OPEN") return;
    this.#facts.closedByMe = true;
    this.#sendClose(code, reason, payload);
    this.#await("closingHandshake", "wasCloseHandshakeTimeout", () => "the peer did not answer the Close frame in time");
  }

  /** Fails the connection: with a Close frame, or, where one has been sent, by dropping the transport. */
  fail(code: number, reason: string): void {
    if (this.#state === "CLOSED") return;
    this.#facts.failedByMe = true;
    if (this.#engine.failByDrop === true) this.#dropUncleanly(reason);
    else if (this.#state === "OPEN") this.close(code, encodeUtf8(reason), closeBody(code, reason));
    else this.drop();
  }

  #dropUncleanly(reason: string): void {
    this.#facts.wasClean = false;
    this.#facts.wasNotCleanReason = `the fuzzer failed the connection by dropping it: ${reason}`;
    this.drop();
  }

  /** Gives the transport up. */
  drop(): void {
    if (this.#state === "CLOSED") return;
    this.#facts.droppedByMe = true;
    this.#wire.drop();
    this.#lose();
  }

  /** The transport was ended by the peer. */
  lost(how: WireEnd): void {
    if (this.#state === "CLOSED") return;
    const phase = this.#state === "CONNECTING" ? "during the opening handshake" : "without a closing handshake";
    if (!this.#facts.wasClean)
      this.#facts.wasNotCleanReason ??= `the peer ended the TCP connection (${how === "fin" ? "FIN" : "reset"}) ${phase}`;
    this.#wire.end();
    this.#lose();
  }

  #receiveMessage({ payload, framedBytes, binary }: Extract<Finding, { kind: "message" }>): void {
    this.traffic.message("incoming", framedBytes, payload.length);
    if (!this.#facts.failedByMe) this.#listener?.onMessage?.(payload, binary);
  }

  #receiveControl(opcode: number, payload: Uint8Array): void {
    if (opcode === opcodes.ping && this.#state === "OPEN") this.writer.send({ opcode: opcodes.pong, fin: true, rsv: 0, payload });
    if (opcode === opcodes.pong) this.#listener?.onPong?.(payload);
    if (opcode === opcodes.close) this.#receiveClose(payload);
  }

  #receiveClose(body: Uint8Array): void {
    const { code, reason, violations } = readCloseFrame(body);
    this.#facts.remoteCloseCode = code;
    this.#facts.remoteCloseReason = reason;
    for (const violation of violations) this.#blame(violation);
    if (this.#state === "CLOSING") this.#endHandshake();
    else if (this.#state === "OPEN") this.#answerClose(body);
    else this.#facts.wasClean = false;
  }

  /** The peer has answered our Close frame. */
  #endHandshake(): void {
    this.#cancelTimer?.();
    this.#facts.wasClean = true;
    if (this.#options.isServer) this.drop();
    else this.#await("serverDrop", "wasServerConnectionDropTimeout", () => "the server did not end the TCP connection in time");
  }

  /** The peer closed first. */
  #answerClose(body: Uint8Array): void {
    this.#facts.wasClean = true;
    if (this.#engine.echoCloseCodeReason === true) this.#sendClose(this.#facts.remoteCloseCode, body.subarray(2), body);
    else this.#sendClose(closeCodes.normal, null, closeBody(closeCodes.normal, ""));
    if (this.#options.isServer) {
      this.#facts.droppedByMe = true;
      this.#wire.end();
      this.#lose();
    } else this.#await("guard", "wasServerConnectionDropTimeout", () => "the server closed first and never ended the TCP connection");
  }

  #sendClose(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    this.#facts.localCloseCode = code;
    this.#facts.localCloseReason = reason === null ? null : isUtf8(reason) ? decodeUtf8(reason) : null;
    this.#state = "CLOSING";
    this.writer.send({ opcode: opcodes.close, fin: true, rsv: 0, payload } satisfies RawFrame);
  }

  #blame({ closeCode, requirement, detail }: SeenViolation & { readonly closeCode: number }): void {
    this.violations.push({ requirement, detail });
    this.fail(closeCode, detail);
  }

  /** One wait at a time: when it is over, the connection is not clean and ends. */
  #await(wait: keyof FuzzerTimeouts, fact: TimeoutFact, reason: () => string): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.#options.clock.after(this.#options.timeouts[wait], () => {
      if (this.#state === "CLOSED") return;
      this.#facts[fact] = true;
      this.#facts.wasClean = false;
      this.#facts.wasNotCleanReason = reason();
      this.drop();
    });
  }

  #write(bytes: Uint8Array, sync: boolean): void {
    if (this.#state === "CLOSED") return;
    this.traffic.octetsSent(bytes, sync);
    this.#wire.write(bytes);
  }

  #lose(): void {
    this.#state = "CLOSED";
    this.#cancelTimer?.();
    this.#queue.clear();
    this.#listener?.onLost?.();
  }
}

function unfinishedHandshake(received: Tally): string {
  const bytes = [...received].reduce((sum, [length, count]) => sum + length * count, 0);
  const what = bytes === 0 ? "not a byte was received" : `${counted(bytes, "byte")} came, which are no complete HTTP head`;
  return `the opening handshake was not finished in time: ${what}`;
}

function closeBody(code: number, reason: string): Uint8Array {
  const text = encodeUtf8(reason).subarray(0, reasonBytesMax);
  const body = new Uint8Array(2 + text.length);
  new DataView(body.buffer).setUint16(0, code);
  body.set(text, 2);
  return body;
}

const untouched = (isServer: boolean): ClosingFacts => ({
  isServer,
  closedByMe: false,
  failedByMe: false,
  droppedByMe: false,
  wasClean: false,
  wasNotCleanReason: null,
  wasServerConnectionDropTimeout: false,
  wasOpenHandshakeTimeout: false,
  wasCloseHandshakeTimeout: false,
  localCloseCode: null,
  localCloseReason: null,
  remoteCloseCode: null,
  remoteCloseReason: null,
});
