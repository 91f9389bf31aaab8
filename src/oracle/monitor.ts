import { isControlOpcode, opcodes } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import { valuesOf } from "../core/opening/head-field.ts";
import { Direction } from "./direction.ts";
import type { Seen } from "./direction-watch.ts";
import type { Deed, DeedKind } from "./duties/deed.ts";
import { Judging } from "./judging.ts";
import { Ledger } from "./ledger.ts";
import { defaultMonitorOptions, type MonitorOptions } from "./monitor-options.ts";
import { factsInUse } from "./opening/facts-in-use.ts";
import { judgedInOpening } from "./opening/judged-in-opening.ts";
import { type OpeningShown, OpeningWatch } from "./opening/opening-watch.ts";
import type { ConnectionFacts, Observation } from "./recording/recording.ts";
import { undecidable } from "./undecidable.ts";
import type { ConnectionVerdict, StreamPlace, Told } from "./verdict.ts";
import { WaitingBytes } from "./waiting-bytes.ts";

type SeenBytes = Extract<Observation, { kind: "bytes" }>;

const roles: readonly Role[] = ["client", "server"];
const none = new Uint8Array(0);
/** The `slice` of a subclass may be no copy. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const peerOf = (role: Role): Role => (role === "client" ? "server" : "client");

/**
 * Judges both endpoints of one connection: the same rules and the same machine as an endpoint has, for both at once.
 * Bytes are handed over: they are unmasked in place. What it keeps is bounded by its limits, never by the length of the recording.
 */
export class ConnectionMonitor {
  readonly #facts: ConnectionFacts;
  readonly #ledger = new Ledger();
  readonly #judging: Judging;
  readonly #opening: OpeningWatch;
  readonly #direction: Readonly<Record<Role, Direction>>;
  readonly #waiting = new WaitingBytes();
  readonly #names: Record<Role, string | null> = { client: null, server: null };
  /** How much each side had certainly received, by acknowledgements. */
  readonly #acknowledged: Record<Role, number> = { client: 0, server: 0 };
  #firstTime: number | undefined;
  #isOver = false;

  constructor(facts: ConnectionFacts, options: Partial<MonitorOptions> = {}) {
    const all = { ...defaultMonitorOptions, ...options };
    this.#facts = facts;
    this.#judging = new Judging(facts, this.#ledger, all.graceMs);
    this.#opening = new OpeningWatch(all.limits);
    this.#direction = { client: new Direction("client", all), server: new Direction("server", all) };
    for (const { by, requirement, lacks, wouldDecide } of undecidable(facts)) this.#ledger.leave(by, requirement, lacks, wouldDecide);
    if (facts.begins === "frames") for (const role of roles) this.#direction[role].open(0, factsInUse(facts));
  }

  /** What an observation shows, in order. */
  *see(observation: Observation): Generator<Told> {
    const { from, time, hadReceived = 0 } = observation;
    if (time !== undefined) this.#firstTime ??= time;
    this.#acknowledged[from] = Math.max(this.#acknowledged[from], hadReceived);
    if (observation.kind === "bytes") yield* this.#receive(observation);
    else yield* this.#show(observation);
    const now = this.#time(observation);
    if (now !== null && this.#judging.isOwed) yield* this.#judging.pass(now, (role) => this.#direction[role].isInsideFrame);
  }

  /** Nothing more will be seen. */
  *end(): Generator<Told> {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const role of roles) {
      yield* this.#judging.leave(role);
      for (const [requirement, times] of this.#direction[role].shapes.exercised(role)) this.#ledger.uphold(role, requirement, times);
    }
    if (this.#direction.server.stage === "opening" && this.#opening.isRequested) {
      this.#ledger.leave(
        "server",
        "rfc6455/4.2.2/completes-the-steps",
        "the answer to the request",
        "a recording that goes on until the server has answered",
      );
    }
  }

