import { isControlOpcode } from "../../../../spec/registries/opcodes.ts";
import type { KeptFrame } from "../../../core/connection/heard.ts";
import type { RawFrame } from "../../case/case.ts";
import { type FramePlace, keepFrame, type SeenFrame, type SeenFrames } from "./seen-frame.ts";
import type { DirectionStatistics, Tally, TrafficStatistics } from "./traffic-statistics.ts";
import { excerptOf, type WireLogEntry } from "./wire-log.ts";

/** A frame as it was received, complete and unmasked. */
export interface ReceivedFrame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly masked: boolean;
  readonly maskingKey: Uint8Array | null;
  readonly payload: Uint8Array;
}

/** A frame of the peer as reports show it. */
export function receivedFrame({ header, payload }: KeptFrame): ReceivedFrame {
  const { opcode, fin, rsv, masked, maskingKey } = header;
  const key = Uint8Array.of(maskingKey >>> 24, maskingKey >>> 16, maskingKey >>> 8, maskingKey);
  return { opcode, fin, rsv, masked, maskingKey: masked ? key : null, payload };
}

/** Far more than any case needs: a peer that floods the fuzzer does not fill its memory, too. */
const logEntriesMax = 2000;

/** Keeps the wire log and counts what goes over the wire, in chunks and in frames. */
export class Traffic {
  readonly wireLog: WireLogEntry[] = [];
  /** When each entry of the wire log was made, in milliseconds since the connection began. */
  readonly wireLogTimes: number[] = [];
  readonly #now: () => number;
  readonly #beganMs: number;
  readonly #seen = { sent: [] as SeenFrame[], received: [] as SeenFrame[] };
  #framesSent = 0;
  readonly #octets = { received: new Map<number, number>(), sent: new Map<number, number>() };
  readonly #frames = { received: new Map<number, number>(), sent: new Map<number, number>() };
  readonly #counts = { incoming: emptyCounts(), outgoing: emptyCounts() };
  #isOpen = false;
  #isLogging = true;
  #isLogFull = false;
  #statistics: TrafficStatistics | null = null;

  /** `now` tells milliseconds since some fixed moment. */
  constructor(now: () => number) {
    this.#now = now;
    this.#beganMs = now();
  }

  get rxOctetStats(): Tally {
    return this.#octets.received;
  }
  get txOctetStats(): Tally {
    return this.#octets.sent;
  }
  get rxFrameStats(): Tally {
    return this.#frames.received;
  }
  get txFrameStats(): Tally {
    return this.#frames.sent;
  }

  /** The frames that went over the wire, with their places. */
  get frames(): SeenFrames {
    return this.#seen;
  }

  /** Octets received before the connection was open: where the frames of the peer begin. */
  get preopenOctetsReceived(): number {
    return this.#counts.incoming.preopenOctetsWireLevel;
  }

  /** Octets received since the connection was open. */
  get octetsReceivedOpen(): number {
    return this.#counts.incoming.octetsWireLevel;
  }

  /** What the messages of the fuzzer held, before they were compressed. */
  get octetsOfMessagesSent(): number {
    return this.#counts.outgoing.octetsAppLevel;
  }

