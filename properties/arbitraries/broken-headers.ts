import fc from "fast-check";
import { writeHeader } from "../../models/frame-grammar.ts";
import { isControlOpcode, opcodes } from "../../spec/registries/opcodes.ts";
import { addressed, type Breach, bare, changed, controlFrames, dataFrames, legalFrames } from "./broken-frames.ts";
import { maskingKeys } from "./masking-keys.ts";
import { payloads } from "./payloads.ts";

const nothingElse = fc.constant({});
const reservedOpcodes = fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 13, 14, 15);
const controlOpcodes = fc.constantFrom(opcodes.close, opcodes.ping, opcodes.pong);

const frameBreaches: readonly Breach[] = [
  {
    name: "a reserved bit set",
    requirement: "rfc6455/5.2/rsv-zero",
    closeCode: 1002,
    frames: (situation) => changed(legalFrames(situation), fc.record({ rsv: fc.integer({ min: 1, max: 7 }) }), 0),
  },
  {
    name: "a reserved opcode",
    requirement: "rfc6455/5.2/opcode-known",
    closeCode: 1002,
    frames: (situation) => {
      const reserved = fc.tuple(reservedOpcodes, fc.boolean(), payloads(125));
      const frames = reserved.map(([opcode, fin, payload]) => bare(opcode, fin || isControlOpcode(opcode), payload));
      return changed(addressed(situation, frames), nothingElse, 0);
    },
  },
  {
    name: "a control opcode and no FIN",
    requirement: "rfc6455/5.4/control-not-fragmented",
    closeCode: 1002,
    frames: (situation) => changed(addressed(situation, controlFrames()), fc.constant({ fin: false }), 0),
  },
  {
    name: "a control opcode and more than 125 bytes",
    requirement: "rfc6455/5.5/control-payload-125",
    closeCode: 1002,
    frames: (situation) => {
      const lengths = fc.oneof(fc.integer({ min: 126, max: 400 }), fc.constant(0x1_0000));
      const frames = fc.tuple(controlOpcodes, lengths).map(([opcode, length]) => bare(opcode, true, new Uint8Array(length).fill(0x61)));
      return changed(addressed(situation, frames), nothingElse, 1);
    },
  },
  {
    name: "the opcode of Close and one byte",
    requirement: "rfc6455/5.5.1/body-begins-with-code",
    closeCode: 1002,
    frames: (situation) => {
      const frames = fc.nat(255).map((octet) => bare(opcodes.close, true, Uint8Array.of(octet)));
      return changed(addressed(situation, frames), nothingElse, 1);
    },
  },
];

const maskBreaches: readonly Breach[] = [
  {
    name: "no mask on its way to a server",
    requirement: "rfc6455/5.1/client-frames-masked",
    closeCode: 1002,
    role: "server",
    frames: (situation) => changed(legalFrames(situation), fc.constant({ maskingKey: undefined }), 1),
  },
  {
    name: "a mask on its way to a client",
    requirement: "rfc6455/5.1/server-frames-unmasked",
    closeCode: 1002,
    role: "client",
    frames: (situation) => changed(legalFrames(situation), fc.record({ maskingKey: maskingKeys() }), 1),
  },
];

const lengthBreaches: readonly Breach[] = [
  {
    name: "the top bit of a 64-bit length set",
    requirement: "rfc6455/5.2/length-top-bit-zero",
    closeCode: 1002,
    frames: (situation) =>
      fc.tuple(addressed(situation, dataFrames(situation)), fc.bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n })).map(([frame, length]) => ({
        bytes: writeHeader({ ...frame, lengthBits: 64 }, length),
        decidedAt: 2,
      })),
  },
  {
    name: "up to 125 bytes and a 16-bit length",
    requirement: "rfc6455/5.2/length-minimal",
    closeCode: 1002,
    frames: (situation) => changed(addressed(situation, dataFrames(situation, 125)), fc.constant({ lengthBits: 16 }), 3),
  },
  {
    name: "up to 65535 bytes and a 64-bit length",
    requirement: "rfc6455/5.2/length-minimal",
    closeCode: 1002,
    // Six zero bytes of length settle it; the last two do not matter.
    frames: (situation) => changed(addressed(situation, dataFrames(situation, 0xffff)), fc.constant({ lengthBits: 64 }), 7),
  },
];

/** One breach for each thing a header can get wrong, sections 5.1 to 5.5. */
export const headerBreaches: readonly Breach[] = [...frameBreaches, ...maskBreaches, ...lengthBreaches];

/** Frames that are legal in themselves and stand where they must not, section 5.4. */
export const sequenceBreaches: readonly Breach[] = [
  {
    name: "nothing to continue",
    requirement: "rfc6455/5.4/continuation-follows-start",
    closeCode: 1002,
    place: "betweenMessages",
    frames: (situation) => changed(addressed(situation, dataFrames(situation)), fc.constant({ opcode: opcodes.continuation }), 0),
  },
  {
    name: "an unfinished message before it",
    requirement: "rfc6455/5.4/fragments-not-interleaved",
    closeCode: 1002,
    place: "insideMessage",
    frames: ({ role }) => changed(addressed({ role, open: [] }, dataFrames({ role, open: [] })), nothingElse, 0),
  },
];
