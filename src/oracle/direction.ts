import { closeCodes } from "../../spec/registries/close-codes.ts";
import { isControlOpcode, isDataOpcode, opcodeName, opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflatePort } from "../core/deflate/deflate-port.ts";
import { type Fault, failureOf } from "../core/fault.ts";
import { headerBytesMax } from "../core/frame/frame-header.ts";
import { brokenHeaderRules, rsv1 } from "../core/frame/header-rules.ts";
import { controlLetter, receivedDataLetter } from "../core/lifecycle/letter-of.ts";
import type { CloseStatus } from "../core/message/close-status.ts";
import { directionFrom, MessageInflater } from "../core/permessage-deflate/message-deflate.ts";
import type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
import { DirectionWatch, type Seen } from "./direction-watch.ts";
import { EvidenceBytes, shownMax } from "./evidence-bytes.ts";
import { FrameShapes } from "./frame-shapes.ts";
import { headerFrom } from "./header-from.ts";
import type { MonitorOptions } from "./monitor-options.ts";
import { opaqueInflater } from "./opaque-inflation.ts";
import type { AgreedExtensions } from "./opening/agreed-extensions.ts";
import { OrderWatch } from "./order-watch.ts";
import type { RecordedHeader } from "./recording/recording.ts";

/** What the frames of a direction are read with. */
export type ReadingOptions = Pick<MonitorOptions, "limits" | "statusCodes" | "keptBytesMax" | "deflate" | "isUtf8">;

/** What is in use; "unknown" where the handshake was not recorded. */
export type InUse = AgreedExtensions | "unknown";

/** What nobody can be blamed for where an extension may be in use that gives it a meaning. */
const hangsOnExtension: ReadonlySet<RequirementId> = new Set([
  "rfc6455/5.2/rsv-zero",
  "rfc7692/6.1/rsv1-on-first-frames-only",
  "rfc7692/7.2.1/payload-is-deflate",
]);
const hangsOnUnknown: ReadonlySet<RequirementId> = new Set([
  ...hangsOnExtension,
  "rfc6455/5.2/opcode-known",
  "rfc6455/8.1/invalid-utf8-fails",
]);

/** A frame is not kept, so that no bound is needed. */
const unbounded = { frameBytesMax: Number.POSITIVE_INFINITY, fragmentsMax: Number.POSITIVE_INFINITY, turnBytes: Number.POSITIVE_INFINITY };

/** `opening`: heads come; `frames`: frames do; `lost`: nobody knows what comes. */
type Stage = "opening" | "frames" | "lost";

/** One direction of a connection. */
export class Direction {
  readonly sender: Role;
  readonly shapes = new FrameShapes();
  readonly #options: ReadingOptions;
  readonly #evidence = new EvidenceBytes();
  #watch: DirectionWatch | undefined;
  #stage: Stage = "opening";
  /** Bytes that came; frames, where there are no bytes. */
  #position = 0;
  #frames = 0;
  #frameStart = 0;
  #frameEnd = 0;
  /** Reserved bits that may have a meaning. */
  #rsvInUse = 0;
  readonly #order: OrderWatch;

  constructor(sender: Role, options: ReadingOptions) {
    this.sender = sender;
    this.#order = new OrderWatch(sender);
    this.#options = options;
  }

  get stage(): Stage {
    return this.#stage;
  }

  get position(): number {
    return this.#position;
  }

  get frames(): number {
    return this.#frames;
  }

  /** Whether messages may refer to those before them. */
  get isCompressed(): boolean {
    return this.#rsvInUse === rsv1;
  }

  /** Position behind the last whole frame. */
  get frameEnd(): number {
    return this.#frameEnd;
  }

  /** Position of the last whole frame. */
  get frameStart(): number {
    return this.#frameStart;
  }

  /** Whether a frame has begun that is not whole: nothing else can be sent until it is. */
  get isInsideFrame(): boolean {
    return this.#stage === "frames" && this.#position > this.#frameEnd;
  }

  /** The bytes of the frame, or of the heads, up to this position, for show. */
  evidence(position: number): Uint8Array {
    return this.#evidence.upTo(position, this.#stage === "frames" ? Math.min(this.#frameEnd, position) : 0).slice();
  }

  /** The beginning of the last whole frame, for show. */
  get evidenceOfFrame(): Uint8Array {
    return this.#evidence.upTo(Math.min(this.#frameEnd, this.#frameStart + shownMax) - 1, this.#frameStart).slice();
  }

