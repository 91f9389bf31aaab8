import fc from "fast-check";
import { isControlOpcode, opcodes } from "../../spec/registries/opcodes.ts";
import { type Breach, type BreachFamily, bare, changed, controlFrames, isInUse, isNotInUse, legalFrames, wrong } from "./breach.ts";
import { maskingKeys } from "./masking-keys.ts";
import { payloads } from "./payloads.ts";

const reservedOpcodes = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as const;
const controlOpcodes = { close: opcodes.close, ping: opcodes.ping, pong: opcodes.pong } as const;
type ControlName = keyof typeof controlOpcodes;
const controlNames = Object.keys(controlOpcodes) as ControlName[];
const called: Readonly<Record<ControlName, string>> = { close: "Close", ping: "Ping", pong: "Pong" };

const reservedBits = (name: string, rsv: fc.Arbitrary<number>, suits: Breach["suits"]): Breach => ({
  name,
  ...(suits === undefined ? {} : { suits }),
  frames: (situation) => changed(legalFrames(situation), fc.record({ rsv }), 0),
});

const reservedOpcode = (opcode: number): Breach => ({
  name: `the reserved opcode ${opcode}`,
  frames: (situation) =>
    wrong(
      situation,
      fc.tuple(fc.boolean(), payloads(125)).map(([fin, payload]) => bare(opcode, fin || isControlOpcode(opcode), payload)),
      0,
    ),
});

const fragmented = (name: ControlName): Breach => ({
  name: `a ${called[name]} without FIN`,
  frames: (situation) => {
    const frames = controlFrames().map((frame) => ({ ...frame, opcode: controlOpcodes[name], fin: false }));
    return wrong(situation, frames, 0);
  },
});

const oversized = (name: ControlName): Breach => ({
  name: `a ${called[name]} of more than 125 bytes`,
  frames: (situation) => {
    const lengths = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 126, max: 400 }) }, { weight: 1, arbitrary: fc.constant(0x1_0000) });
    const frames = lengths.map((length) => bare(controlOpcodes[name], true, new Uint8Array(length).fill(0x61)));
    return wrong(situation, frames, 1);
  },
});

/** What the first two bytes of a frame can get wrong, sections 5.1 to 5.5. */
export const headerBreaches = {
  "rfc6455/5.2/rsv-zero": [
    reservedBits("RSV1 and no compression", fc.constant(4), isNotInUse),
    reservedBits("RSV2", fc.constant(2), undefined),
    reservedBits("RSV3", fc.constant(1), undefined),
    reservedBits("several reserved bits", fc.constantFrom(3, 5, 6, 7), undefined),
  ],
  "rfc6455/5.2/opcode-known": reservedOpcodes.map(reservedOpcode),
  "rfc6455/5.4/control-not-fragmented": controlNames.map(fragmented),
  "rfc6455/5.5/control-payload-125": controlNames.map(oversized),
  "rfc6455/5.5.1/body-begins-with-code": [
    {
      name: "a Close of one byte",
      frames: (situation) =>
        wrong(
          situation,
          fc.nat(255).map((octet) => bare(opcodes.close, true, Uint8Array.of(octet))),
          1,
        ),
    },
  ],
  "rfc6455/5.1/client-frames-masked": [
    {
      name: "no mask on its way to a server",
      role: "server",
      frames: (situation) => changed(legalFrames(situation), fc.constant({ maskingKey: undefined }), 1),
    },
  ],
  "rfc6455/5.1/server-frames-unmasked": [
    {
      name: "a mask on its way to a client",
      role: "client",
      frames: (situation) => changed(legalFrames(situation), fc.record({ maskingKey: maskingKeys() }), 1),
    },
  ],
  "rfc7692/6.1/rsv1-on-first-frames-only": [
    {
      name: "RSV1 on a control frame",
      suits: isInUse,
      frames: (situation) =>
        wrong(
          situation,
          controlFrames().map((frame) => ({ ...frame, rsv: 4 })),
          0,
        ),
    },
    {
      name: "RSV1 on a later fragment",
      place: "insideMessage",
      suits: isInUse,
      frames: (situation) =>
        wrong(
          situation,
          fc.tuple(fc.boolean(), payloads(125)).map(([fin, payload]) => ({ ...bare(opcodes.continuation, fin, payload), rsv: 4 })),
          0,
        ),
    },
  ],
} as const satisfies BreachFamily;
