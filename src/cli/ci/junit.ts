import { join, resolve } from "node:path";
import junit, { type Builder } from "junit-report-builder";
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

/** What a JUnit file is made from. */
export interface JunitSource {
  readonly results: readonly CaseResult[];
  readonly isFailing: (result: CaseResult) => boolean;
  readonly flaky: readonly FlakyCase[];
  /** The folder with the page of a result. */
  readonly pages: (result: CaseResult) => string;
}

/** Results in the XML that CI servers read: a suite for each peer, a test for each case, a class for each chapter. */
function junitText({ results, isFailing, flaky, pages }: JunitSource): string {
  // What the package exports is the builder itself, although its types have it one level deeper.
  const builder = (junit as unknown as Builder).newBuilder();
  for (const [peer, own] of byPeer(results)) {
    const testSuite = builder.testSuite().name(`${suite.name}: ${shownName(peer)}`);
    if (own[0] !== undefined) testSuite.timestamp(new Date(own[0].started));
    for (const result of own) {
      const test = testSuite
        .testCase()
        .className(chapterName(result))
        .name(`${result.id} ${result.title}`)
        .time(result.duration / 1000);
      test.property("verdict", verdictsOf(result));
      const attempts = flaky.find((each) => peerName(each) === peer && each.id === result.id)?.attempts;
      if (attempts !== undefined) test.property("attempts", attempts.map(verdictsOf).join("; "));
      if (isFailing(result)) test.failure(visibleText(result.result), verdictsOf(result)).stacktrace(explanationText(result));
      else if (result.behavior === "UNIMPLEMENTED" || result.inconclusive !== null) test.skipped();
      test.standardOutput(join(pages(result), pageName(resolve(pages(result)), result.agent, result.id)));
    }
  }
  return builder.build();
}

function chapterName({ id }: CaseResult): string {
  const chapter = id.split(".")[0] as string;
  return `${chapter} ${caseGroups.find((group) => group.id === chapter)?.title ?? ""}`;
}

/** Writes the JUnit file. */
export async function writeJunit(path: string, source: JunitSource): Promise<void> {
  await writeWhole(path, junitText(source)).catch((error: Error) => {
    throw new UsageError(`cannot write the JUnit file ${path}: ${fileFault(error)}`);
  });
}