  /** Bytes have come, whatever they are. */
  count(bytes: Uint8Array): void {
    this.#evidence.push(bytes, this.#position);
    this.#position += bytes.length;
  }

  /** Something was seen of which the recording has no bytes: it counts for one. */
  countOne(): void {
    this.#position++;
    this.#frameEnd = this.#position;
    this.#frames++;
  }

  /** What a frame shows of which only this is known, in order. */
  *readHeader({ rsv, ...recorded }: RecordedHeader, payload: Uint8Array | undefined): Generator<Seen> {
    if (this.#stage !== "frames") return;
    const start = this.#position;
    this.countOne();
    const header = headerFrom({ rsv, ...recorded });
    this.shapes.add(header);
    for (const rule of brokenHeaderRules(header, { expectMasked: this.sender === "client", rsvInUse: this.#rsvInUse }, 0, headerBytesMax)) {
      yield this.#fault({ requirement: rule.requirement, detail: rule.detail(header), position: start });
    }
    const isControl = isControlOpcode(header.opcode);
    if (isDataOpcode(header.opcode)) {
      const failure = this.#order.take(receivedDataLetter(header.firstByte), start);
      if (failure !== undefined) yield { kind: "fault", failure, frame: this.#frames };
    }
    yield { kind: "frame", number: this.#frames, header, payload: payload ?? nothing, start, end: this.#position };
    if (!isControl || opcodeName(header.opcode) === undefined) return;
    const status = header.opcode === opcodes.close && payload !== undefined ? statusIn(payload) : undefined;
    yield { kind: "control", letter: controlLetter(header.opcode), payload: payload ?? nothing, status };
  }

  #fault(fault: Fault): Seen {
    return { kind: "fault", failure: failureOf(fault), frame: this.#frames };
  }

  /** Frames begin at this position. */
  open(byteOffset: number, inUse: InUse): void {
    if (this.#stage === "lost") return;
    const { limits, deflate, ...reading } = this.#options;
    const compression = inUse === "unknown" ? null : inUse.compression;
    const isUnknown = inUse === "unknown" || inUse.unknown.length > 0;
    this.#stage = "frames";
    this.#frameEnd = byteOffset;
    if (isUnknown) this.#rsvInUse = 7;
    else if (compression !== null) this.#rsvInUse = rsv1;
    this.#watch = new DirectionWatch({
      ...reading,
      sender: this.sender,
      byteOffset,
      keepsMessages: false,
      limits: { ...unbounded, messageBytesMax: compression === null ? Number.POSITIVE_INFINITY : limits.messageBytesMax },
      inflater: this.#inflaterFor(isUnknown, compression, deflate),
      tolerated: inUse === "unknown" ? hangsOnExtension : isUnknown ? hangsOnUnknown : new Set(),
    });
  }

  #inflaterFor(isUnknown: boolean, compression: DeflateParameters | null, deflate: DeflatePort | null): MessageInflater | undefined {
    if (isUnknown || (compression !== null && deflate === null)) return opaqueInflater(this.sender);
    return compression === null || deflate === null ? undefined : new MessageInflater(directionFrom(this.sender, compression), deflate);
  }

  /** What the next bytes of frames show, in order. */
  *read(bytes: Uint8Array): Generator<Seen> {
    if (this.#watch === undefined || this.#stage !== "frames") return;
    for (const seen of this.#watch.read(bytes)) {
      if (seen.kind === "frame") {
        this.#frames = seen.number;
        this.#frameStart = seen.start;
        this.#frameEnd = seen.end;
        this.shapes.add(seen.header);
      }
      yield seen;
      if (seen.kind === "fault" && this.#isHttp(seen.failure.byteOffset)) this.lose();
      if (this.stage === "lost") return;
    }
  }

  /** What comes from now on cannot be read. */
  lose(): void {
    this.#stage = "lost";
  }

  /** Whether a text begins where a frame should, as an answer of HTTP: what follows is no frame at all. Its first byte would be a Close frame without FIN and with RSV1. */
  #isHttp(position: number): boolean {
    return position === this.#frameEnd && this.#evidence.upTo(position, position)[0] === firstOfHttp;
  }
}

const nothing = new Uint8Array(0);

/** A Close frame without a body has code 1005. */
const statusIn = (body: Uint8Array): CloseStatus => ({
  code: body.length < 2 ? closeCodes.noStatus : ((body[0] ?? 0) << 8) | (body[1] ?? 0),
  reason: "",
});

const firstOfHttp = "HTTP".charCodeAt(0);
