import { describe, expect, it } from "vitest";
import { sampleResult } from "../../conformance/report/testing/sample-result.ts";
import type { CaseResult } from "../../conformance/verdict/case-result.ts";
import { type ReadElement, readXml } from "../testing/read-xml.ts";
import { junitText } from "./junit.ts";

const count = /^[0-9]+$/;
const counts = { tests: count, failures: count, errors: count, skipped: count };
const anything = /./;

/** What CI servers agree on: the attributes of each element, all of them needed, and its children in their order. */
const schema: Readonly<Record<string, { attributes: Readonly<Record<string, RegExp>>; content: RegExp }>> = {
  testsuites: { attributes: counts, content: /^(testsuite )*$/ },
  testsuite: {
    attributes: { name: anything, timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, ...counts },
    content: /^(properties )?(testcase )*$/,
  },
  testcase: {
    attributes: { classname: anything, name: anything, time: /^\d+(\.\d+)?$/ },
    content: /^(properties )?((failure|skipped) )?(system-out )?$/,
  },
  properties: { attributes: {}, content: /^(property )+$/ },
  property: { attributes: { name: anything, value: anything }, content: /^$/ },
  failure: { attributes: { message: anything, type: anything }, content: /^text$/ },
  skipped: { attributes: {}, content: /^$/ },
  "system-out": { attributes: {}, content: /^text$/ },
};

const childrenOf = ({ content }: ReadElement): readonly ReadElement[] => (typeof content === "string" ? [] : content);

function expectSchema(element: ReadElement): void {
  const rule = schema[element.name];
  expect(rule, element.name).toBeDefined();
  expect(Object.keys(element.attributes).sort()).toEqual(Object.keys(rule?.attributes ?? {}).sort());
  for (const [name, value] of Object.entries(element.attributes))
    expect(value, `${element.name} ${name}`).toMatch(rule?.attributes[name] ?? /$^/);
  const content = typeof element.content === "string" ? "text" : element.content.map(({ name }) => `${name} `).join("");
  expect(content, element.name).toMatch(rule?.content ?? /$^/);
  childrenOf(element).forEach(expectSchema);
}

const failed = { behavior: "FAILED", result: 'The peer said "<a>" & ]]> and \0.', received: [] } as const;
const results: readonly CaseResult[] = [
  sampleResult,
  { ...sampleResult, id: "1.1.1", ...failed },
  { ...sampleResult, id: "13.1.1", behavior: "UNIMPLEMENTED" },
  { ...sampleResult, id: "5.1", inconclusive: "the machine was busy" },
  { ...sampleResult, id: "6.4.3", behavior: "NON-STRICT", duration: 1003 },
  { ...sampleResult, agent: 'B "<&>\u202e', isServer: true, started: "2026-02-28T23:59:59.999Z" },
];
const flaky = [{ agent: "ExampleServer/0.4.10", role: "server", id: "6.4.3", attempts: [results[1], results[4]] }] as never;
const read = () => readXml(junitText({ results, isFailing: ({ behavior }) => behavior === "FAILED", flaky, pages: () => "/reports" }));

describe("a JUnit file", () => {
  it("is XML, in the form that CI servers know", () => {
    expectSchema(read());
  });

  it("counts what failed and what says nothing, in all and by peer", () => {
    const root = read();
    expect(root.attributes).toEqual({ tests: "6", failures: "1", errors: "0", skipped: "2" });
    expect(childrenOf(root).map(({ attributes }) => [attributes["tests"], attributes["failures"], attributes["skipped"]])).toEqual([
      ["5", "1", "2"],
      ["1", "0", "0"],
    ]);
    for (const suite of childrenOf(root)) {
      const has = (name: string) => childrenOf(suite).filter((test) => childrenOf(test).some((child) => child.name === name)).length;
      expect([has("failure"), has("skipped")].map(String)).toEqual([suite.attributes["failures"], suite.attributes["skipped"]]);
    }
  });

  it("has a test for each case, with its verdict and where its page is", () => {
    const tests = childrenOf(read()).flatMap(childrenOf);
    expect(tests.map(({ attributes }) => attributes["name"]?.split(" ")[0])).toEqual(results.map(({ id }) => id));
    expect(tests[4]).toMatchObject({ attributes: { classname: "6 UTF-8 in text messages", time: "1.003" } });
    expect(tests[4]?.content).toEqual([
      {
        name: "properties",
        attributes: {},
        content: [
          { name: "property", attributes: { name: "verdict", value: "NON-STRICT, close OK" }, content: [] },
          { name: "property", attributes: { name: "attempts", value: "FAILED, close OK; NON-STRICT, close OK" }, content: [] },
        ],
      },
      { name: "system-out", attributes: {}, content: expect.stringMatching(/^\/reports\/.*case_6_4_3\.html$/) },
    ]);
  });

  it("says of a failure what happened, and explains it", () => {
    const failure = childrenOf(childrenOf(childrenOf(read())[0] as ReadElement)[1] as ReadElement)[1];
    expect(failure?.attributes).toEqual({ message: 'The peer said "<a>" & ]]> and \\u{0}.', type: "FAILED, close OK" });
    expect(failure?.content).toMatch(/^expected {2}/m);
  });

  it("has no suite where nothing ran", () => {
    const empty = readXml(junitText({ results: [], isFailing: () => true, flaky: [], pages: () => "" }));
    expect(empty).toEqual({ name: "testsuites", attributes: { tests: "0", failures: "0", errors: "0", skipped: "0" }, content: [] });
  });
});
