import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { requestRules } from "../../core/opening/opening-request.ts";
import { responseRules } from "../../core/opening/opening-response.ts";

const idsOf = (rules: readonly { readonly requirement: RequirementId }[]): RequirementId[] => [
  ...new Set(rules.map(({ requirement }) => requirement)),
];

/** What each side has occasion to break in an opening handshake. */
export const judgedInOpening: Readonly<Record<Role, readonly RequirementId[]>> = {
  client: idsOf(requestRules),
  server: idsOf(responseRules),
};
