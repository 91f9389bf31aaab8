import fc from "fast-check";
import { type DeflateBlock, writeBlocks } from "../../models/deflate/deflate-blocks.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { type Breach, type BreachFamily, isInUse, type SessionPlace } from "./breach.ts";
import { brokenMessages } from "./broken-messages.ts";
import { noBytes } from "./bytes.ts";
import { deflated, deflateStyles, payloadOfBlocks, type SenderAgreement } from "./deflated-messages.ts";
import { invalidUtf8Names, unfinishedTexts, wrongTexts } from "./invalid-utf8.ts";
import { malformedBlockNames, malformedPayloads, plainBlocks, unfinishedPayloads } from "./malformed-blocks.ts";

/** A breach by the payload of a compressed message. */
const payload = (
  name: string,
  payloads: (situation: SessionPlace) => fc.Arbitrary<Uint8Array>,
  further: Partial<Breach> = {},
  opcode?: number,
): Breach => ({
  name,
  place: "betweenMessages",
  suits: isInUse,
  frames: (situation) => brokenMessages(situation, payloads(situation), opcode === undefined ? {} : { opcode }),
  ...further,
});

/** Some literals, and a repetition of what is further back than `reach` says and no further than `farthest`. */
const farPayloads = (reach: (literals: number) => number, farthest: number): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      literals: fc.uint8Array({ maxLength: 20 }),
      length: fc.integer({ min: 3, max: 258 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      type: fc.constantFrom("fixed" as const, "dynamic" as const),
      after: plainBlocks(),
    })
    .map(({ literals, length, share, type, after }) => {
      const nearest = reach(literals.length) + 1;
      const distance = nearest + Math.floor(share * Math.max(0, farthest - nearest));
      const tokens = [...Array.from(literals, (literal) => ({ literal })), { length, distance }];
      const block: DeflateBlock =
        type === "fixed" ? { type, final: false, tokens } : { type, final: false, tokens, steps: 0, repeats: false };
      return payloadOfBlocks([block, ...after]);
    });

const windowBytesMax = 32_768;
const windowOf = (direction: SenderAgreement | null): number => 2 ** (direction as SenderAgreement).windowBits;
const hasSmallWindow = (direction: SenderAgreement | null): boolean => direction !== null && direction.windowBits < 15;
const startsEmpty = (direction: SenderAgreement | null): boolean => direction?.noContextTakeover === true;
const takesOver = (direction: SenderAgreement | null): boolean => direction?.noContextTakeover === false;
const literalsMax = 20;

const beyondWindow = (name: string, role: Breach["role"] & string): Breach =>
  payload(name, ({ direction }) => farPayloads(() => windowOf(direction), windowBytesMax), { role, suits: hasSmallWindow });

const intoEarlierMessage = (name: string, role: Breach["role"] & string): Breach =>
  payload(name, ({ direction }) => farPayloads((literals) => literals, windowOf(direction)), { role, suits: startsEmpty });

const compressed = (situation: SessionPlace, texts: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(texts, deflateStyles()).map(([text, style]) => deflated(text, situation.window, situation.direction as SenderAgreement, style));

const { text } = opcodes;

/** Compressed messages that RFC 7692, sections 7.1.2 to 7.2.1 do not allow, or that are not UTF-8 when inflated. */
export const compressionBreaches = {
  "rfc7692/7.2.1/payload-is-deflate": [
    ...malformedBlockNames.map((name) => payload(name, () => malformedPayloads(name))),
    payload(
      "a distance to before the beginning",
      ({ direction, window }) => farPayloads((literals) => window.length + literals, windowOf(direction)),
      { suits: takesOver, fits: ({ direction, window }) => window.length + literalsMax < windowOf(direction) },
    ),
  ],
  "rfc7692/7.2.1/ends-with-empty-stored-block": [
    payload("a compressed message without payload", () => fc.constant(noBytes)),
    payload("a compressed message that ends inside a block", unfinishedPayloads),
    payload("a compressed message that ends with a final block", () =>
      plainBlocks(1).map((blocks) => writeBlocks(blocks.map((block, i) => (i === blocks.length - 1 ? { ...block, final: true } : block)))),
    ),
  ],
  "rfc7692/7.1.2.2/client-keeps-window": [beyondWindow("a distance beyond the window of the client", "server")],
  "rfc7692/7.1.2.1/server-keeps-window": [beyondWindow("a distance beyond the window of the server", "client")],
  "rfc7692/7.2.1/client-starts-empty": [intoEarlierMessage("a distance into an earlier message of the client", "server")],
  "rfc7692/7.2.1/server-starts-empty": [intoEarlierMessage("a distance into an earlier message of the server", "client")],
  "rfc6455/8.1/invalid-utf8-fails": [
    ...invalidUtf8Names.map((name) =>
      payload(
        `compressed text with ${name}`,
        (situation) =>
          compressed(
            situation,
            wrongTexts(name).map(([wrong]) => wrong),
          ),
        {},
        text,
      ),
    ),
    payload("compressed text that ends inside a character", (situation) => compressed(situation, unfinishedTexts()), {}, text),
  ],
} as const satisfies BreachFamily;
