import { describe, expect, it } from "vitest";
import type { Case } from "../case/case.ts";
import { allCases } from "../cases/all-cases.ts";
import { longestWait } from "../play/time-scale.ts";
import { CaseQueue, type QueuedCase } from "./case-queue.ts";

const byIds = (...ids: readonly string[]): Case[] => ids.map((id) => allCases.find((each) => each.id === id) as Case);
const idOf = (taken: QueuedCase | undefined): string | undefined => taken?.played.id;

describe("a queue of cases", () => {
  it("hands out every case once, with its number in the list", () => {
    const queue = new CaseQueue(allCases, allCases.length);
    const taken: QueuedCase[] = [];
    for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next);
    expect(taken).toHaveLength(517);
    for (const { played, number } of taken) expect(allCases[number - 1]).toBe(played);
    expect(queue.length).toBe(0);
  });

  it("begins with the cases that may take longest", () => {
    const queue = new CaseQueue(byIds("1.1.1", "5.19", "6.5.1"), 1);
    const waits = [queue.take(), queue.take(), queue.take()].map((taken) => longestWait((taken as QueuedCase).played.play));
    expect(waits).toEqual([...waits].sort((a, b) => b - a));
  });

  it("hands out bulk cases only as long as few of them run, and others meanwhile", () => {
    const queue = new CaseQueue(byIds("12.1.1", "12.1.2", "12.1.3", "1.1.1"), 2);
    const first = queue.take() as QueuedCase;
    expect([idOf(first), idOf(queue.take()), idOf(queue.take())].map((id) => id?.startsWith("12."))).toEqual([true, true, false]);
    expect(queue.take()).toBeUndefined();
    queue.finish(first);
    expect(idOf(queue.take())).toMatch(/^12\./);
  });
});