  /** A line that is about time, not about bytes. */
  note(entry: WireLogEntry): void {
    this.wireLog.push(entry);
    // Microseconds are enough, and more digits would only fill the files.
    this.wireLogTimes.push(Math.round((this.#now() - this.#beganMs) * 1000) / 1000);
  }

  /** Whether what is about bytes is being logged. */
  get isLogging(): boolean {
    return this.#isLogging;
  }

  /** What `keepStatistics` kept. */
  get statistics(): TrafficStatistics | null {
    return this.#statistics;
  }

  /** From here on octets count as those of the open connection; so many of those counted last already belong to it. */
  open(octetsAlready: number): void {
    this.#isOpen = true;
    this.#counts.incoming.preopenOctetsWireLevel -= octetsAlready;
    this.#counts.incoming.octetsWireLevel += octetsAlready;
  }

  /** Switches the log of what is about bytes; with a marker, a change is an entry of its own. */
  switchLog(enabled: boolean, marker: boolean): void {
    if (marker && enabled !== this.#isLogging) this.note({ kind: "WLM", enabled });
    this.#isLogging = enabled;
  }

  /** Keeps the statistics as they are now. */
  keepStatistics(): void {
    this.#statistics = { incoming: { ...this.#counts.incoming }, outgoing: { ...this.#counts.outgoing } };
  }

  /** A message of the application, complete: as it was framed, and as it is. */
  message(direction: "incoming" | "outgoing", framedBytes: number, messageBytes: number): void {
    const counts = this.#counts[direction];
    counts.webSocketMessages++;
    counts.octetsWebSocketLevel += framedBytes;
    counts.octetsAppLevel += messageBytes;
  }

  octetsReceived(bytes: Uint8Array): void {
    count(this.#octets.received, bytes.length);
    this.#countOctets("incoming", bytes.length);
    this.#log({ kind: "RO", octets: excerptOf(bytes) });
  }

  octetsSent(bytes: Uint8Array, sync: boolean): void {
    count(this.#octets.sent, bytes.length);
    this.#countOctets("outgoing", bytes.length);
    this.#log({ kind: "TO", octets: excerptOf(bytes), sync });
  }

  frameReceived({ payload, ...frame }: ReceivedFrame, place: FramePlace): void {
    count(this.#frames.received, frame.opcode);
    if (!isControlOpcode(frame.opcode)) this.#counts.incoming.webSocketFrames++;
    const logLine = this.#log({ kind: "RF", payload: excerptOf(payload), ...frame });
    const { opcode, fin, rsv } = frame;
    const { number, start, end } = place;
    keepFrame(this.#seen.received, { number, start, end, opcode, fin, rsv, payloadLength: payload.length, logLine });
  }

  frameSent(frame: RawFrame, maskingKey: Uint8Array | undefined, start: number, end: number): void {
    const { payload, opcode, fin, rsv, repeatLength, chopSize, sync } = frame;
    count(this.#frames.sent, opcode);
    if (!isControlOpcode(opcode)) this.#counts.outgoing.webSocketFrames++;
    const logLine = this.#log({
      kind: "TF",
      payload: excerptOf(payload),
      opcode,
      fin,
      rsv,
      maskingKey: maskingKey ?? null,
      repeatLength: repeatLength ?? null,
      chopSize: chopSize ?? null,
      sync: sync ?? false,
    });
    this.#keepSent({ start, end, opcode, fin, rsv, payloadLength: repeatLength ?? payload.length, logLine });
  }

  /** A frame that is written in pieces; the log has its octets only. */
  frameBegun({ opcode, fin }: Pick<RawFrame, "opcode" | "fin">, payloadLength: number, start: number, end: number): void {
    this.#keepSent({ start, end, opcode, fin, rsv: 0, payloadLength, logLine: null });
  }

  #keepSent(frame: Omit<SeenFrame, "number">): void {
    this.#framesSent++;
    keepFrame(this.#seen.sent, { number: this.#framesSent, ...frame });
  }

  /** What is about bytes is logged up to a bound; returns the line it got. */
  #log(entry: WireLogEntry): number | null {
    if (!this.#isLogging || this.#isLogFull) return null;
    this.#isLogFull = this.wireLog.length >= logEntriesMax;
    this.note(this.#isLogFull ? { kind: "WLM", enabled: false } : entry);
    return this.#isLogFull ? null : this.wireLog.length - 1;
  }

  #countOctets(direction: "incoming" | "outgoing", octets: number): void {
    const counts = this.#counts[direction];
    if (this.#isOpen) counts.octetsWireLevel += octets;
    else counts.preopenOctetsWireLevel += octets;
  }
}

type Counts = { -readonly [K in keyof DirectionStatistics]: DirectionStatistics[K] };

const emptyCounts = (): Counts => ({
  octetsWireLevel: 0,
  octetsWebSocketLevel: 0,
  octetsAppLevel: 0,
  webSocketFrames: 0,
  webSocketMessages: 0,
  preopenOctetsWireLevel: 0,
});

function count(tally: Map<number, number>, key: number): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}
