import { requirementIds, requirements } from "../../../spec/requirements.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import type { TracedRequirement } from "./traced-requirement.ts";
export const traceability = async (): Promise<readonly TracedRequirement[]> =>
  requirementIds.map((id) => ({
    id,
    requirement: requirements[id],
    evidence: {
      transitions: [],
      rules: [],
      code: [],
      judges: [],
      properties: [],
      unitTests: [],
      cases: [{ file: "", ids: allCases.filter((c) => c.requires.includes(id)).map((c) => c.id) }],
    },
    readings: [],
    gaps: [],
  }));
