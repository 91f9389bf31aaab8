import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { describeFailure, type Failure } from "../../core/blame.ts";
import { decodeUtf8, encodeUtf8 } from "../../core/bytes/text.ts";
import { closeCodeOf, movedBy } from "../../core/fault.ts";
import type { Compression } from "../../core/permessage-deflate/compression.ts";
import type { Cancel } from "../../node/clock.ts";
import type { Wire, WireEnd } from "../../node/tcp-wire.ts";
import type { RawFrame } from "../case/case.ts";
import { closeBody, readCloseFrame } from "./close-frame.ts";
import { ClosingRecord } from "./closing-record.ts";
import type { EngineOptions } from "./engine-options.ts";
import { FloodGate } from "./flood-gate.ts";
import { type Finding, type FoundViolation, FrameJudge } from "./frame-judge.ts";
import type { FuzzerConnectionOptions, FuzzerListener, FuzzerState } from "./fuzzer-connection-options.ts";
import type { ClosingFacts } from "./seen/closing-facts.ts";
import type { Ending, TimerName } from "./seen/ending.ts";
import type { FramePlace } from "./seen/seen-frame.ts";
import { keepViolation, type SeenViolation } from "./seen/seen-violation.ts";
import { Traffic } from "./seen/traffic.ts";
import { unfinishedHandshake } from "./unfinished-handshake.ts";
import { isUtf8 } from "./utf8-check.ts";
import type { FuzzerTimeouts } from "./waiting/fuzzer-timeouts.ts";
import { PeerPace } from "./waiting/peer-pace.ts";
import { SentBytes } from "./waiting/sent-bytes.ts";
import { type RunOutWait, Waits } from "./waiting/waits.ts";
import { FrameWriter } from "./writing/frame-writer.ts";
import { SendQueue } from "./writing/send-queue.ts";

type TimeoutFact = "wasOpenHandshakeTimeout" | "wasCloseHandshakeTimeout" | "wasServerConnectionDropTimeout";

/**
 * The fuzzer's own engine: it writes what it is told, legal or not, answers Pings and Closes as the suite does,
 * judges what it receives, and records who closed how.
 */
export class FuzzerConnection {
  readonly traffic: Traffic;
  readonly violations: SeenViolation[] = [];
  readonly writer: FrameWriter;
  readonly #waits: Waits;
  readonly #sent = new SentBytes();
  readonly #pace: PeerPace;
  readonly #wire: Wire;
  readonly #options: FuzzerConnectionOptions;
  readonly #engine: EngineOptions;
  readonly #judge: FrameJudge;
  readonly #queue: SendQueue;
  readonly #record: ClosingRecord;
  readonly #gate = new FloodGate();
  #listener: FuzzerListener | undefined;
  #state: FuzzerState = "CONNECTING";
  #isCompressing = false;
  #cancelTimer: Cancel | undefined;
  #hasPeerClosed = false;
  #wroteAtMs: number | undefined;

