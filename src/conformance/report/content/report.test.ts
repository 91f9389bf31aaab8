import { expect, it } from "vitest";
import { indexJson } from "../json/index-json.ts";
import { jsonText } from "../json/json-text.ts";
import { sampleCases, sampleGroups, sampleResult } from "../testing/sample-result.ts";
import { type ReportSource, reportOf } from "./report.ts";

const source: ReportSource = {
  results: [sampleResult, { ...sampleResult, id: "2.10" }, { ...sampleResult, id: "2.9" }],
  cases: sampleCases,
  groups: sampleGroups,
  suite: { name: "hybi", version: "1.2.3" },
};

it("arranges cases by chapter and section, and leaves out groups without cases", () => {
  const outline = reportOf(source).chapters.map((chapter) => ({
    title: `${chapter.id} ${chapter.title}`,
    sections: chapter.sections.map(({ id, title, cases }) => [id, title, cases.map((testCase) => testCase.id)]),
  }));
  expect(outline).toEqual([
    { title: "2 Pings and Pongs", sections: [["2", "", ["2.9", "2.10"]]] },
    {
      title: "4 Opcodes",
      sections: [
        ["4.1", "Data opcodes", ["4.1.2"]],
        ["4.2", "Control opcodes", ["4.2.1"]],
      ],
    },
  ]);
});

it("orders the results of an agent as the cases are ordered", () => {
  expect([...(reportOf(source).agents[0]?.results.keys() ?? [])]).toEqual(["2.9", "2.10", "4.1.2"]);
});

it("counts the last of several results for the same case", () => {
  const again = { ...sampleResult, behavior: "FAILED" } as const;
  const [agent] = reportOf({ ...source, results: [sampleResult, again] }).agents;
  expect(agent?.results.get("4.1.2")?.behavior).toBe("FAILED");
});

it("began with its earliest result, unless told otherwise", () => {
  const results = [sampleResult, { ...sampleResult, id: "2.9", started: "2026-11-23T15:04:01.000Z" }];
  expect(reportOf({ ...source, results }).startedAt).toBe("2026-11-23T15:04:01.000Z");
  expect(reportOf({ ...source, startedAt: "2026-11-23T15:00:00.000Z" }).startedAt).toBe("2026-11-23T15:00:00.000Z");
  expect(reportOf({ ...source, results: [] }).startedAt).toBeUndefined();
});

it("lists verdicts by agent and case id in index.json", () => {
  expect(indexJson(reportOf(source).agents)).toMatchObject({
    "ExampleServer/0.4.10": {
      "4.1.2": {
        behavior: "OK",
        behaviorClose: "OK",
        duration: 1,
        remoteCloseCode: 1002,
        reportfile: "exampleserver_0_4_10_case_4_1_2.json",
      },
    },
  });
});

it("keeps agents whose names mean something to JavaScript", () => {
  const results = ["__proto__", "constructor"].map((agent) => ({ ...sampleResult, agent }));
  const parsed: unknown = JSON.parse(jsonText(indexJson(reportOf({ ...source, results }).agents)));
  expect(Object.keys(parsed as object)).toEqual(["__proto__", "constructor"]);
});
