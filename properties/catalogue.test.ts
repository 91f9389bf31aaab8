import { expect } from "vitest";
import { type Level, parseRequirementId, type Requirement } from "../spec/requirement.ts";
import { type RequirementId, requirementIds, requirements } from "../spec/requirements.ts";
import keywordIndex from "../spec/rfc6455/keywords.json" with { type: "json" };
import { notForEndpoints } from "../spec/rfc6455/not-for-endpoints.ts";
import { printEvidence } from "./evidence.ts";
import { exhaustive } from "./property.ts";

const accountedFor = ["ours/catalogue/every-keyword-accounted-for"] as const;

interface Occurrence {
  readonly name: string;
  readonly section: string;
  readonly keyword: string;
}

/** Every RFC 2119 keyword of the text. */
const occurrences: readonly Occurrence[] = Object.entries(keywordIndex.keywords).flatMap(([section, keywords]) =>
  keywords.map((keyword, i) => ({ name: `${section}#${i + 1}`, section, keyword })),
);

const coveredBy = (name: string): RequirementId[] => requirementIds.filter((id) => requirements[id].keywords?.includes(name));
const reasonFor = (name: string): string | undefined => new Map(Object.entries(notForEndpoints)).get(name);
const accountsOf = (name: string): number => coveredBy(name).length + (reasonFor(name) === undefined ? 0 : 1);

/** RFC 2119 has several words for the same thing. */
const levels: Readonly<Record<string, Exclude<Level, "OURS">>> = {
  MUST: "MUST",
  REQUIRED: "MUST",
  SHALL: "MUST",
  "MUST NOT": "MUST NOT",
  "SHALL NOT": "MUST NOT",
  SHOULD: "SHOULD",
  RECOMMENDED: "SHOULD",
  "SHOULD NOT": "SHOULD NOT",
  MAY: "MAY",
  OPTIONAL: "MAY",
};

const levelOf = (name: string): Level | undefined => levels[occurrences.find((occurrence) => occurrence.name === name)?.keyword ?? ""];
const familyOf = (level: Level | undefined): string | undefined => level?.replace(" NOT", "");
const isOfTheProtocol = ({ section }: Occurrence): boolean => /^[4-8](\.|$)/.test(section);

const entries = (): [RequirementId, Requirement][] => requirementIds.map((id) => [id, requirements[id]]);
const withKeywords = () => entries().filter(([, { keywords }]) => keywords !== undefined);

exhaustive({
  title: "every id follows the grammar, and an id of RFC 6455 names a section that exists",
  requires: accountedFor,
  over: entries,
  holds: ([id]) => {
    const { document, section } = parseRequirementId(id);
    if (document === "rfc6455") expect(Object.keys(keywordIndex.sections)).toContain(section);
  },
});

exhaustive({
  title: "every statement is one sentence of our own, without the capitals of RFC 2119",
  requires: accountedFor,
  over: entries,
  holds: ([, { statement }]) => {
    expect(statement).toMatch(/^[A-Z0-9].*[^.]\.$/);
    expect(statement).not.toMatch(/\b(MUST|SHALL|SHOULD|MAY|REQUIRED|RECOMMENDED|OPTIONAL)\b/);
  },
});

exhaustive({
  title: "every keyword that a requirement accounts for exists, and one of them is of its own section",
  requires: accountedFor,
  over: withKeywords,
  holds: ([id, { keywords = [] }]) => {
    expect(occurrences.map(({ name }) => name)).toEqual(expect.arrayContaining([...keywords]));
    expect(keywords.map((name) => name.split("#")[0])).toContain(parseRequirementId(id).section);
  },
});

exhaustive({
  title: "the level of a requirement is that of its keywords, which are all of one strength",
  requires: accountedFor,
  over: withKeywords,
  holds: ([, { level, keywords = [] }]) => {
    const stated = keywords.map(levelOf);
    expect(stated).toContain(level);
    expect(new Set(stated.map(familyOf))).toEqual(new Set([familyOf(level)]));
  },
});

exhaustive({
  title: "no keyword is accounted for twice",
  requires: accountedFor,
  over: () => occurrences,
  holds: ({ name }) => accountsOf(name) <= 1,
});

exhaustive({
  title: "every MUST and MUST NOT of sections 4 to 8 is a requirement, or asks nothing of an endpoint for a stated reason",
  requires: accountedFor,
  over: () => occurrences.filter((occurrence) => isOfTheProtocol(occurrence) && familyOf(levels[occurrence.keyword]) === "MUST"),
  holds: ({ name }) => accountsOf(name) === 1,
});

exhaustive({
  title: "every weaker keyword of sections 4 to 8 is a requirement, or asks nothing of an endpoint for a stated reason",
  requires: accountedFor,
  over: () => occurrences.filter((occurrence) => isOfTheProtocol(occurrence) && familyOf(levels[occurrence.keyword]) !== "MUST"),
  holds: ({ name }) => accountsOf(name) === 1,
});

exhaustive({
  title: "whatever is said to ask nothing of an endpoint is in the text",
  requires: accountedFor,
  over: () => Object.keys(notForEndpoints),
  holds: (name) => occurrences.some((occurrence) => occurrence.name === name),
});

exhaustive({
  title: "the index of keywords is complete: 224 of them",
  requires: accountedFor,
  over: () => [occurrences],
  holds: (all) => {
    const accounted = all.filter(({ name }) => accountsOf(name) === 1);
    const required = all.filter(({ name }) => coveredBy(name).length === 1);
    printEvidence(`${accounted.length} of ${all.length} keywords accounted for, ${required.length} of them by requirements`);
    expect(all).toHaveLength(224);
  },
});
