import { describe, expect, it } from "vitest";
import { FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { allCases } from "./all-cases.ts";

/** The frames of data that the fuzzer writes in a case, by opcode, before the peer has said anything. */
function framesSent(id: string): Readonly<Record<number, number>> {
  const played = allCases.find((each) => each.id === id);
  if (played === undefined) throw new Error(`there is no case ${id}`);
  const fuzzer = new FuzzerInMemory("server");
  void fuzzer.play(played);
  fuzzer.clock.settle();
  return Object.fromEntries(fuzzer.connection.traffic.txFrameStats);
}

describe("a message in fragments whose size divides its length ends with an empty fragment, as Autobahn sends it", () => {
  const fourMebibytes = 4 * 1024 * 1024;
  const bySize = [64, 256, 1024, 4096, 16384, 65536, 262144, 1048576].map((size, index) => [`${index + 1}`, fourMebibytes / size] as const);
  it.each([
    ["6.2.3", { 1: 1, 0: 29 }],
    ["6.2.4", { 1: 1, 0: 11 }],
    ["6.3.2", { 1: 1, 0: 20 }],
    ...bySize.map(([number, count]) => [`9.3.${number}`, { 1: 1, 0: count }] as const),
    ...bySize.map(([number, count]) => [`9.4.${number}`, { 2: 1, 0: count }] as const),
  ] as const)("%s: %j", (id, frames) => {
    expect(framesSent(id)).toEqual(frames);
  });

  it.each([
    ["9.3.9", { 1: 1 }],
    ["9.4.9", { 2: 1 }],
    ["10.1.1", { 1: 1, 0: 50 }],
  ] as const)("%s, which is a single frame or has a shorter last one, does not: %j", (id, frames) => {
    expect(framesSent(id)).toEqual(frames);
  });
});
