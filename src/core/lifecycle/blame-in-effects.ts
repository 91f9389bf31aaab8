import { type Failure, ImpossibleError, type Misuse, type TooLate } from "../blame.ts";
import { failureOf } from "../fault.ts";
import type { Effect } from "./transition-table.ts";

/** The violation among the effects of a data frame, if the machine blames the peer for it. */
export function violationIn(effects: readonly Effect[], byteOffset: number): Failure | undefined {
  for (const each of effects) {
    if (each.effect !== "blame") continue;
    const { requirement, detail } = each;
    return failureOf({ requirement, detail, position: byteOffset });
  }
  return undefined;
}

/** Why the machine does not do what its caller asks for, if it does not. */
export function refusalIn(effects: readonly Effect[]): Misuse | TooLate | undefined {
  const refusal = effects.find(({ effect }) => effect === "refuse" || effect === "refuseLate");
  if (refusal === undefined) return undefined;
  if (effects.length > 1) throw new ImpossibleError(`the machine refuses something and does ${effects.length - 1} other things`);
  if (!("detail" in refusal)) throw new ImpossibleError("the machine refuses something and does not say why");
  const { requirement, detail } = refusal;
  return refusal.effect === "refuse" ? { blame: "caller", requirement, detail } : { blame: "nobody", requirement, detail };
}