  constructor(options: FuzzerConnectionOptions) {
    this.#options = options;
    this.traffic = new Traffic(options.clock.now);
    this.#wire = options.wire;
    this.#pace = options.pace ?? new PeerPace();
    this.#waits = new Waits({ clock: options.clock, pace: this.#pace, sent: this.#sent });
    this.#engine = options.engine ?? {};
    this.#judge = new FrameJudge(options.isServer, this.#engine);
    this.#record = new ClosingRecord(options.isServer);
    this.#queue = new SendQueue(options.clock, (bytes, sync, onLeft) => this.#write(bytes, sync, onLeft));
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

  /** How long the fuzzer waits for the peer. */
  get timeouts(): FuzzerTimeouts {
    return this.#options.timeouts;
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
    return this.#record.facts;
  }

  /** How the connection ended, once it has. */
  get ending(): Ending {
    return this.#record.ending;
  }

  /** The waits for the peer that have run out. */
  get runOutWaits(): readonly RunOutWait[] {
    return this.#waits.runOut;
  }

  /** Waits so long for what the peer makes of all that has been sent, or is about to be; no wait moves its end by what it receives. */
  wait(seconds: number, isDecisive: () => boolean, onRunOut: (wait: RunOutWait) => void, isPause = false): Cancel {
    return this.#waits.begin({ seconds, sentTo: this.#queue.byteOffset, isDecisive, onRunOut, isPause });
  }

  /** A time limit of the case was reached. */
  noteCaseTimer(timer: "kill" | "close", seconds: number): void {
    this.#record.caseTimerRanOut(timer, seconds, this.#state === "CLOSING");
  }

  /** Bytes have arrived, of the opening handshake or of frames. */
  noteReceived(bytes: Uint8Array): void {
    this.traffic.octetsReceived(bytes);
    if (this.#wroteAtMs !== undefined) this.#pace.observe(this.#options.clock.now() - this.#wroteAtMs);
    this.#wroteAtMs = undefined;
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
    this.#judge.startAt(this.traffic.preopenOctetsReceived);
    this.#cancelTimer?.();
    this.#state = "OPEN";
    this.#listener?.onOpen();
  }

  /** The peer's part of the opening handshake is done: what the answer waits for now is ours. */
  noteRequest(): void {
    this.#cancelTimer?.();
  }

  /** The opening handshake came to nothing, by a failure of the peer or for another reason. */
  abandon(why: Failure | string): void {
    const reason = this.#noteFailure(why);
    this.#record.because({ kind: "notOpened", reason });
    this.drop();
  }

  /** Answers with something that is no WebSocket connection, and ends. */
  refuse(response: Uint8Array, why: Failure | string): void {
    const reason = this.#noteFailure(why);
    this.#record.because({ kind: "refused", reason });
    this.#write(response, false);
    this.#wire.end();
    this.#lose();
  }

  /** Reads the peer's frames; call only after `open`. Nothing is a frame that comes behind the first Close (section 1.4). */
  receive(bytes: Uint8Array): void {
    if (this.#isFlooded) this.#stem();
    else if (this.#hasPeerClosed) this.#record.cameBehindClose(bytes.length);
    else this.#readFrames(bytes);
  }

  get #isFlooded(): boolean {
    return this.#gate.isFlooded(this.traffic.octetsReceivedOpen, this.#queue.byteOffset + this.traffic.octetsOfMessagesSent);
  }

  /** A peer that does not stop sending keeps the fuzzer from everything else. */
  #stem(): void {
    const bytes = this.traffic.octetsReceivedOpen;
    this.#record.because({ kind: "flooded", bytes });
    this.fail(closeCodes.policy, "far more than the case gives reason to");
    this.#record.notClean(`the peer sent ${bytes} bytes, far more than the case gives it reason to`);
    this.drop();
  }

  #readFrames(bytes: Uint8Array): void {
    for (const finding of this.#judge.read(bytes)) {
      if (this.#state === "CLOSED") return;
      if (finding.kind === "violation") this.#blame(finding);
      else if (finding.kind === "message") this.#receiveMessage(finding);
      else {
        this.#gate.countFrame();
        if (this.#isFlooded) return this.#stem();
        this.traffic.frameReceived(finding.frame, finding.place);
        this.#receiveControl(finding.frame.opcode, finding.frame.payload, finding.place);
      }
      if (this.#hasPeerClosed) {
        this.#record.cameBehindClose(this.#judge.unreadBytes);
        return;
      }
    }
  }

  /** Starts the closing handshake, unless it has begun. */
  close(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    if (this.#state !== "OPEN") return;
    this.#record.facts.closedByMe = true;
    this.#sendClose(code, reason, payload);
    this.#await("closingHandshake", "wasCloseHandshakeTimeout", () => "the peer did not answer the Close frame in time");
  }

  /** Fails the connection: with a Close frame, or, where one has been sent, by dropping the transport. */
  fail(code: number, reason: string): void {
    if (this.#state === "CLOSED") return;
    this.#record.facts.failedByMe = true;
    if (this.#engine.failByDrop === true) this.#dropUncleanly(reason);
    else if (this.#state === "OPEN") this.close(code, encodeUtf8(reason), closeBody(code, reason));
    else this.drop();
  }

  #dropUncleanly(reason: string): void {
    this.#record.notClean(`the fuzzer failed the connection by dropping it: ${reason}`);
    this.drop();
  }

  /** Gives the transport up. */
  drop(): void {
    if (this.#state === "CLOSED") return;
    this.#record.facts.droppedByMe = true;
    this.#wire.drop();
    this.#lose();
  }

  /** The transport was ended by the peer. */
  lost(how: WireEnd): void {
    if (this.#state === "CLOSED") return;
    this.#record.endedByPeer(how, phases[this.#state]);
    this.#wire.end();
    this.#lose();
  }

  #receiveMessage({ payload, framedBytes, binary }: Extract<Finding, { kind: "message" }>): void {
    this.traffic.message("incoming", framedBytes, payload.length);
    if (!this.#record.facts.failedByMe) this.#listener?.onMessage?.(payload, binary);
  }

  #receiveControl(opcode: number, payload: Uint8Array, place: FramePlace): void {
    if (opcode === opcodes.ping && this.#state === "OPEN") this.#pong(payload);
    if (opcode === opcodes.pong) this.#listener?.onPong?.(payload);
    if (opcode === opcodes.close) this.#receiveClose(payload, place);
  }

  #pong(payload: Uint8Array): void {
    if (!this.#gate.mayPong) return;
    const start = this.#queue.byteOffset;
    this.writer.send({ opcode: opcodes.pong, fin: true, rsv: 0, payload });
    this.#sent.whenLeft(this.#queue.byteOffset, this.#gate.pong(this.#queue.byteOffset - start));
  }

  #receiveClose(body: Uint8Array, { number, end }: FramePlace): void {
    const { code, reason, faults } = readCloseFrame(body, this.#options.statusCodes);
    this.#hasPeerClosed = true;
    this.#record.facts.remoteCloseCode = code;
    this.#record.facts.remoteCloseReason = reason;
    for (const fault of faults) this.#blame({ kind: "violation", fault: movedBy(end - body.length, fault), frame: number });
    if (this.#state === "CLOSING") this.#endHandshake();
    else if (this.#state === "OPEN") this.#answerClose(body);
    else this.#record.facts.wasClean = false;
  }

  /** The peer has answered our Close frame. */
  #endHandshake(): void {
    this.#cancelTimer?.();
    this.#record.facts.wasClean = true;
    if (this.#options.isServer) this.drop();
    else this.#await("serverDrop", "wasServerConnectionDropTimeout", () => "the server did not end the TCP connection in time");
  }

  /** The peer closed first. */
  #answerClose(body: Uint8Array): void {
    this.#record.facts.wasClean = true;
    if (this.#engine.echoCloseCodeReason === true) this.#sendClose(this.#record.facts.remoteCloseCode, body.subarray(2), body);
    else this.#sendClose(closeCodes.normal, null, closeBody(closeCodes.normal, ""));
    if (this.#options.isServer) {
      this.#record.facts.droppedByMe = true;
      this.#wire.end();
      this.#lose();
    } else this.#await("guard", "wasServerConnectionDropTimeout", () => "the server closed first and never ended the TCP connection");
  }

  #sendClose(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    this.#record.facts.localCloseCode = code;
    this.#record.facts.localCloseReason = reason === null ? null : isUtf8(reason) ? decodeUtf8(reason) : null;
    this.#state = "CLOSING";
    this.writer.send({ opcode: opcodes.close, fin: true, rsv: 0, payload } satisfies RawFrame);
  }

  #blame({ fault: { requirement, detail, position: byteOffset }, frame }: FoundViolation): void {
    const isAnswered = this.#state === "OPEN";
    const closeCode = closeCodeOf(requirement);
    keepViolation(this.violations, { by: "peer", requirement, detail, frame, byteOffset, closeCode: isAnswered ? closeCode : null });
    if (this.#state === "CLOSING") this.#record.because({ kind: "droppedAfterViolation", requirement, detail });
    this.fail(closeCode, detail);
  }

  /** The opening handshake cannot go on; returns the reason in words. */
  #noteFailure(why: Failure | string): string {
    if (typeof why !== "string" && why.blame === "peer") {
      const { requirement, detail, byteOffset } = why;
      keepViolation(this.violations, { by: "peer", requirement, detail, frame: 0, byteOffset, closeCode: null });
    }
    const reason = typeof why === "string" ? why : describeFailure(why);
    this.#record.facts.wasNotCleanReason = reason;
    return reason;
  }

  /** One wait at a time: when it is over, the connection is not clean and ends. */
  #await(wait: keyof FuzzerTimeouts, fact: TimeoutFact, reason: () => string): void {
    this.#cancelTimer?.();
    this.#cancelTimer = this.wait(
      this.#options.timeouts[wait],
      () => true,
      ({ seconds }) => {
        if (this.#state === "CLOSED") return;
        this.#record.facts[fact] = true;
        this.giveUp(wait, seconds, reason());
      },
    );
  }

  /** The time for something is over: the connection is not clean and ends. */
  giveUp(timer: TimerName, seconds: number, reason: string): void {
    this.#record.timedOut(timer, seconds, reason);
    this.drop();
  }

  #write(bytes: Uint8Array, sync: boolean, onLeft?: () => void): void {
    if (this.#state === "CLOSED") return;
    this.traffic.octetsSent(bytes, sync);
    this.#wroteAtMs = this.#options.clock.now();
    this.#wire.write(bytes, () => {
      this.#sent.leave(bytes.length);
      onLeft?.();
    });
  }

  #lose(): void {
    this.#record.over();
    this.#state = "CLOSED";
    this.#cancelTimer?.();
    this.#queue.clear();
    this.#listener?.onLost?.();
  }
}

const phases = { CONNECTING: "openingHandshake", OPEN: "open", CLOSING: "closingHandshake" } as const;
