import type { Letter } from "../../../spec/lifecycle/letters.ts";
import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { describeFailure, type Failure, known } from "../../core/blame.ts";
import { encodeUtf8 } from "../../core/bytes/text.ts";
import type { Compression } from "../../core/permessage-deflate/compression.ts";
import type { MessageInflater } from "../../core/permessage-deflate/message-deflate.ts";
import type { TransportEnd } from "../../core/transport.ts";
import type { Seen, SeenFault, SeenWholeFrame } from "../../oracle/direction-watch.ts";
import type { RawFrame } from "../case/case.ts";
import { AutobahnSight } from "./autobahn-sight.ts";
import { closeBody } from "./close-frame.ts";
import { ClosingRecord } from "./closing-record.ts";
import type { EngineOptions } from "./engine-options.ts";
import { FloodGate } from "./flood-gate.ts";
import type { FuzzerConnectionOptions, FuzzerListener, FuzzerState } from "./fuzzer-connection-options.ts";
import { OracleSight } from "./oracle-sight.ts";
import { peerWatch } from "./peer-watch.ts";
import type { ClosingFacts } from "./seen/closing-facts.ts";
import type { Ending, FuzzerTimer } from "./seen/ending.ts";
import { keepViolation, type SeenViolation, violationOf, violationOfHead } from "./seen/seen-violation.ts";
import { receivedFrame, Traffic } from "./seen/traffic.ts";
import type { FuzzerTimeouts } from "./waiting/fuzzer-timeouts.ts";
import { PacedSending } from "./waiting/paced-sending.ts";
import { phaseLimits } from "./waiting/phase-limits.ts";
import { type Phase, PhaseWait } from "./waiting/phase-wait.ts";
import { FrameWriter } from "./writing/frame-writer.ts";

/**
 * The fuzzer's own engine: it writes what it is told, legal or not, answers Pings and Closes as the suite does,
 * judges what it receives, and records who closed how.
 */
export class FuzzerConnection {
  readonly traffic: Traffic;
  readonly violations: SeenViolation[] = [];
  readonly writer: FrameWriter;
  /** What the oracle sees of the connection. */
  readonly oracle: OracleSight;
  /** What is sent, and the waits for what the peer makes of it. */
  readonly sending: PacedSending;
  /** How long the fuzzer waits for the peer. */
  readonly timeouts: FuzzerTimeouts;
  /** Messages go out in fragments of this many bytes, unless a case says otherwise; 0 cuts none. */
  readonly fragmentBytes: number;
  readonly #phase: PhaseWait;
  readonly #options: FuzzerConnectionOptions;
  readonly #engine: EngineOptions;
  readonly #record: ClosingRecord;
  readonly #gate: FloodGate;
  #listener: FuzzerListener | undefined;
  #state: FuzzerState = "CONNECTING";
  #inflater: MessageInflater | undefined;
  #sight: AutobahnSight | undefined;
  #hasPeerClosed = false;

  constructor(options: FuzzerConnectionOptions) {
    this.#options = options;
    this.traffic = new Traffic(options.clock.now);
    this.timeouts = options.timeouts;
    this.oracle = new OracleSight(options.isServer ? "server" : "client", options.clock);
    this.sending = new PacedSending({ ...options, transport: this.oracle.watching(options.transport) }, this.traffic);
    this.#phase = new PhaseWait(this.sending, this.timeouts, (phase, seconds) => this.#runOut(phase, seconds));
    this.#engine = options.engine ?? {};
    this.fragmentBytes = this.#engine.fragmentBytes ?? 0;
    this.#record = new ClosingRecord(options.isServer);
    this.#gate = new FloodGate(this.traffic, this.sending);
    const isMasking = this.#engine.masks ?? !options.isServer;
    this.writer = new FrameWriter(this.sending.queue, this.traffic, () => (isMasking ? options.randomBytes(4).slice() : undefined));
    this.#phase.begin("openingHandshake");
  }

  get state(): FuzzerState {
    return this.#state;
  }

