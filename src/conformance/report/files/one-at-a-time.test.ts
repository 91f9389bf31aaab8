import { expect, it } from "vitest";
import { OneAtATime } from "./one-at-a-time.ts";

/** Work on lists, each round of which ends when it is told to. */
function slowWork() {
  const rounds: string[][] = [];
  const ends: (() => void)[] = [];
  const work = (input: string[]) => {
    rounds.push(input);
    return new Promise<string>((resolve) => ends.push(() => resolve(input.join())));
  };
  return { rounds, ends, turns: new OneAtATime(work, (newer, older) => older.every((item) => newer.includes(item))) };
}

it("has one round under way, and one that waits for all who ask meanwhile", async () => {
  const { rounds, ends, turns } = slowWork();
  const first = turns.ask(["a"]);
  await Promise.resolve();
  const others = [turns.ask(["a", "b"]), turns.ask(["a", "b", "c"])];
  expect(rounds).toEqual([["a"]]);
  ends[0]?.();
  expect(await first).toBe("a");
  await Promise.resolve();
  ends[1]?.();
  expect(await Promise.all(others)).toEqual(["a,b,c", "a,b,c"]);
  expect(rounds).toHaveLength(2);
});

it("does what nobody else has asked for in a round of its own, in order, also behind one that fails", async () => {
  const done: string[] = [];
  const work = async (input: string) => {
    done.push(input);
    if (input === "a") throw new Error("the disk is full");
    return input;
  };
  const turns = new OneAtATime(work, () => false);
  const outcomes = await Promise.allSettled([turns.ask("a"), turns.ask("b"), turns.ask("c")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(done).toEqual(["a", "b", "c"]);
});
