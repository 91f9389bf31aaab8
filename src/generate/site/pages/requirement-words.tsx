import type { VNode } from "preact";
import { citationOf, type Level, sectionUrl, type Verification } from "../../../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../../../spec/requirements.ts";
import type { TracedRequirement } from "../../evidence/traced-requirement.ts";
import { requirementHref } from "../page/addresses.ts";

const levelClasses: Readonly<Record<Level, string>> = {
  MUST: "must",
  "MUST NOT": "must",
  SHOULD: "should",
  "SHOULD NOT": "should",
  MAY: "may",
  OURS: "ours",
};

/** How strongly a requirement binds. */
export const LevelBadge = ({ level }: { readonly level: Level }): VNode => <span class={`level ${levelClasses[level]}`}>{level}</span>;

/** The section of a requirement, with a link to the RFC. */
export const Citation = ({ id }: { readonly id: RequirementId }): VNode => {
  const url = sectionUrl(id);
  return url === undefined ? <span>{citationOf(id)}</span> : <a href={url}>{citationOf(id)}</a>;
};

/** A requirement in one line: its level, its statement, and where it is shown in full. */
export const RequirementLine = ({ id }: { readonly id: RequirementId }): VNode => (
  <p>
    <LevelBadge level={requirements[id].level} /> {requirements[id].statement}{" "}
    <a class="nowrap" href={requirementHref(id)} title={id}>
      {shortCitation(id)}
    </a>
  </p>
);

const shortCitation = (id: RequirementId): string => citationOf(id).replace("RFC 6455, section ", "§").replace(", section ", " §");

/** Where a breach can be seen, as a sentence. */
export const verificationInWords = (verification: Verification): string =>
  typeof verification === "object"
    ? `Nobody outside can see a breach: ${verification.unverifiable}.`
    : {
        wire: "A breach shows on the wire.",
        handshake: "A breach shows in the opening handshake.",
        timing: "A breach shows in time.",
        api: "A breach shows to the application.",
      }[verification];

/** Requirement ids are names, not prose: set apart. */
export const RequirementLink = ({ id }: { readonly id: RequirementId }): VNode => (
  <a href={requirementHref(id)}>
    <code>{id}</code>
  </a>
);

/** What a requirement lacks, and why. */
export const gapInWords = ({ lacks, because }: TracedRequirement["gaps"][number]): string =>
  `${lacks === "everything" ? "nothing carries it" : `no ${lacks}`}: ${because}`;
