import type { Role } from "../../spec/role.ts";
import { type GrammarFrame, shortestLengthBits } from "../frames/frame-grammar.ts";

const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** A frame on its way to an endpoint of a role. */
export const toward = (
  role: Role,
  { fin, rsv, opcode, payload }: Pick<GrammarFrame, "fin" | "rsv" | "opcode" | "payload">,
): GrammarFrame => ({
  fin,
  rsv,
  opcode,
  payload,
  lengthBits: shortestLengthBits(payload.length),
  maskingKey: role === "server" ? key : undefined,
});
