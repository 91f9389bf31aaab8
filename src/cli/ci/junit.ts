import { join, resolve } from "node:path";
import { chapterOf } from "../../conformance/case/case-ids.ts";
import { suite } from "../../conformance/case/suite-name.ts";
import { caseGroups } from "../../conformance/cases/groups.ts";
import { pageName } from "../../conformance/report/files/agent-stems.ts";
import { writeWhole } from "../../conformance/report/files/write-whole.ts";
import { visibleText } from "../../conformance/report/words/visible-text.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import type { FlakyCase } from "../conclusion/flaky.ts";
import { byPeer, peerName } from "../conclusion/peer.ts";
import { shownName } from "../conclusion/shown-name.ts";
import { fileFault } from "../errors/file-fault.ts";
import { UsageError } from "../errors/usage-error.ts";
import { explanationText } from "../terminal/explained-failures.ts";
import { verdictsOf } from "../terminal/verdict-words.ts";
import { type XmlElement, xmlText } from "./xml.ts";

/** What a JUnit file is made from. */
export interface JunitSource {
  readonly results: readonly CaseResult[];
  readonly isFailing: (result: CaseResult) => boolean;
  readonly flaky: readonly FlakyCase[];
  /** The folder with the page of a result. */
  readonly pages: (result: CaseResult) => string;
}

/** Results in the XML that CI servers read: a suite for each peer, a test for each case, a class for each chapter. */
export function junitText(source: JunitSource): string {
  const suites = [...byPeer(source.results)].map(([peer, own]) => suiteOf(peer, own, source));
  return xmlText({ name: "testsuites", attributes: countsOf(source.results, source), content: suites });
}

const suiteOf = (peer: string, own: readonly CaseResult[], source: JunitSource): XmlElement => ({
  name: "testsuite",
  attributes: { name: `${suite.name}: ${shownName(peer)}`, timestamp: secondOf(own[0]), ...countsOf(own, source) },
  content: own.map((result) => testOf(peer, result, source)),
});

/** In the format's own way: UTC, without fractions and without saying so. */
const secondOf = (result: CaseResult | undefined): string | undefined => result && new Date(result.started).toISOString().slice(0, 19);

const countsOf = (results: readonly CaseResult[], { isFailing }: JunitSource) => ({
  tests: results.length,
  failures: results.filter(isFailing).length,
  errors: 0,
  skipped: results.filter((result) => !isFailing(result) && saysNothing(result)).length,
});

const saysNothing = ({ behavior, inconclusive }: CaseResult): boolean => behavior === "UNIMPLEMENTED" || inconclusive !== null;

function testOf(peer: string, result: CaseResult, { isFailing, flaky, pages }: JunitSource): XmlElement {
  const attempts = flaky.find((each) => peerName(each) === peer && each.id === result.id)?.attempts;
  const properties = [property("verdict", verdictsOf(result))];
  if (attempts !== undefined) properties.push(property("attempts", attempts.map(verdictsOf).join("; ")));
  const outcome = isFailing(result) ? [failureOf(result)] : saysNothing(result) ? [{ name: "skipped" }] : [];
  const page = join(pages(result), pageName(resolve(pages(result)), result.agent, result.id));
  return {
    name: "testcase",
    attributes: { classname: chapterName(result), name: `${result.id} ${result.title}`, time: result.duration / 1000 },
    content: [{ name: "properties", content: properties }, ...outcome, { name: "system-out", content: page }],
  };
}

const property = (name: string, value: string): XmlElement => ({ name: "property", attributes: { name, value } });

const failureOf = (result: CaseResult): XmlElement => ({
  name: "failure",
  attributes: { message: visibleText(result.result), type: verdictsOf(result) },
  content: explanationText(result),
});

function chapterName({ id }: CaseResult): string {
  const chapter = chapterOf(id);
  return `${chapter} ${caseGroups.find((group) => group.id === chapter)?.title ?? ""}`;
}

/** Writes the JUnit file. */
export async function writeJunit(path: string, source: JunitSource): Promise<void> {
  await writeWhole(path, junitText(source)).catch((error: Error) => {
    throw new UsageError(`cannot write the JUnit file ${path}: ${fileFault(error)}`);
  });
}
