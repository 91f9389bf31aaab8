import { describe, expect, it } from "vitest";
import { sampleResult } from "../report/testing/sample-result.ts";
import type { CaseResult } from "../verdict/case-result.ts";
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

  it("tells at once what is there", () => {
    const store = new ResultStore();
    const told: string[] = [];
    store.keep(resultOf("a", "1.1.1"));
    store.whenKept("a", "1.1.1", ({ agent }) => told.push(agent));
    expect(told).toEqual(["a"]);
  });

  it("lets everybody wait who asks early, and forgets those who are gone", () => {
    const store = new ResultStore();
    const told: string[] = [];
    const cancels = ["x", "y", "z"].map((who) => store.whenKept("a", "1.1.1", () => told.push(who)));
    cancels[1]?.();
    expect(store.waiting).toBe(2);
    store.keep(resultOf("b", "1.1.1"));
    expect(told).toEqual([]);
    store.keep(resultOf("a", "1.1.1"));
    expect([told, store.waiting]).toEqual([["x", "z"], 0]);
  });

  it("knows what is being played, also twice at once", () => {
    const store = new ResultStore();
    const overs = [store.played("a", "1.1.1"), store.played("a", "1.1.1")];
    overs[0]?.();
    expect([store.isPlaying("a", "1.1.1"), store.isPlaying("b", "1.1.1")]).toEqual([true, false]);
    overs[1]?.();
    expect(store.isPlaying("a", "1.1.1")).toBe(false);
  });
});
