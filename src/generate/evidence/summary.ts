import { evidenceGaps, type Lack } from "../../../spec/evidence-gaps.ts";
import keywordIndex from "../../../spec/rfc6455/keywords.json" with { type: "json" };
import { notForEndpoints } from "../../../spec/rfc6455/not-for-endpoints.ts";
import { lackingIn, neededFor } from "./evidence-faults.ts";
import type { TracedRequirement } from "./traced-requirement.ts";

/** The numbers of the whole catalogue. */
export interface Summary {
  readonly requirements: number;
  /** Those whose breach nobody outside can see. */
  readonly unverifiable: number;
  /** RFC 2119 keyword occurrences of RFC 6455: all, those that requirements account for, those that ask nothing of an endpoint. */
  readonly keywords: { readonly all: number; readonly required: number; readonly notForEndpoints: number };
  /** MUST and MUST NOT that show on the wire or in the handshake. */
  readonly visibleMusts: number;
  /** Those of them that have a property and a case, or lack one of these, or both. */
  readonly visibleMustsWith: {
    readonly propertyAndCase: number;
    readonly propertyOnly: number;
    readonly caseOnly: number;
    readonly neither: number;
  };
  /** Other requirements that can be seen to be broken, and how many of them have no evidence. */
  readonly others: number;
  readonly othersWithNothing: number;
}

/** Counts a traced catalogue. */
export function summaryOf(traced: readonly TracedRequirement[]): Summary {
  const visible = traced.filter(({ requirement }) => neededFor(requirement).includes("property"));
  const others = traced.filter(({ requirement }) => neededFor(requirement).includes("everything"));
  const lacks = (each: TracedRequirement, lack: Lack): boolean => lackingIn(each).some((found) => found === lack || found === "everything");
  const count = (property: boolean, conformanceCase: boolean): number =>
    visible.filter((each) => lacks(each, "property") !== property && lacks(each, "case") !== conformanceCase).length;
  return {
    requirements: traced.length,
    unverifiable: traced.filter(({ requirement }) => neededFor(requirement).length === 0).length,
    keywords: {
      all: Object.values(keywordIndex.keywords).flat().length,
      required: traced.flatMap(({ requirement }) => requirement.keywords ?? []).length,
      notForEndpoints: Object.keys(notForEndpoints).length,
    },
    visibleMusts: visible.length,
    visibleMustsWith: {
      propertyAndCase: count(true, true),
      propertyOnly: count(true, false),
      caseOnly: count(false, true),
      neither: count(false, false),
    },
    others: others.length,
    othersWithNothing: others.filter((each) => lackingIn(each).length > 0).length,
  };
}

/** The numbers as sentences, as the tests print them. */
export function summaryText(summary: Summary): string {
  const { keywords, visibleMustsWith: having } = summary;
  return [
    `${summary.requirements} requirements; ${keywords.required + keywords.notForEndpoints} of ${keywords.all} keywords of RFC 6455 accounted for`,
    `${summary.visibleMusts} of them are MUSTs that show on the wire or in the handshake: ${having.propertyAndCase} have a property and a case, ` +
      `${having.propertyOnly} a property only, ${having.caseOnly} a case only, ${having.neither} neither, each for a stated reason`,
    `${summary.others} others can be seen to be broken: ${summary.othersWithNothing} of these have no evidence, for a stated reason; ` +
      `${summary.unverifiable} cannot be seen from outside`,
    ...evidenceGaps.map(
      ({ lacks, because, requirements }) =>
        `  ${requirements.length} lack ${lacks === "everything" ? "everything" : `a ${lacks}`}: ${because}`,
    ),
  ].join("\n");
}
