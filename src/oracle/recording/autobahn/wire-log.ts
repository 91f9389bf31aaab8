import type { Role } from "../../../../spec/role.ts";
import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import type { RecordingEvent } from "../recording.ts";
import type { SeenContent } from "../seen.ts";

/** Octets that were sent or received at once, as far as the log has them. */
export interface LoggedOctets {
  readonly from: Role;
  readonly bytes: Uint8Array;
  readonly isCut: boolean;
  /** How many they were, where the log says so. */
  readonly length?: number;
  readonly time?: number;
}

/** What a report says about its connection besides the log. */
export interface WireLogFacts {
  readonly name: string;
  readonly fuzzer: Role;
  /** Both heads of the opening handshake, whole. */
  readonly heads: Readonly<Record<Role, string>>;
}

/** A text with lines of any end as the head that it was. */
const headBytes = (text: string): Uint8Array => bytesFromLatin1(`${text.trim().split(/\r?\n/).join("\r\n")}\r\n\r\n`);

/** A wire log as what was seen: octets that are cut in it become gaps, but for the heads of the opening handshake, which the report has whole. */
export class WireLog {
  readonly #facts: WireLogFacts;
  /** Octets of a head that are still to come in the log; they have been told. */
  readonly #headOctets: Record<Role, number> = { client: 0, server: 0 };
  readonly #hasBegun: Record<Role, boolean> = { client: false, server: false };

  constructor(facts: WireLogFacts) {
    this.#facts = facts;
  }

  *begin(): Generator<RecordingEvent> {
    const { name, fuzzer } = this.#facts;
    yield { kind: "connection", id: 1, facts: { name, detail: "bytes", order: fuzzer, begins: "opening", form: "http/1.1" } };
  }

  *see(octets: LoggedOctets): Generator<RecordingEvent> {
    const { from, bytes, time } = octets;
    if (!this.#hasBegun[from] && bytes.length > 0) {
      this.#hasBegun[from] = true;
      const head = headBytes(this.#facts.heads[from]);
      if (begins(head, bytes)) {
        this.#headOctets[from] = head.length;
        yield this.#seen(from, { kind: "bytes", bytes: head }, time);
      }
    }
    yield* this.#behindHead(octets);
  }

  /** Octets that the log does not have. */
  *miss(from: Role, length?: number): Generator<RecordingEvent> {
    yield this.#seen(from, length === undefined ? { kind: "gap" } : { kind: "gap", length });
  }

  *end(dropped: Role | undefined): Generator<RecordingEvent> {
    if (dropped !== undefined) yield this.#seen(dropped, { kind: "end", how: "fin" });
    yield { kind: "over", id: 1 };
  }

  *#behindHead({ from, bytes, isCut, length, time }: LoggedOctets): Generator<RecordingEvent> {
    const ofHead = this.#headOctets[from];
    const all = length ?? (isCut ? Math.max(ofHead, bytes.length) : bytes.length);
    this.#headOctets[from] = Math.max(0, ofHead - all);
    const known = bytes.slice(Math.min(ofHead, bytes.length));
    if (known.length > 0) yield this.#seen(from, { kind: "bytes", bytes: known }, time);
    // In a page the length of a cut piece is not known; one that has a head in it ends with the head, unless more is seen of it.
    if (!isCut || (length === undefined && ofHead > 0)) return;
    const missing = length === undefined ? undefined : length - Math.max(ofHead, bytes.length);
    if (missing === undefined || missing > 0) {
      yield this.#seen(from, missing === undefined ? { kind: "gap" } : { kind: "gap", length: missing }, time);
    }
  }

  #seen(from: Role, what: SeenContent, time?: number): RecordingEvent {
    return { kind: "seen", id: 1, observation: { from, ...(time !== undefined && { time }), ...what } };
  }
}

/** Whether two arrays are the same as far as both go, and there is enough of them. */
const begins = (head: Uint8Array, bytes: Uint8Array): boolean =>
  head.length > 4 && bytes.subarray(0, head.length).every((byte, i) => byte === head[i]);