  /** The verdict so far, final behind `end`. */
  verdict(): ConnectionVerdict {
    const { violations, inconclusive, conforms, reactions } = this.#ledger;
    const { client, server } = this.#direction;
    const frames = { client: client.frames, server: server.frames };
    return { facts: this.#facts, final: this.#isOver, names: { ...this.#names }, violations, inconclusive, conforms, reactions, frames };
  }

  *#show(seen: Exclude<Observation, SeenBytes>): Generator<Told> {
    const { from } = seen;
    const time = this.#time(seen);
    switch (seen.kind) {
      case "gap":
        yield { kind: "gap", from, time, length: seen.length ?? null };
        return yield* this.#lose(from, "bytes that were sent here", "a recording without a gap");
      case "head":
        return yield* this.#showOpening(this.#opening.take(from, seen.startLine, seen.fields), seen);
      case "frame":
        for (const each of this.#direction[from].readHeader(seen.header, seen.payload))
          yield* this.#showFrames(each, seen, seen.payload === undefined);
        return;
      case "message":
        return yield* this.#showMessage(seen);
      case "end":
        yield { kind: "end", from, time, how: seen.how };
        return yield* this.#judge(seen, "end", { frame: null, byteOffset: null, time }, { how: seen.how });
      case "remark":
        yield { kind: "remark", from, words: seen.words };
    }
  }

  *#receive(seen: SeenBytes): Generator<Told> {
    const bytes = plain(seen.bytes);
    const direction = this.#direction[seen.from];
    direction.count(bytes);
    if (direction.stage === "frames") for (const each of direction.read(bytes)) yield* this.#showFrames(each, seen);
    else yield* this.#read({ ...seen, bytes });
  }

  /** A direction is read as heads until the handshake is through; what cannot be judged yet waits. */
  *#read(seen: SeenBytes): Generator<Told> {
    const { from, bytes } = seen;
    const direction = this.#direction[from];
    if (direction.stage === "lost") return;
    if (direction.stage === "frames") {
      for (const each of direction.read(bytes)) yield* this.#showFrames(each, seen);
      return;
    }
    const isRequested = this.#opening.isRequested;
    if (isRequested === (from === "client")) return yield* this.#wait(seen);
    const rest = yield* this.#showOpening(this.#opening.push(from, bytes), seen);
    if (rest !== undefined && rest.length > 0) yield* this.#read({ ...seen, bytes: rest });
    if (!isRequested && this.#opening.isRequested) yield* this.#resume("server");
  }

  /** Bytes of a client behind its request, or of a server before there is one. */
  *#wait(seen: SeenBytes): Generator<Told> {
    const { from, bytes } = seen;
    if (from === "client" && this.#facts.order !== "unknown" && !this.#waiting.has("client")) {
      const byteOffset = this.#direction.client.position - bytes.length;
      const flaw = {
        requirement: "rfc6455/4.1/waits-for-response",
        detail: "bytes behind the request, before the server has answered",
      } as const;
      yield* this.#judging.blame("client", flaw, { frame: null, byteOffset, time: this.#time(seen) }, bytes.slice(0, 32));
    }
    if (!this.#waiting.add(seen))
      yield* this.#lose(from, "the opening handshake before its frames", "a recording of both directions in one");
  }

  *#resume(role: Role): Generator<Told> {
    for (const seen of this.#waiting.take(role)) yield* this.#read(seen);
  }

  *#showOpening<Rest>(shown: Generator<OpeningShown, Rest>, seen: Observation): Generator<Told, Rest> {
    const time = this.#time(seen);
    for (let next = shown.next(); ; next = shown.next()) {
      if (next.done === true) return next.value;
      const each = next.value;
      if (each.kind === "head") {
        const { from, head, start, end } = each;
        this.#names[from] ??= valuesOf(head.fields, from === "client" ? "User-Agent" : "Server")[0] ?? null;
        yield { kind: "head", from, time, startLine: head.startLine, start, end };
      } else if (each.kind === "fault") {
        const { from, fault } = each;
        const place: StreamPlace = { frame: null, byteOffset: this.#hasBytes ? fault.position : null, time };
        yield* this.#judging.blame(from, fault, place, this.#direction[from].evidence(fault.position));
        yield* this.#judge(seen, "violation", place, { requirement: fault.requirement });
      } else if (each.kind === "opened") yield* this.#open(each);
      else if (each.kind === "refused") for (const role of roles) this.#direction[role].lose();
      else yield* this.#lose(each.from, "a head that can be read", "a recording that begins with the opening handshake");
    }
  }

