import { Command } from "commander";
import { readings } from "../../../spec/readings.ts";
import { citationOf, sectionUrl } from "../../../spec/requirement.ts";
import { type RequirementId, requirementIds, requirements } from "../../../spec/requirements.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { judgedRequirements } from "../../oracle/judged-requirements.ts";
import { styled } from "../colour/styled.ts";
import { UsageError } from "../errors/usage-error.ts";
import { lookedUp, nearest } from "../requirements/looked-up.ts";

const casesShown = 12;

/** `hybi requirements`: what the RFCs demand, one requirement at a time. */
export const requirementsCommand = (): Command =>
  new Command("requirements")
    .description("look up a requirement of RFC 6455, RFC 7692 or HTTP: by id, by section, or by words")
    .argument("[text...]", "an id, the end of one, a section as 5.5.2, or words of a statement; all without it")
    .option("--json", "write them as JSON")
    .action(show);

function show(words: readonly string[], { json }: { readonly json?: boolean }): void {
  const text = words.join(" ");
  const found = text === "" ? requirementIds : lookedUp(text);
  if (found.length === 0) throw new UsageError(`no requirement is about "${text}"; did you mean ${nearest(text).join(", ")}?`);
  const [only] = found;
  if (json === true) console.log(JSON.stringify(found.map(documentOf), null, 2));
  else if (found.length === 1 && only !== undefined) console.log(fullText(only));
  else
    for (const id of found)
      console.log(`${requirements[id].level.padEnd(10)} ${styled("bold", id)}\n           ${requirements[id].statement}`);
}

const casesOf = (id: RequirementId): string[] => allCases.filter(({ requires }) => requires.includes(id)).map((played) => played.id);
const readingsOf = (id: RequirementId) => Object.entries(readings).filter(([, { touches }]) => (touches as readonly string[]).includes(id));
const isJudged = (id: RequirementId): boolean => judgedRequirements.some(({ requirement }) => requirement === id);

function documentOf(id: RequirementId) {
  const { level, binds, statement, brokenBy, failsWith } = requirements[id];
  return {
    id,
    section: citationOf(id),
    url: sectionUrl(id),
    level,
    binds,
    statement,
    brokenBy,
    failsWith,
    cases: casesOf(id),
    readings: readingsOf(id).map(([name]) => name),
  };
}

function fullText(id: RequirementId): string {
  const { level, binds, statement, brokenBy, failsWith } = requirements[id];
  const cases = casesOf(id);
  return [
    styled("bold", id),
    `${citationOf(id)}, ${level}, binds the ${binds}`,
    ...(sectionUrl(id) === undefined ? [] : [String(sectionUrl(id))]),
    "",
    statement,
    ...(brokenBy === undefined ? [] : ["", `Broken by: ${brokenBy}`]),
    ...(failsWith === undefined ? [] : [`A connection fails with ${failsWith}.`]),
    ...(isJudged(id) ? ["The oracle judges it on every connection."] : []),
    cases.length === 0
      ? "No case of Autobahn tests it."
      : `Cases: ${cases.slice(0, casesShown).join(" ")}${cases.length > casesShown ? ` and ${cases.length - casesShown} more` : ""}`,
    ...readingsOf(id).flatMap(([name, { question, ours, because }]) => ["", `Reading "${name}": ${question}`, `  ${ours}`, `  ${because}`]),
  ].join("\n");
}
