import type { RequirementId } from "./requirements.ts";

/**
 * What a requirement can lack: a property or a conformance case, which every MUST that shows on the wire or in the handshake
 * has, or `everything`.
 */
export type Lack = "property" | "case" | "everything";

/** Requirements that lack evidence for one and the same reason. */
export interface EvidenceGap {
  readonly lacks: Lack;
  /** Why, as a sentence. */
  readonly because: string;
  readonly requirements: readonly RequirementId[];
}

/** Every requirement whose evidence is incomplete, with the reason; whatever is not here has all that it should have. */
export const evidenceGaps: readonly EvidenceGap[] = [];
