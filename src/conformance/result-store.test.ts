import { describe, expect, it } from "vitest";
import type { CaseResult } from "./case-result.ts";
import { sampleResult } from "./report/testing/sample-result.ts";
import { ResultStore } from "./result-store.ts";

const resultOf = (agent: string, id: string, changes: Partial<CaseResult> = {}): CaseResult => ({ ...sampleResult, agent, id, ...changes });
const names = (store: ResultStore) => store.all.map(({ agent, id }) => `${agent} ${id}`);

describe("the result store", () => {
  it("lists by agent, then in the order of the cases", () => {
    const store = new ResultStore();
    for (const [agent, id] of [
      ["b", "2.10"],
      ["a", "10.1.1"],
      ["b", "2.9"],
      ["a", "6.2.1"],
    ] as const) {
      store.keep(resultOf(agent, id));
    }
    expect(names(store)).toEqual(["a 6.2.1", "a 10.1.1", "b 2.9", "b 2.10"]);
  });

  it("keeps the latest result of a case", () => {
    const store = new ResultStore();
    store.keep(resultOf("a", "1.1.1", { behavior: "FAILED" }));
    store.keep(resultOf("a", "1.1.1", { behavior: "OK" }));
    expect(store.all.map(({ behavior }) => behavior)).toEqual(["OK"]);
  });

  it("does not take one agent and case for another, whatever they are called", () => {
    const store = new ResultStore();
    store.keep(resultOf('a","1.1.1', "1.1.2"));
    store.keep(resultOf("a", "1.1.1"));
    expect(store.all).toHaveLength(2);
  });

  it("hands out at once what is there", async () => {
    const store = new ResultStore();
    const result = resultOf("a", "1.1.1");
    store.keep(result);
    expect(await store.resultOf("a", "1.1.1")).toBe(result);
  });

  it("lets everybody wait who asks early", async () => {
    const store = new ResultStore();
    const asked = [store.resultOf("a", "1.1.1"), store.resultOf("a", "1.1.1")];
    store.keep(resultOf("b", "1.1.1"));
    store.keep(resultOf("a", "1.1.1"));
    expect((await Promise.all(asked)).map(({ agent }) => agent)).toEqual(["a", "a"]);
  });
});
