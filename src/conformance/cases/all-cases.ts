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

/** Orders two case or group ids part by part as numbers: 2.9 before 2.10, 7.13.2 before 10.1.1, 6 before 6.1. */
export function compareCaseIds(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let part = 0; part < Math.min(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
