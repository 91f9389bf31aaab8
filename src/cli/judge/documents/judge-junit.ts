import { citationOf } from "../../../../spec/requirement.ts";
import { suite } from "../../../conformance/case/suite-name.ts";
import { type XmlElement, xmlText } from "../../ci/xml.ts";
import type { JudgedConnection } from "../judged-connection.ts";
import { headline, placeText } from "../verdict-words.ts";

/** Verdicts in the XML that CI servers read: a test for each connection. */
export function judgeJunit(connections: readonly JudgedConnection[]): string {
  const failures = connections.filter(({ verdict }) => verdict.violations.length > 0).length;
  const counts = { tests: connections.length, failures, errors: 0, skipped: 0 };
  const own: XmlElement = { name: "testsuite", attributes: { name: `${suite.name} judge`, ...counts }, content: connections.map(testOf) };
  return xmlText({ name: "testsuites", attributes: counts, content: [own] });
}

const testOf = ({ number, recording, verdict }: JudgedConnection): XmlElement => ({
  name: "testcase",
  attributes: { classname: recording, name: `connection ${number}: ${verdict.facts.name}` },
  content: verdict.violations.length === 0 ? [] : [failureOf(verdict)],
});

const failureOf = (verdict: JudgedConnection["verdict"]): XmlElement => ({
  name: "failure",
  attributes: { type: verdict.violations[0]?.requirement, message: headline(verdict) },
  content: verdict.violations
    .map(
      (breach) =>
        `The ${breach.by} broke ${citationOf(breach.requirement)} (${breach.requirement}): ${breach.detail}; ${placeText(breach)}`,
    )
    .join("\n"),
});
