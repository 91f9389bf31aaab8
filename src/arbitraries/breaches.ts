import type { RequirementId } from "../../spec/requirements.ts";
import type { Breach } from "./breach.ts";
import { closeBreaches } from "./close-breaches.ts";
import { compressionBreaches } from "./compression-breaches.ts";
import { headerBreaches } from "./header-breaches.ts";
import { lengthBreaches } from "./length-breaches.ts";
import { limitBreaches } from "./limit-breaches.ts";
import { orderBreaches } from "./order-breaches.ts";
import { textBreaches } from "./text-breaches.ts";

const families = [headerBreaches, lengthBreaches, orderBreaches, closeBreaches, textBreaches, compressionBreaches, limitBreaches] as const;

type IdsOf<Family> = Family extends unknown ? keyof Family & RequirementId : never;

/** A requirement that a peer can break with a frame. */
export type BreakableByFrame = IdsOf<(typeof families)[number]>;

/** One way to break a requirement, and the requirement. */
export interface NamedBreach extends Breach {
  readonly requirement: BreakableByFrame;
}

/** Every way to break a requirement with a frame, in the order of the families. */
export const frameBreaches: readonly NamedBreach[] = families.flatMap((family) =>
  (Object.entries(family) as [BreakableByFrame, readonly Breach[]][]).flatMap(([requirement, breaches]) =>
    breaches.map((breach) => ({ ...breach, requirement })),
  ),
);
