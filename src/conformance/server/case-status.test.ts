import { describe, expect, it } from "vitest";
import { sampleResult } from "../report/testing/sample-result.ts";
import { FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { caseStatus } from "./case-status.ts";
import { ResultStore } from "./result-store.ts";

/** A client that asks how case 1.1.1 went, with its fuzzer. */
function asking() {
  const store = new ResultStore();
  const fuzzer = new FuzzerInMemory("server");
  const told: string[] = [];
  const onResult = ({ behavior }: { behavior: string }) => told.push(behavior);
  fuzzer.connection.attach(caseStatus(fuzzer.connection, store, fuzzer.clock, { agent: "A", id: "1.1.1", seconds: 10, onResult }));
  fuzzer.open();
  return { store, fuzzer, told };
}
const text = new TextDecoder();

describe("the status of a case", () => {
  it("is told as soon as there is a result", () => {
    const { store, fuzzer, told } = asking();
    fuzzer.clock.advance(9);
    store.keep({ ...sampleResult, agent: "A", id: "1.1.1" });
    fuzzer.clock.advance(100);
    expect([told, fuzzer.sent]).toEqual([["OK"], []]);
  });

  it("that nobody runs ends with a reason", () => {
    const { store, fuzzer } = asking();
    fuzzer.clock.advance(10);
    const [close] = fuzzer.sent;
    expect(close?.payload.subarray(0, 2)).toEqual(Uint8Array.of(0x03, 0xf0));
    expect(text.decode(close?.payload.subarray(2))).toBe("this agent has not run case 1.1.1 within 10 s");
    fuzzer.clock.advance(5);
    expect(store.waiting).toBe(0);
  });

  it("that is being played is waited for, however long that takes", () => {
    const { store, fuzzer } = asking();
    const over = store.played("A", "1.1.1");
    fuzzer.clock.advance(400);
    expect(fuzzer.sent).toEqual([]);
    over();
    fuzzer.clock.advance(10);
    expect(fuzzer.sent).toHaveLength(1);
  });

  it("is forgotten with the client that asked", () => {
    const { store, fuzzer } = asking();
    expect(store.waiting).toBe(1);
    fuzzer.transport.finish();
    expect([store.waiting, fuzzer.clock.runningTimers]).toEqual([0, 0]);
  });
});
