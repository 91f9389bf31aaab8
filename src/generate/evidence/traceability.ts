import { evidenceGaps } from "../../../spec/evidence-gaps.ts";
import { type Reading, readings } from "../../../spec/readings.ts";
import { type RequirementId, requirementIds, requirements } from "../../../spec/requirements.ts";
import { type CasesFor, loadCases } from "./case-evidence.ts";
import { judgesFor } from "./judge-evidence.ts";
import { transitionsFor } from "./machine-evidence.ts";
import { loadProperties, type TracedProperty } from "./property-evidence.ts";
import { rulesFor } from "./rule-evidence.ts";
import { type NamingSource, type NamingTest, sourcesThatName, unitTests } from "./source-evidence.ts";
import type { Evidence, TestEvidence, TracedRequirement } from "./traced-requirement.ts";

/** Every requirement with the evidence that the sources have for it; the properties are those of the files unless given. */
export async function traceability(properties?: readonly TracedProperty[]): Promise<readonly TracedRequirement[]> {
  const sources: Sources = {
    properties: properties ?? (await loadProperties()),
    casesFor: await loadCases(),
    tests: unitTests(),
    code: ["src/core", "src/node"].flatMap(sourcesThatName),
    judges: judgesFor(),
  };
  return requirementIds.map((id) => ({
    id,
    requirement: requirements[id],
    evidence: evidenceFor(id, sources),
    readings: Object.entries<Reading>(readings)
      .filter(([, { touches }]) => touches.includes(id))
      .map(([name]) => name),
    gaps: gapsOf(id),
  }));
}

/** What a requirement is said to lack, with the reasons. */
export const gapsOf = (id: RequirementId): TracedRequirement["gaps"] =>
  evidenceGaps.filter(({ requirements: lacking }) => lacking.includes(id)).map(({ lacks, because }) => ({ lacks, because }));

interface Sources {
  readonly properties: readonly TracedProperty[];
  readonly casesFor: CasesFor;
  readonly tests: readonly NamingTest[];
  readonly code: readonly NamingSource[];
  readonly judges: ReadonlyMap<RequirementId, readonly string[]>;
}

function evidenceFor(id: RequirementId, { properties, casesFor, tests, code, judges }: Sources): Evidence {
  const naming = (sources: readonly NamingSource[]): string[] => sources.filter(({ names }) => names.has(id)).map(({ file }) => file);
  const rules = rulesFor(id);
  return {
    transitions: transitionsFor(id),
    rules,
    code: naming(code).filter((file) => rules.every((rule) => rule.file !== file)),
    judges: judges.get(id) ?? [],
    properties: properties.filter(({ requires }) => requires.includes(id)).map(testEvidence),
    unitTests: tests.filter(({ names }) => names.has(id)).map(testEvidence),
    cases: casesFor(id),
  };
}

const testEvidence = ({ file, title }: TestEvidence): TestEvidence => ({ file, title });
