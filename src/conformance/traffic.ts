import type { RawFrame } from "./case.ts";
import type { Tally } from "./case-result.ts";
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

/** Far more than any case needs: a peer that floods the fuzzer does not fill its memory, too. */
const logEntriesMax = 2000;

/** Keeps the wire log and counts what goes over the wire, in chunks and in frames. */
export class Traffic {
  readonly wireLog: WireLogEntry[] = [];
  readonly #octets = { received: new Map<number, number>(), sent: new Map<number, number>() };
  readonly #frames = { received: new Map<number, number>(), sent: new Map<number, number>() };
  #isLogging = true;

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

  /** A line that is about time, not about bytes. */
  note(entry: WireLogEntry): void {
    this.wireLog.push(entry);
  }

  octetsReceived(bytes: Uint8Array): void {
    count(this.#octets.received, bytes.length);
    this.#log({ kind: "RO", octets: excerptOf(bytes) });
  }

  octetsSent(bytes: Uint8Array, sync: boolean): void {
    count(this.#octets.sent, bytes.length);
    this.#log({ kind: "TO", octets: excerptOf(bytes), sync });
  }

  frameReceived({ payload, ...frame }: ReceivedFrame): void {
    count(this.#frames.received, frame.opcode);
    this.#log({ kind: "RF", payload: excerptOf(payload), ...frame });
  }

  frameSent({ payload, opcode, fin, rsv, repeatLength, chopSize, sync }: RawFrame, maskingKey: Uint8Array | undefined): void {
    count(this.#frames.sent, opcode);
    this.#log({
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
  }

  /** What is about bytes is logged up to a bound. */
  #log(entry: WireLogEntry): void {
    if (!this.#isLogging) return;
    this.#isLogging = this.wireLog.length < logEntriesMax;
    this.wireLog.push(this.#isLogging ? entry : { kind: "WLM", enabled: false });
  }
}

function count(tally: Map<number, number>, key: number): void {
  tally.set(key, (tally.get(key) ?? 0) + 1);
}
