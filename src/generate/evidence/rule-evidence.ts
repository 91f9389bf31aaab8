import type { RequirementId } from "../../../spec/requirements.ts";
import { headerRules } from "../../core/frame/header-rules.ts";
import { requestRules } from "../../core/opening/opening-request.ts";
import { responseRules } from "../../core/opening/opening-response.ts";
import type { RuleEvidence } from "./traced-requirement.ts";

interface Table extends RuleEvidence {
  readonly rows: readonly { readonly requirement: RequirementId }[];
}

const tables: readonly Table[] = [
  { table: "header", file: "src/core/frame/header-rules.ts", rows: headerRules },
  { table: "request", file: "src/core/opening/opening-request.ts", rows: requestRules },
  { table: "response", file: "src/core/opening/opening-response.ts", rows: responseRules },
];

/** The tables of rules that have a row for a requirement. */
export const rulesFor = (id: RequirementId): readonly RuleEvidence[] =>
  tables.filter(({ rows }) => rows.some(({ requirement }) => requirement === id)).map(({ table, file }) => ({ table, file }));
