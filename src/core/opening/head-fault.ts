import type { RequirementId } from "../../../spec/requirements.ts";

/** What is wrong with a head; `limit` when it is only too large for us. */
export interface HeadFault {
  readonly blame: "peer" | "limit";
  readonly requirement: RequirementId;
  readonly detail: string;
}
