import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exhaustive, property, registeredProperties } from "../property.ts";
import { checkExhaustively, checkSampled } from "./check-property.ts";

const place = { file: "properties/sums.test.ts", title: "numbers are small" };
const small = {
  title: place.title,
  requires: ["ours/lifecycle/total"] as const,
  given: [fc.nat(1_000_000)] as [fc.Arbitrary<number>],
  holds: (number: number) => number < 1000,
};

function messageOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

describe("a sampled property", () => {
  it("that is broken shows the shrunk counterexample and how to see it again", () => {
    const message = messageOf(() => checkSampled(small, place, {}));
    expect(message).toContain("Counterexample: [1000]");
    expect(message).toContain("seed: 6455");
    expect(message).toMatch(/HYBI_SEED=6455 HYBI_PATH=[0-9:]+ npx vitest run properties\/sums\.test\.ts -t "numbers are small"/);
  });

  it("fails in the same way when its path is replayed", () => {
    const [, path = ""] = /HYBI_PATH=(\S+)/.exec(messageOf(() => checkSampled(small, place, {}))) ?? [];
    const replayed = messageOf(() => checkSampled(small, place, { HYBI_SEED: "6455", HYBI_PATH: path }));
    expect(replayed).toContain("Property failed after 1 tests");
    expect(replayed).toContain("Counterexample: [1000]");
  });

  it("over commands also says which of them were run", () => {
    const add: fc.Command<{ sum: number }, object> = {
      check: ({ sum }) => sum < 5,
      run: (model) => {
        if (++model.sum === 3) throw new Error("three is too much");
      },
    };
    const lives = (replayPath?: string) => fc.commands([fc.constant(add)], { ...(replayPath === undefined ? {} : { replayPath }) });
    const holds = (commands: Iterable<typeof add>) => fc.modelRun(() => ({ model: { sum: 0 }, real: {} }), commands);
    const message = messageOf(() => checkSampled({ ...small, given: [lives()], holds }, place, {}));
    const [, path = "", replayPath = ""] = /HYBI_PATH=(\S+) HYBI_REPLAY_PATH=(\S+) npx/.exec(message) ?? [];
    const replayed = messageOf(() => checkSampled({ ...small, given: [lives(replayPath)], holds }, place, { HYBI_PATH: path }));
    expect(replayed).toContain("Property failed after 1 tests");
    expect(replayed).toContain(/\[object Object\](?:,\[object Object\])* /.exec(message)?.[0]);
  });

  it("tries its examples first", () => {
    const tried: number[] = [];
    const holds = (number: number) => tried.push(number) > 0;
    checkSampled({ ...small, holds, examples: [[7], [8]], runs: 5 }, place, {});
    expect(tried.slice(0, 2)).toEqual([7, 8]);
  });

  it("tries as many values as it says, or as the environment says", () => {
    let tried = 0;
    const holds = () => ++tried > 0;
    checkSampled({ ...small, holds, runs: 7 }, place, {});
    checkSampled({ ...small, holds, runs: 7 }, place, { HYBI_RUNS: "12" });
    expect(tried).toBe(19);
  });
});

describe("an exhaustive property", () => {
  it("that is broken names the member", () => {
    const message = messageOf(() => checkExhaustively({ ...small, over: () => [1, 999, 1000, 1001] }));
    expect(message).toBe("Broken by 1000, member 3 of the space.");
  });

  it("over nothing is broken", () => {
    expect(messageOf(() => checkExhaustively({ ...small, over: () => [] }))).toContain("nothing was tried");
  });
});

const claim = { title: "an even number has an even square", requires: ["ours/lifecycle/total"] } as const;
property({ ...claim, given: [fc.nat(1000)], holds: (number) => (2 * number) ** 2 % 2 === 0 });
exhaustive({ ...claim, title: "an even digit has an even square", over: () => [0, 2, 4, 6, 8], holds: (digit) => digit ** 2 % 2 === 0 });

it("a property that is stated is listed, can be tried by others, and was tested above", async () => {
  const [sampled, exhausted] = registeredProperties.slice(-2);
  expect(sampled).toMatchObject({ ...claim, kind: "sampled" });
  expect(exhausted).toMatchObject({ ...claim, title: "an even digit has an even square", kind: "exhaustive" });
  expect(await exhausted?.check(place)).toBe(5);
});
