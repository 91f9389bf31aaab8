import fc from "fast-check";
import { compressed } from "../deflate/naive-deflate.ts";
import { type GrammarFrame, writeFrame, writeHeader } from "../frames/frame-grammar.ts";
import type { Life } from "./life.ts";
import { toward } from "./toward.ts";

/** Something a peer must not send: its name, and its bytes to an endpoint in its situation. */
export interface Slip {
  readonly name: string;
  readonly bytes: (life: Life) => Uint8Array;
}

type Fields = Pick<GrammarFrame, "fin" | "rsv" | "opcode" | "payload">;

const frame = (opcode: number, payload: readonly number[], others: Partial<Fields> = {}): Fields => ({
  fin: true,
  rsv: 0,
  opcode,
  payload: Uint8Array.from(payload),
  ...others,
});

/** A frame to the endpoint, with some of its fields as they must not be. */
const slip =
  (fields: (life: Life) => Fields, wrong: (life: Life) => Partial<GrammarFrame> = () => ({})): Slip["bytes"] =>
  (life) =>
    writeFrame({ ...toward(life.endpoint.role, fields(life)), ...wrong(life) });

/** A frame of data that is in order. */
const dataFrame =
  (payload: readonly number[], others: Partial<Fields> = {}) =>
  ({ peerMessage }: Life): Fields =>
    frame(peerMessage === undefined ? 2 : 0, payload, others);

const text =
  (payload: readonly number[], rsv = 0) =>
  (life: Life) =>
    frame(life.peerMessage === undefined ? 1 : 0, payload, { rsv });

const wrongHeaders: readonly Slip[] = [
  { name: "RSV3", bytes: slip(dataFrame([1], { rsv: 1 })) },
  { name: "RSV1 on a Ping", bytes: slip(() => frame(9, [], { rsv: 4 })) },
  { name: "RSV1 on a continuation", bytes: slip(() => frame(0, [], { rsv: 4 })) },
  { name: "opcode 3", bytes: slip(() => frame(3, [])) },
  { name: "opcode 11", bytes: slip(() => frame(11, [])) },
  { name: "a Ping without FIN", bytes: slip(() => frame(9, [], { fin: false })) },
  {
    name: "masked by the wrong side",
    bytes: slip(dataFrame([1]), ({ endpoint }) => ({ maskingKey: endpoint.role === "server" ? undefined : new Uint8Array(4) })),
  },
  {
    name: "a Pong of 126 bytes",
    bytes: slip(() =>
      frame(
        10,
        Array.from({ length: 126 }, () => 0),
      ),
    ),
  },
  { name: "a 16-bit length below 126", bytes: slip(dataFrame([1, 2]), () => ({ lengthBits: 16 })) },
  { name: "a 64-bit length below 65536", bytes: slip(dataFrame([1, 2]), () => ({ lengthBits: 64 })) },
  {
    name: "a length with its top bit",
    bytes: (life) => writeHeader({ ...toward(life.endpoint.role, dataFrame([])(life)), lengthBits: 64 }, 2n ** 63n),
  },
  {
    name: "a frame of 2^40 bytes",
    bytes: (life) => writeHeader({ ...toward(life.endpoint.role, dataFrame([])(life)), lengthBits: 64 }, 2n ** 40n),
  },
];

const wrongPayloads: readonly Slip[] = [
  { name: "a Close of one byte", bytes: slip(() => frame(8, [3])) },
  ...[0, 999, 1004, 1005, 1006, 1013, 1015, 2999, 5000].map((code) => ({
    name: `a Close with ${code}`,
    bytes: slip(() => frame(8, [Math.floor(code / 256), code % 256])),
  })),
  { name: "a Close with half a character", bytes: slip(() => frame(8, [3, 232, 0xe2, 0x82])) },
  { name: "a Close with a surrogate", bytes: slip(() => frame(8, [3, 232, 0xed, 0xa0, 0x80])) },
  { name: "an octet that is no UTF-8", bytes: slip(text([0x61, 0xff, 0x62])) },
  { name: "half a character at the end", bytes: slip(text([0x61, 0xf0, 0x9f])) },
];

const outOfOrder: readonly Slip[] = [
  { name: "the wrong kind of data frame", bytes: slip(({ peerMessage }) => frame(peerMessage === undefined ? 0 : 2, [1])) },
];

/** What is wrong inside a compressed message; without compression in use it is the reserved bit. */
const wrongStreams: readonly Slip[] = [
  { name: "a block of the reserved type", bytes: slip(text([0x07], 4)) },
  { name: "a compressed message without payload", bytes: slip(text([], 4)) },
  { name: "a compressed message that ends inside a block", bytes: slip(text([0x4a], 4)) },
  { name: "a distance of 32768", bytes: slip(text([...compressed([{ literal: 0x61 }, { length: 3, distance: 32_768 }])], 4)) },
  { name: "a distance of 200", bytes: slip(text([...compressed([{ literal: 0x61 }, { length: 3, distance: 200 }])], 4)) },
  { name: "compressed bytes that are no text", bytes: slip(text([...compressed([{ literal: 0xff }])], 4)) },
  {
    name: "a small bomb",
    bytes: slip(text([...compressed([{ literal: 0x61 }, ...Array.from({ length: 20 }, () => ({ length: 258, distance: 1 }))])], 4)),
  },
];

/** Frames with one thing wrong, and frames of any bits at all. */
export const slips = (): fc.Arbitrary<Slip> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...wrongHeaders, ...wrongPayloads, ...outOfOrder, ...wrongStreams) },
    {
      weight: 1,
      arbitrary: fc.uint8Array({ minLength: 1, maxLength: 12 }).map((bytes) => ({ name: `bytes ${bytes.join(" ")}`, bytes: () => bytes })),
    },
  );
