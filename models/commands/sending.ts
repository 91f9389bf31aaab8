import fc from "fast-check";
import { type Asked, ask } from "../endpoint/asking.ts";
import { hexOf } from "../words.ts";
import { compare, isWorthwhile, type Life, type LifeCommand, type RealEndpoint } from "./life.ts";

/** The application asks for a frame, whether it may or not. */
export class Ask implements LifeCommand {
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  check(life: Readonly<Life>): boolean {
    return isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    compare(life, real, ask(life.endpoint, this.#asked), real.feed(this.#asked));
  }

  toString(): string {
    const words = Object.values(this.#asked).map((value: unknown) => (value instanceof Uint8Array ? hexOf(value) : JSON.stringify(value)));
    return `ask(${words.join(" ")})`;
  }
}

const formats = fc.constantFrom("text" as const, "binary" as const);

/** Texts and bytes; some bytes are no text, and others are only the beginning of one. */
const payloads = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(Uint8Array.of(0xe2), Uint8Array.of(0x82, 0xac), Uint8Array.of(0xf0, 0x9f), Uint8Array.of(0x61)) },
  { weight: 2, arbitrary: fc.tuple(fc.nat(255), fc.nat(300)).map(([byte, length]) => new Uint8Array(length).fill(byte % 128)) },
);

/** Whole messages, and fragments in any order. */
export const dataRequests = (): fc.Arbitrary<LifeCommand> =>
  fc
    .oneof(
      fc.record({ kind: fc.constant("message" as const), format: formats, payload: payloads }),
      fc.record({ kind: fc.constant("firstFragment" as const), format: formats, payload: payloads }),
      fc.record({ kind: fc.constant("nextFragment" as const), payload: payloads, last: fc.boolean() }),
    )
    .map((asked) => new Ask(asked));

/** Pings and Pongs; a few are too long. */
export const controlRequests = (): fc.Arbitrary<LifeCommand> =>
  fc
    .record({
      kind: fc.constantFrom("ping" as const, "pong" as const),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc.constantFrom(125, 126, 200).map((length) => new Uint8Array(length)),
      ),
    })
    .map((asked) => new Ask(asked));

const codes = fc.oneof(
  fc.constantFrom(1000, 1001, 1011, 3000, 4999),
  fc.constantFrom(0, 999, 1004, 1005, 1006, 1012, 1015, 1016, 2999, 5000, 65_536, -1, 1000.5, Number.NaN),
);

/** The start of the closing handshake, with codes and reasons that may not all be sent. */
export const closeRequests = (): fc.Arbitrary<LifeCommand> =>
  fc
    .record(
      {
        kind: fc.constant("close" as const),
        code: codes,
        reason: fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom("r".repeat(123), "r".repeat(124))),
      },
      { requiredKeys: ["kind"] },
    )
    .map((asked) => new Ask(asked));
