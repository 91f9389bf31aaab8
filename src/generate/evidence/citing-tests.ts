import { readFileSync } from "node:fs";
import { parseRequirementId } from "../../../spec/requirement.ts";
import { requirementIds } from "../../../spec/requirements.ts";
import { unitTests } from "./source-evidence.ts";

/** How many unit tests of a file cite a section. */
export interface CitingTests {
  readonly file: string;
  readonly count: number;
}

// "5.5.1: a one-byte …", "RFC 9110, 5.3: joins …"
const citation = /^(?:RFC ([0-9]+),? (?:section )?)?([0-9]+(?:\.[0-9]+)*): /;

const sections: ReadonlySet<string> = new Set(requirementIds.map(sectionOf));

/** The document and section of a requirement: `rfc6455/5.5.1`. */
export function sectionOf(id: string): string {
  const { document, section } = parseRequirementId(id);
  return `${document}/${section}`;
}

/** Unit tests by the section that their title begins with, as `rfc6455/5.5.1`; most tests cite RFC 6455 by the bare number. */
export function citingTests(): ReadonlyMap<string, readonly CitingTests[]> {
  const cited = new Map<string, CitingTests[]>();
  const isAboutCompression = new Map<string, boolean>();
  for (const { file, title } of unitTests()) {
    const match = citation.exec(title);
    if (match === null) continue;
    const [, rfc, number] = match;
    if (!isAboutCompression.has(file)) isAboutCompression.set(file, namesCompression(file));
    const section = rfc !== undefined ? `rfc${rfc}/${number}` : bareSection(number as string, isAboutCompression.get(file) === true);
    const entries = cited.get(section) ?? [];
    const count = entries.find((entry) => entry.file === file)?.count ?? 0;
    cited.set(section, [...entries.filter((entry) => entry.file !== file), { file, count: count + 1 }]);
  }
  return cited;
}

/** In a test about compression a bare number is a section of RFC 7692 where that has such a section. */
const bareSection = (number: string, isAboutCompression: boolean): string =>
  isAboutCompression && sections.has(`rfc7692/${number}`) ? `rfc7692/${number}` : `rfc6455/${number}`;

const namesCompression = (file: string): boolean =>
  file.includes("/extension/") || /rfc7692\/|from "[^"]*\/extension\//.test(readFileSync(file, "utf8"));