  /** Whether permessage-deflate is in use. */
  get isCompressing(): boolean {
    return this.#inflater !== undefined;
  }

  /** permessage-deflate was agreed on; call before `open`. */
  useCompression({ inflater, deflater }: Compression): void {
    this.#inflater = inflater;
    this.writer.useDeflater(deflater);
  }

  get facts(): ClosingFacts {
    return this.#record.facts;
  }

  /** How the connection ended, once it has. */
  get ending(): Ending {
    return this.#record.ending;
  }

  /** A time limit of the case was reached. */
  noteCaseTimer(timer: "kill" | "close", seconds: number): void {
    this.#record.caseTimerRanOut(timer, seconds, this.#state === "CLOSING");
  }

  /** Bytes have arrived, of the opening handshake or of frames. */
  noteReceived(bytes: Uint8Array): void {
    this.traffic.octetsReceived(bytes);
    this.oracle.received(bytes);
    this.sending.noteAnswer();
  }

  /** Writes a head of the opening handshake. */
  writeHead(bytes: Uint8Array): void {
    this.sending.queue.send(bytes);
  }

  /** Who gets what happens; set once, before anything can. */
  attach(listener: FuzzerListener): void {
    this.#listener = listener;
  }

  /** The opening handshake is done; from here on everything received is frames, as `octetsAlready` of the last bytes were. */
  open(octetsAlready = 0): void {
    this.traffic.open(octetsAlready);
    this.#sight = new AutobahnSight(peerWatch(this.#options, this.traffic.preopenOctetsReceived, this.#inflater));
    this.#phase.end();
    this.#state = "OPEN";
    this.#listener?.onOpen();
  }

  /** The peer's part of the opening handshake is done: what the answer waits for now is ours. */
  noteRequest(): void {
    this.#phase.end();
  }

  /** The opening handshake came to nothing, by a failure of the peer or for another reason. */
  abandon(why: Failure | string): void {
    this.#failOpening("notOpened", why);
    this.drop();
  }

  /** Answers with something that is no WebSocket connection, and ends. */
  refuse(response: Uint8Array, why: Failure | string): void {
    this.#failOpening("refused", why);
    this.writeHead(response);
    this.sending.end();
    this.#lose();
  }

