import { expect } from "vitest";
import { type Reading, readings } from "../spec/readings.ts";
import type { StatusCodeProfile } from "../spec/registries/close-codes.ts";
import { type Level, parseRequirementId, type Requirement } from "../spec/requirement.ts";
import { type RequirementId, requirementIds, requirements } from "../spec/requirements.ts";
import keywordIndex from "../spec/rfc6455/keywords.json" with { type: "json" };
import { notForEndpoints } from "../spec/rfc6455/not-for-endpoints.ts";
import { defaultLimits } from "../src/core/limits.ts";
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

const occurrenceNames: ReadonlySet<string> = new Set(occurrences.map(({ name }) => name));
/** Errata 3150 and 3433; the third verified one is editorial. */
const verifiedErrata = [3150, 3433] as const;

const entries = (): [RequirementId, Requirement][] => requirementIds.map((id) => [id, requirements[id]]);
const alike = (is: (requirement: Requirement) => boolean): RequirementId[] => requirementIds.filter((id) => is(requirements[id]));
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
  title: "every keyword of every section is a requirement, or asks nothing of an endpoint for a stated reason, and only one of these",
  requires: accountedFor,
  over: () => occurrences,
  holds: ({ name }) => expect({ name, accounts: accountsOf(name) }).toEqual({ name, accounts: 1 }),
});

exhaustive({
  title: "a keyword is accounted for once by a requirement that names it",
  requires: accountedFor,
  over: withKeywords,
  holds: ([, { keywords = [] }]) => new Set(keywords).size === keywords.length,
});

exhaustive({
  title: "what breaks a requirement is one sentence, and no two requirements are stated or broken alike",
  requires: accountedFor,
  over: () => entries().filter(([, { brokenBy }]) => brokenBy !== undefined),
  holds: ([id, { statement, brokenBy }]) => {
    expect(brokenBy).toMatch(/^[A-Z0-9].*\.$/);
    expect(alike(({ brokenBy: other }) => other === brokenBy)).toEqual([id]);
    expect(alike(({ statement: other }) => other === statement)).toEqual([id]);
  },
});

exhaustive({
  title: "a reason why a keyword asks nothing of an endpoint points to keywords and requirements that exist",
  requires: accountedFor,
  over: () => Object.entries(notForEndpoints),
  holds: ([name, reason]) => {
    for (const [pointedTo] of reason.matchAll(/\d+(?:\.\d+)*#\d+/g)) expect([name, occurrenceNames.has(pointedTo)]).toEqual([name, true]);
    for (const [pointedTo] of reason.matchAll(/rfc\d+\/[^ ;]+/g)) expect(requirementIds).toContain(pointedTo);
  },
});

exhaustive({
  title: "a reading touches requirements, says what is open, what we do and why, in whole sentences",
  requires: accountedFor,
  over: () => Object.values<Reading>(readings),
  holds: ({ touches, question, ours, because, others }) => {
    expect(touches.length).toBeGreaterThan(0);
    for (const text of [question, ours, because, ...(others === undefined ? [] : [others])]) expect(text).toMatch(/^[A-Z0-9].*\.$/);
  },
});

exhaustive({
  title: "an option that selects another reading exists",
  requires: accountedFor,
  over: () => Object.values<Reading>(readings).flatMap(({ option }) => option?.split(", ") ?? []),
  holds: (option) => {
    const [name = "", value = ""] = option.split(": ");
    if (name.startsWith("limits.")) expect(Object.keys(defaultLimits)).toContain(name.slice("limits.".length));
    else expect([name, value]).toEqual(["statusCodes", JSON.stringify("rfc6455" satisfies StatusCodeProfile)]);
  },
});

exhaustive({
  title: "the verified errata of RFC 6455 that bear on an endpoint are read",
  requires: accountedFor,
  over: () => verifiedErrata,
  holds: (erratum) => Object.values<Reading>(readings).some(({ errata }) => errata?.includes(erratum)),
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
    printEvidence(
      `${accounted.length} of ${all.length} keywords accounted for, ${required.length} of them by requirements; ${requirementIds.length} requirements in all`,
    );
    expect(all).toHaveLength(224);
  },
});