  *#open({ extensions }: Extract<OpeningShown, { kind: "opened" }>): Generator<Told> {
    for (const role of roles) {
      this.#direction[role].open(this.#hasBytes ? this.#opening.lengthOf(role) : this.#direction[role].position, extensions);
      if (this.#hasBytes) for (const requirement of judgedInOpening[role]) this.#ledger.uphold(role, requirement);
      for (const name of extensions.unknown) {
        this.#ledger.leave(role, "rfc6455/5.2/rsv-zero", `what the extension ${name} does`, "knowledge of that extension");
      }
    }
    yield* this.#resume("client");
  }

  *#showFrames(seen: Seen, at: Observation, hasNoPayload = false): Generator<Told> {
    const { from } = at;
    const time = this.#time(at);
    const direction = this.#direction[from];
    if (seen.kind === "fault") {
      const { blame, requirement, detail, byteOffset } = seen.failure;
      if (blame === "policy") return yield* this.#passOver(from);
      const place: StreamPlace = { frame: seen.frame, byteOffset: this.#hasBytes ? byteOffset : null, time };
      yield* this.#judging.blame(from, { requirement, detail }, place, this.#hasBytes ? direction.evidence(byteOffset) : none);
      yield* this.#judge(at, "violation", place, { requirement });
    } else if (seen.kind === "frame") {
      const { number, header, payload } = seen;
      const [start, end] = this.#hasBytes ? [seen.start, seen.end] : [null, null];
      yield { kind: "frame", from, time, number, header, payload, start, end };
      if (!isControlOpcode(header.opcode) && !this.#judging.takesNoData) {
        yield* this.#judge(at, "data", { frame: number, byteOffset: start, time }, {}, seen.end);
      }
    } else if (seen.kind === "control") {
      const kind = seen.letter.slice("receive.".length) as DeedKind;
      const place: StreamPlace = { frame: direction.frames, byteOffset: this.#hasBytes ? direction.frameStart : null, time };
      yield* this.#judge(at, kind, place, { payload: hasNoPayload ? undefined : seen.payload, code: seen.status?.code });
    } else if (seen.kind === "message" && seen.format === "text") this.#ledger.uphold(from, "rfc6455/8.1/invalid-utf8-fails");
  }

  *#showMessage(seen: Extract<Observation, { kind: "message" }>): Generator<Told> {
    const { from, opcode, payload } = seen;
    const time = this.#time(seen);
    const direction = this.#direction[from];
    direction.countOne();
    yield { kind: "message", from, time, opcode, payload: payload ?? null };
    const kind = ({ [opcodes.ping]: "ping", [opcodes.pong]: "pong", [opcodes.close]: "close" } as const)[opcode] ?? "data";
    const code =
      kind === "close" && payload !== undefined && payload.length >= 2 ? ((payload[0] ?? 0) << 8) | (payload[1] ?? 0) : undefined;
    yield* this.#judge(seen, kind, { frame: direction.frames, byteOffset: null, time }, { payload, code });
  }

  /** A message is beyond the bound of memory: it is not judged, and where the next ones may refer to it, neither are they. */
  *#passOver(from: Role): Generator<Told> {
    const lacks = "the whole of a message: it is beyond the bound of memory";
    this.#ledger.leave(from, "rfc6455/8.1/invalid-utf8-fails", lacks, "a larger bound");
    if (this.#direction[from].isCompressed) yield* this.#lose(from, lacks, "a larger bound");
  }

  *#lose(role: Role, lacks: string, wouldDecide: string): Generator<Told> {
    this.#direction[role].lose();
    this.#ledger.leave(role, "rfc6455/6.1/framed", lacks, wouldDecide);
    yield* this.#judging.leave(role);
  }

  *#judge(at: Observation, kind: DeedKind, place: StreamPlace, more: Partial<Deed>, end?: number): Generator<Told> {
    const by = at.from;
    const other = this.#direction[peerOf(by)];
    const { order } = this.#facts;
    const acknowledged = kind === "end" || kind === "close" ? this.#acknowledged[by] : 0;
    const reached = order === "exact" || order === by ? other.position : acknowledged;
    const deed: Deed = { ...more, by, kind, place, reached, end: end ?? this.#direction[by].frameEnd };
    yield* this.#judging.judge(deed, this.#hasBytes && kind !== "violation" && kind !== "end" ? this.#direction[by].evidenceOfFrame : none);
  }

  get #hasBytes(): boolean {
    return this.#facts.detail === "bytes";
  }

  #time({ time }: Observation): number | null {
    return time === undefined ? null : time - (this.#firstTime ?? time);
  }
}