  /** Reads the peer's frames; call only after `open`. Nothing is a frame that comes behind the first Close (section 1.4). */
  receive(bytes: Uint8Array): void {
    if (this.#gate.isFlooded) this.#stem();
    else if (this.#hasPeerClosed) this.#record.cameBehindClose(bytes.length);
    else this.#readFrames(bytes);
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
    const sight = known(this.#sight, "frames are read before the connection is open");
    for (const seen of sight.read(bytes)) {
      if (seen.kind === "fault") this.#blame(seen);
      else if (seen.kind === "frame") this.#seeFrame(seen);
      else if (seen.kind === "message") this.#receiveMessage(seen);
      else this.#receiveControl(seen.letter, seen.payload);
      if (this.#state === "CLOSED" || (this.#hasPeerClosed && seen.kind === "control")) break;
    }
    if (this.#hasPeerClosed) this.#record.cameBehindClose(sight.unreadBytes);
  }

  #seeFrame(frame: SeenWholeFrame): void {
    this.#gate.countFrame();
    if (this.#gate.isFlooded) return this.#stem();
    this.traffic.frameReceived(receivedFrame(frame), frame);
    if (frame.header.opcode !== opcodes.close) return;
    this.#hasPeerClosed = true;
    this.#record.closeReceived(frame.payload);
  }

  /** Starts the closing handshake, unless it has begun. */
  close(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    if (this.#state !== "OPEN") return;
    this.#record.facts.closedByMe = true;
    this.#sendClose(code, reason, payload);
    this.#phase.begin("closingHandshake");
  }

  /** Fails the connection: with a Close frame, or, where one has been sent, by dropping the transport. */
  fail(code: number, reason: string): void {
    if (this.#state === "CLOSED") return;
    this.#record.facts.failedByMe = true;
    const isDropping = this.#engine.failByDrop === true;
    if (isDropping) this.#record.notClean(`the fuzzer failed the connection by dropping it: ${reason}`);
    if (this.#state === "OPEN" && !isDropping) this.close(code, encodeUtf8(reason), closeBody(code, reason));
    else this.drop();
  }

  /** Gives the transport up. */
  drop(): void {
    if (this.#state === "CLOSED") return;
    this.#record.facts.droppedByMe = true;
    this.sending.destroy();
    this.#lose();
  }

  /** The transport was ended by the peer, or is lost for another reason. */
  lost(end: TransportEnd): void {
    this.oracle.ended(end);
    if (this.#state === "CLOSED") return;
    this.#record.endedByPeer(end, this.#state);
    this.sending.end();
    this.#lose();
  }

  #receiveMessage({ payload, framedBytes, format }: Extract<Seen, { kind: "message" }>): void {
    this.traffic.message("incoming", framedBytes, payload.length);
    if (!this.#record.facts.failedByMe) this.#listener?.onMessage?.(payload, format === "binary");
  }

  #receiveControl(letter: Letter, payload: Uint8Array): void {
    if (letter === "receive.ping" && this.#state === "OPEN")
      this.#gate.pong(() => this.writer.send({ opcode: opcodes.pong, fin: true, rsv: 0, payload }));
    if (letter === "receive.pong") this.#listener?.onPong?.(payload);
    if (letter !== "receive.close") return;
    if (this.#state === "CLOSING") this.#endHandshake();
    else if (this.#state === "OPEN") this.#answerClose(payload);
    else this.#record.facts.wasClean = false;
  }

  /** The peer has answered our Close frame. */
  #endHandshake(): void {
    this.#phase.end();
    this.#record.facts.wasClean = true;
    if (this.#options.isServer) this.drop();
    else this.#phase.begin("serverDrop");
  }

  /** The peer closed first. */
  #answerClose(body: Uint8Array): void {
    this.#record.facts.wasClean = true;
    if (this.#engine.echoCloseCodeReason === true) this.#sendClose(this.#record.facts.remoteCloseCode, body.subarray(2), body);
    else this.#sendClose(closeCodes.normal, null, closeBody(closeCodes.normal));
    if (this.#options.isServer) {
      this.#record.facts.droppedByMe = true;
      this.sending.end();
      this.#lose();
    } else this.#phase.begin("guard");
  }

  #sendClose(code: number | null, reason: Uint8Array | null, payload: Uint8Array): void {
    this.#record.closeSent(code, reason);
    this.#state = "CLOSING";
    this.writer.send({ opcode: opcodes.close, fin: true, rsv: 0, payload } satisfies RawFrame);
  }

  #blame(fault: SeenFault): void {
    const { closeCode, requirement, detail } = fault.failure;
    keepViolation(this.violations, violationOf(fault, this.#state === "OPEN"));
    if (this.#state === "CLOSING") this.#record.because({ kind: "droppedAfterViolation", requirement, detail });
    this.fail(closeCode, detail);
  }

  /** The opening handshake cannot go on. */
  #failOpening(kind: "notOpened" | "refused", why: Failure | string): void {
    if (typeof why !== "string" && why.blame === "peer") keepViolation(this.violations, violationOfHead(why));
    this.#record.openingFailed(kind, typeof why === "string" ? why : describeFailure(why));
  }

  /** The peer has not gone on in time: the connection is not clean and ends. */
  #runOut(phase: Phase, seconds: number): void {
    if (this.#state === "CLOSED") return;
    const { fact, reason } = phaseLimits[phase];
    this.#record.facts[fact] = true;
    this.giveUp(phase, seconds, reason(this.traffic));
  }

  /** The time for something is over: the connection is not clean and ends. */
  giveUp(timer: FuzzerTimer, seconds: number, reason: string): void {
    this.#record.timedOut(timer, seconds, reason);
    this.drop();
  }

  #lose(): void {
    this.#record.over();
    this.#state = "CLOSED";
    this.#phase.end();
    this.#listener?.onLost?.();
  }
}
