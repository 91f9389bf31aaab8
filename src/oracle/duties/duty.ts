import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import type { Deed, DeedKind } from "./deed.ts";

/** What has happened so far, seen from one party. */
export interface SoFar {
  /** The first Close frame of the party, and of its peer. */
  readonly selfClosed: Deed | undefined;
  readonly peerClosed: Deed | undefined;
  readonly selfEnded: Deed | undefined;
  readonly peerEnded: Deed | undefined;
  /** The first violation of the peer. */
  readonly peerViolated: Deed | undefined;
  /** Payloads of the last Pings that the peer sent before its first violation; a bounded number. */
  readonly pingsBeforeViolation: readonly (Uint8Array | undefined)[];
  /** Payloads of the Pings that the peer sent at its first violation or behind it; a bounded number. */
  readonly pingsBehindViolation: readonly (Uint8Array | undefined)[];
}

/** A deed that changes what becomes of a duty. */
export interface Occasion {
  readonly by: "self" | "peer";
  readonly kind: DeedKind;
  /** Only where this holds as well. */
  readonly when?: (deed: Deed, opened: Deed, soFar: SoFar) => boolean;
  /** It decides only if the party had certainly received what opened the duty. */
  readonly needsReceipt?: true;
  /** What it means, in a few words. */
  readonly words: string;
}

/** Something that one party owes once the other has done something: a row. */
export interface Duty {
  /** What names the row. */
  readonly name: string;
  /** The requirement, which may hang on what opened the duty; none where no text demands the reaction. */
  readonly requirement: RequirementId | ((opened: Deed) => RequirementId | undefined);
  /** Whom it binds; both where it is left out. */
  readonly binds?: Role;
  readonly opens: readonly Occasion[];
  readonly pays: readonly Occasion[];
  readonly excuses: readonly Occasion[];
  readonly breaches: readonly Occasion[];
  /** What is said where the time of grace has passed; without it time decides nothing. */
  readonly overdue?: string;
  /** What pays is stated as a right reaction to a violation. */
  readonly isReaction?: true;
  /** What is missing where the recording ends before it is decided. */
  readonly lacks: string;
  readonly wouldDecide: string;
}
