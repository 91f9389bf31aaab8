import fc from "fast-check";
import { hear } from "../endpoint/hearing.ts";
import { joined } from "../words.ts";
import { answerIn, compare, isWorthwhile, type Life, type LifeCommand, type RealEndpoint } from "./life.ts";
import { bytesOfSending, nameOfSending, type Sending, sendings } from "./peer-frames.ts";

/** How TCP cuts what the peer sends, and how many of the last bytes it still holds back. */
interface Transport {
  readonly cuts: readonly number[];
  readonly heldBack: number;
}

/** The peer sends frames, legal or not, and the transport brings them as it likes. */
export class Receive implements LifeCommand {
  readonly #sendings: readonly Sending[];
  readonly #transport: Transport;

  constructor(sent: readonly Sending[], transport: Transport) {
    this.#sendings = sent;
    this.#transport = transport;
  }

  /** Before the answer to a request has come, bytes belong to the head. */
  check(life: Readonly<Life>): boolean {
    return life.endpoint.opening !== "under way" && isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    const { cuts, heldBack } = this.#transport;
    const sent = joined(life.held, ...this.#sendings.map((sending) => bytesOfSending(sending, life)));
    const end = Math.max(0, sent.length - heldBack);
    life.held = sent.slice(end);
    for (const segment of cut(sent.slice(0, end), cuts)) {
      const owed = hear(life.endpoint, segment, answerIn(life));
      compare(life, real, owed, real.feed({ kind: "bytes", bytes: segment.slice() }));
    }
  }

  toString(): string {
    const { cuts, heldBack } = this.#transport;
    const held = heldBack === 0 ? "" : `, ${heldBack} bytes held back`;
    return `receive(${this.#sendings.map(nameOfSending).join(" | ")}, cut after ${cuts.join(" ") || "nothing"}${held})`;
  }
}

function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const segments: Uint8Array[] = [];
  let start = 0;
  for (const length of lengths) {
    segments.push(bytes.slice(start, start + length));
    start += length;
  }
  return [...segments, bytes.slice(start)];
}

const transports: fc.Arbitrary<Transport> = fc.record({
  cuts: fc.array(fc.nat(9), { maxLength: 5 }),
  heldBack: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }) }),
});

/** Frames of the peer, some of them broken. */
export const receptions = (): fc.Arbitrary<LifeCommand> =>
  fc.tuple(fc.array(sendings(), { minLength: 1, maxLength: 3 }), transports).map(([sent, transport]) => new Receive(sent, transport));
