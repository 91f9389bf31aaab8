import { describe, expect, it } from "vitest";
import { allCases } from "../cases/all-cases.ts";
import type { Case, Program, RoundTripMessage } from "./case.ts";
import { inProfile } from "./profile.ts";

type RoundTrips = Extract<Program, { program: "roundTrips" }>;

const roundTripsOf = ({ program }: Case): readonly RoundTrips[] => (program?.program === "roundTrips" ? [program] : []);
const quick = allCases.map((played) => inProfile(played, "quick"));
const quickRoundTrips = quick.flatMap(roundTripsOf);

const caseOf = (id: string): Case => allCases.find((each) => each.id === id) as Case;
const quickCount = (id: string): number | undefined => roundTripsOf(inProfile(caseOf(id), "quick"))[0]?.count;

const sourceUnits = { json: 194056, bitmap: 263222, prose: 222218, html: 263620, pdf: 1042328 } as const;
const goesRound = (count: number, message: RoundTripMessage): boolean =>
  message.kind === "window" && count * message.length > sourceUnits[message.source];

describe("the full profile", () => {
  it("plays every case as it is", () => {
    for (const played of allCases) expect(inProfile(played, "full")).toBe(played);
  });
});

describe("the quick profile", () => {
  it("plays all cases without round trips as they are", () => {
    for (const [index, played] of allCases.entries()) {
      if (played.program === undefined) expect(quick[index], played.id).toBe(played);
    }
  });

  it("sends a quarter of what is cut into pieces, and says so", () => {
    const chopped = caseOf("9.5.1");
    const cut = inProfile(chopped, "quick");
    expect(chopped.program).toMatchObject({ program: "singleEcho", length: 1048576 });
    expect(cut.program).toMatchObject({ program: "singleEcho", length: 262144 });
    expect(cut.play).toContainEqual(expect.objectContaining({ frame: expect.objectContaining({ repeatLength: 262144, chopSize: 64 }) }));
    expect(cut.description).toBe(`${chopped.description} The quick profile sends a quarter of it.`);
  });

  it("cuts round trips and says so, and nothing else", () => {
    for (const [index, played] of allCases.entries()) {
      const [program] = roundTripsOf(played);
      if (program === undefined) continue;
      const { count } = roundTripsOf(quick[index] as Case)[0] as RoundTrips;
      expect(count, played.id).toBeLessThan(program.count);
      const description = `${played.description} The quick profile stops after ${count} messages.`;
      const play = played.play.map((step) => (step.step === "closeAfter" ? { ...step, seconds: Math.min(step.seconds, 15) } : step));
      expect(quick[index]).toEqual({ ...played, play, program: { ...program, count }, description });
    }
  });

  it("keeps three to fifty messages, and about 128 KiB of payload where three messages have no more", () => {
    expect(quickRoundTrips).toHaveLength(6 + 6 + 90 + 126);
    for (const { count, message } of quickRoundTrips) {
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThanOrEqual(50);
      if (count > 3) expect(count * message.length).toBeLessThanOrEqual(128 * 1024);
    }
    expect(["9.7.1", "12.1.1", "12.1.5", "12.1.6", "12.1.8", "12.1.9", "12.1.10"].map(quickCount)).toEqual([50, 50, 32, 16, 4, 3, 3]);
  });

  it("still goes round the end of every source but the PDF", () => {
    const sources = quickRoundTrips.flatMap(({ count, message }) =>
      message.kind === "window" && goesRound(count, message) ? [message.source] : [],
    );
    expect(new Set(sources)).toEqual(new Set(["json", "bitmap", "prose", "html"]));
  });

  it("never makes a case longer", () => {
    const played = caseOf("12.1.1");
    const [program] = roundTripsOf(played);
    const short = { ...played, program: { ...(program as RoundTrips), count: 2 } };
    expect(inProfile(short, "quick")).toMatchObject({ program: { count: 2 }, description: played.description });
  });
});
