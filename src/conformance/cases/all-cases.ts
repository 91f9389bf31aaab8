import type { Case } from "../case/case.ts";
import { framingCases } from "./01-framing.ts";
import { pingPongCases } from "./02-pings-pongs.ts";
import { reservedBitCases } from "./03-reserved-bits.ts";
import { opcodeCases } from "./04-opcodes.ts";
import { fragmentationCases } from "./05-fragmentation.ts";
import { utf8Cases } from "./06-utf8.ts";
import { utf8SequenceCases } from "./06-utf8-sequences.ts";
import { closingCases } from "./07-closing.ts";
import { limitCases } from "./09-limits.ts";
import { miscCases } from "./10-misc.ts";
import { compressionContentCases } from "./12-compression-content.ts";
import { compressionParameterCases } from "./13-compression-parameters.ts";

/** Every case of the suite, in the order they are played and reported. */
export const allCases: readonly Case[] = [
  ...framingCases,
  ...pingPongCases,
  ...reservedBitCases,
  ...opcodeCases,
  ...fragmentationCases,
  ...utf8Cases,
  ...utf8SequenceCases,
  ...closingCases,
  ...limitCases,
  ...miscCases,
  ...compressionContentCases,
  ...compressionParameterCases,
];
