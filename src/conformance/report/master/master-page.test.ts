import { expect, it } from "vitest";
import type { CaseResult } from "../../verdict/case-result.ts";
import { reportOf } from "../content/report.ts";
import { sampleCases, sampleGroups, sampleResult } from "../testing/sample-result.ts";
import { masterHtml } from "./master-page.tsx";

const pageOf = (...changes: readonly Partial<CaseResult>[]) =>
  masterHtml(
    reportOf({
      results: changes.map((change) => ({ ...sampleResult, ...change })),
      cases: sampleCases,
      groups: sampleGroups,
      suite: { name: "hybi", version: "1.2.3" },
    }),
  );

/** The cells behind the heading of a case's row. */
const rowOf = (html: string, id: string) => new RegExp(`">${id}</a> [^<]*</th>(.*?)</tr>`).exec(html)?.[1];

it("has two cells for each agent: the verdict with a link, and the close", () => {
  expect(rowOf(pageOf({}), "4.1.2")).toBe(
    '<td class="v pass"><a href="exampleserver_0_4_10_case_4_1_2.html">Pass</a></td><td class="c pass">1002</td>',
  );
});

it("says Missing where an agent has no result", () => {
  expect(rowOf(pageOf({}), "2.9")).toBe('<td class="missing" colspan="2">Missing</td>');
});

it("shows the duration where the case asks for it", () => {
  expect(rowOf(pageOf({ reportTime: true, duration: 12.3 }), "4.1.2")).toContain("</a><small>12 ms</small></td>");
});

it.each<[Partial<CaseResult>, string]>([
  [{ behaviorClose: "OK", remoteCloseCode: null }, '<td class="c pass">None</td>'],
  [{ behaviorClose: "WRONG CODE", remoteCloseCode: 1011 }, '<td class="c nonstrict">1011<small>wrong code</small></td>'],
  [{ behaviorClose: "FAILED BY CLIENT" }, '<td class="c nonstrict">1002<small>by client</small></td>'],
  [{ behaviorClose: "INFORMATIONAL" }, '<td class="c info">1002<small>info</small></td>'],
  [{ behaviorClose: "UNCLEAN" }, '<td class="c fail case_failed">Unclean</td>'],
  [{ behaviorClose: "FAILED" }, '<td class="c fail case_failed">Fail</td>'],
])("prints the close %o", (change, cell) => {
  expect(rowOf(pageOf(change), "4.1.2")).toContain(cell);
});

// Other test suites count this word, and take more than two for a failure: the style sheet and the legend have one each.
it("has the class case_failed twice, and once more for every failing cell", () => {
  const mentions = (...changes: readonly Partial<CaseResult>[]) => pageOf(...changes).split("case_failed").length - 1;
  expect(mentions()).toBe(2);
  expect(mentions({})).toBe(2);
  expect(mentions({ behavior: "NON-STRICT", behaviorClose: "WRONG CODE" }, { id: "2.9", behavior: "UNIMPLEMENTED" })).toBe(2);
  expect(mentions({ behavior: "FAILED" })).toBe(3);
  expect(mentions({ behavior: "FAILED", behaviorClose: "UNCLEAN" }, { id: "2.9", behaviorClose: "FAILED" })).toBe(5);
});

it("counts verdicts for each agent, the missing ones too", () => {
  const html = pageOf({}, { id: "2.9", behavior: "FAILED", behaviorClose: "UNCLEAN" }, { agent: "b", id: "2.9" });
  const [first, second] = html.match(/<article class="card">.*?<\/article>/gs) ?? [];
  expect(first).toMatch(/<b>1<\/b> Pass.*<b>1<\/b> Fail.*<b>2<\/b> Missing.*<b>1<\/b> as expected.*<b>1<\/b> unclean/);
  expect(first).toContain('<a href="exampleserver_0_4_10_case_2_9.html">2.9</a>');
  expect(second).toMatch(/<b>1<\/b> Pass.*<b>3<\/b> Missing/);
  expect(second).not.toContain("Not as expected");
});

it("lists every chapter, section and case, and describes every case", () => {
  const html = pageOf({});
  for (const title of ["2 Pings and Pongs", "4 Opcodes", "4.1 Data opcodes", "4.2 Control opcodes"]) expect(html).toContain(title);
  for (const { id, description, expectation } of sampleCases) {
    expect(rowOf(html, id)).toBeDefined();
    expect(html).toContain(`<article id="case-${id.replaceAll(".", "-")}">`);
    expect(html).toContain(description);
    expect(html).toContain(expectation);
  }
});

it("says so when there are no results", () => {
  expect(pageOf()).toContain("No agent has run a case yet.");
});

it("keeps an agent's name text", () => {
  const html = pageOf({ agent: "<script>alert(1)</script>\u0007" });
  expect(html).not.toMatch(/<script/i);
  expect(html).toContain("&lt;script>alert(1)&lt;/script>\\u{7}");
});

it("shows the first fifty agents side by side, and says where the others are", () => {
  const html = pageOf(...Array.from({ length: 60 }, (_, index) => ({ agent: `Agent ${index + 1}` })));
  expect(rowOf(html, "4.1.2")?.match(/<td class="v pass">/g)).toHaveLength(50);
  expect(html).toContain("The tables show the first 50 of 60 agents.");
  expect(html).toContain("Agent 60");
});
