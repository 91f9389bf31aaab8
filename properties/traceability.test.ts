import { existsSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { requirementIds, requirements } from "../spec/requirements.ts";
import { type Accountable, evidenceFaults } from "../src/generate/evidence/evidence-faults.ts";
import { summaryOf, summaryText } from "../src/generate/evidence/summary.ts";
import { gapsOf } from "../src/generate/evidence/traceability.ts";
import type { Evidence, TracedRequirement } from "../src/generate/evidence/traced-requirement.ts";
import { printEvidence } from "./evidence.ts";
import { exhaustive } from "./property.ts";

const required = ["ours/catalogue/every-requirement-has-evidence"] as const;

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** What `npm run generate` has found, which `npm run generate:check` holds against the sources, with the reasons as they are now. */
const committed = (): readonly TracedRequirement[] =>
  (JSON.parse(textOf("docs/generated/traceability.json")) as TracedRequirement[]).map((traced) => ({ ...traced, gaps: gapsOf(traced.id) }));

exhaustive({
  title: "the table of evidence has every requirement of the catalogue, in its order, as the catalogue has it",
  requires: required,
  over: () => [committed()],
  holds: (traced) => {
    expect(traced.map(({ id }) => id)).toEqual(requirementIds);
    for (const { id, requirement } of traced) expect(requirement).toEqual(requirements[id]);
  },
});

exhaustive({
  title: "every requirement has the evidence that it should have, or it is stated why not, and nothing is excused without need",
  requires: required,
  over: committed,
  holds: (traced) => expect(evidenceFaults([traced])).toEqual([]),
});

exhaustive({
  title: "the numbers of the catalogue add up",
  requires: required,
  over: () => [committed()],
  holds: (traced) => {
    const summary = summaryOf(traced);
    const { propertyAndCase, propertyOnly, caseOnly, neither } = summary.visibleMustsWith;
    printEvidence(summaryText(summary));
    expect(summary.keywords.required + summary.keywords.notForEndpoints).toBe(summary.keywords.all);
    expect(propertyAndCase + propertyOnly + caseOnly + neither).toBe(summary.visibleMusts);
    expect(summary.visibleMusts + summary.others + summary.unverifiable).toBe(summary.requirements);
  },
});

exhaustive({
  title: "whatever the page of evidence links to is in the repository, and every requirement has its place on it",
  requires: required,
  over: () => [textOf("docs/generated/traceability.md")],
  holds: (page) => {
    const linked = new Set(Array.from(page.matchAll(/\]\(\.\.\/\.\.\/([^)]+)\)/g), ([, path]) => path as string));
    expect([...linked].filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
    const anchors = Array.from(page.matchAll(/<a id="([^"]+)">/g), ([, anchor]) => anchor);
    expect(anchors).toEqual(requirementIds.map((id) => id.replaceAll("/", "-")));
  },
});

const nothing: Evidence = { transitions: [], rules: [], code: [], judges: [], properties: [], unitTests: [], cases: [] };
const property = { properties: [{ file: "properties/a.test.ts", title: "a property" }] };
const played = { cases: [{ file: "src/conformance/cases/a.ts", ids: ["1.1"] }] };
const judged = { judges: ["src/conformance/fuzzer/frame-judge.ts"] };
const tested = { unitTests: [{ file: "src/core/a.test.ts", title: "a test" }] };
const because = "There is a reason.";

interface Invented {
  readonly level?: Accountable["requirement"]["level"];
  readonly verification?: Accountable["requirement"]["verification"];
  readonly evidence?: Partial<Evidence>;
  readonly lacks?: readonly ("property" | "case" | "everything")[];
}

/** A requirement that nobody demands. */
const invented = ({ level = "MUST", verification = "wire", evidence = {}, lacks = [] }: Invented): Accountable => ({
  id: "ours/invented/one",
  requirement: { level, verification },
  evidence: { ...nothing, ...evidence },
  gaps: lacks.map((lack) => ({ lacks: lack, because })),
});

/** Requirements that are accounted for as they should be. */
const right: readonly Invented[] = [
  { evidence: { ...property, ...played } },
  { evidence: { ...property, ...judged } },
  { level: "MUST NOT", verification: "handshake", evidence: { ...property, ...played } },
  { evidence: { ...property }, lacks: ["case"] },
  { evidence: { ...property, ...judged }, lacks: ["case"] },
  { evidence: { ...played }, lacks: ["property"] },
  { evidence: { ...tested }, lacks: ["property", "case"] },
  { lacks: ["everything"] },
  { level: "SHOULD", evidence: { ...tested } },
  { level: "SHOULD", lacks: ["everything"] },
  { level: "OURS", verification: "api", evidence: { ...property } },
  { verification: "timing", evidence: { ...tested } },
  { verification: { unverifiable: "nobody can see it" } },
];

exhaustive({
  title: "whoever has a property and a case, or a reason, is not complained about",
  requires: required,
  over: () => right,
  holds: (member) => expect(evidenceFaults([invented(member)])).toEqual([]),
});

/** Requirements that are not, and what is said of them. */
const wrong: readonly (readonly [member: Invented, faults: readonly RegExp[]])[] = [
  [{}, [/lacks any evidence/]],
  [{ level: "MAY" }, [/lacks any evidence/]],
  [{ verification: "api" }, [/lacks any evidence/]],
  [{ evidence: { ...property } }, [/lacks a conformance case/]],
  [{ evidence: { ...played } }, [/lacks a property/]],
  [{ verification: "handshake", evidence: { ...tested } }, [/lacks a property/, /lacks a conformance case/]],
  [{ lacks: ["property"] }, [/lacks any evidence/]],
  [{ evidence: { ...property, ...played }, lacks: ["case"] }, [/does not lack a conformance case/]],
  [{ evidence: { ...property, ...played }, lacks: ["property"] }, [/does not lack a property/]],
  [{ evidence: { ...property, ...played }, lacks: ["everything"] }, [/does not lack any evidence/]],
  [{ level: "SHOULD", evidence: { ...tested }, lacks: ["case"] }, [/does not lack a conformance case/]],
  [{ evidence: { ...property }, lacks: ["case", "case"] }, [/does not lack a conformance case/, /does not lack a conformance case/]],
  [{ verification: { unverifiable: "nobody can see it" }, lacks: ["everything"] }, [/does not lack any evidence/]],
];

exhaustive({
  title: "whoever lacks evidence without a reason, or has a reason without lacking any, is complained about by name",
  requires: required,
  over: () => wrong,
  holds: ([member, faults]) => {
    const found = evidenceFaults([invented(member)]);
    expect(found).toHaveLength(faults.length);
    for (const [i, fault] of faults.entries()) expect(found[i]).toMatch(fault);
    expect(found.every((text) => text.startsWith("ours/invented/one "))).toBe(true);
  },
});
