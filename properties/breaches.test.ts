import fc from "fast-check";
import { expect } from "vitest";
import { parseRequirementId } from "../spec/requirement.ts";
import { type RequirementId, requirementIds, requirements } from "../spec/requirements.ts";
import { frameBreaches, type NamedBreach } from "../src/arbitraries/breaches.ts";
import { type BrokenSession, brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { type Chunking, chunkings } from "../src/arbitraries/chunkings.ts";
import { requestBreaches } from "../src/arbitraries/requests.ts";
import { responseBreaches } from "../src/arbitraries/responses.ts";
import { closeCodeOf } from "../src/core/fault.ts";
import { headerRules } from "../src/core/frame/header-rules.ts";
import { blamedByMachine } from "../src/oracle/judged-requirements.ts";
import { expectBlame } from "./adapters/blamed.ts";
import { printEvidence } from "./evidence.ts";
import { exhaustive } from "./property.ts";
import { unbreakable } from "./unbreakable.ts";

const allBreaches = [...frameBreaches, ...requestBreaches, ...responseBreaches];
const broken: ReadonlySet<RequirementId> = new Set(allBreaches.map(({ requirement }) => requirement));
const requires = ["ours/core/fails-at-first-byte", "ours/core/delivers-before-failing"] as const;

/** A permission cannot be broken, and what is not seen in bytes cannot be sent. */
const isSeen = (id: RequirementId): boolean => {
  const { verification, level } = requirements[id];
  return level !== "MAY" && (verification === "wire" || verification === "handshake");
};

exhaustive({
  title: "every requirement that shows on the wire has a breach of its own, or a stated reason why not",
  requires: ["ours/catalogue/every-keyword-accounted-for"],
  over: () => requirementIds.filter(isSeen),
  holds: (id) => broken.has(id) !== (unbreakable[id] !== undefined),
});

const breakableByFrame: ReadonlySet<RequirementId> = new Set(frameBreaches.map(({ requirement }) => requirement));

exhaustive({
  title: "a requirement says which status code a connection fails with exactly where a peer can break it by a frame",
  requires: ["rfc6455/7.4.1/code-fits-cause"],
  over: () => requirementIds,
  holds: (id) => {
    const { failsWith, isLimit } = requirements[id];
    expect(failsWith !== undefined).toBe(breakableByFrame.has(id));
    if (failsWith !== undefined) expect(closeCodeOf(id)).toBe(failsWith);
    if (failsWith !== undefined) expect(isLimit === true).toBe(failsWith === 1008 || failsWith === 1009);
  },
});

exhaustive({
  title: "whatever the rules of headers and the machine blame a peer for is something that a peer can break by a frame",
  requires: ["rfc6455/7.4.1/code-fits-cause"],
  over: () => [...headerRules.map(({ requirement }) => requirement), ...blamedByMachine()],
  holds: (id) => breakableByFrame.has(id),
});

exhaustive({
  title: "what is said to show another requirement is a breach",
  requires: ["ours/catalogue/every-keyword-accounted-for"],
  over: () => Object.entries(unbreakable),
  holds: ([id, reason]) => {
    expect(parseRequirementId(id).slug).not.toBe("");
    expect("shownBy" in reason ? broken.has(reason.shownBy) : reason.because.length > 20).toBe(true);
  },
});

exhaustive({
  title: "no two breaches of a kind have the same name",
  requires: ["ours/catalogue/every-keyword-accounted-for"],
  over: () => [frameBreaches, requestBreaches, responseBreaches],
  holds: (breaches) => {
    expect(new Set(breaches.map(({ name }) => name)).size).toBe(breaches.length);
    const ids = new Set(breaches.map(({ requirement }) => requirement));
    printEvidence(`${breaches.length} breaches of ${ids.size} requirements`);
  },
});

/** Everything that is looked at while a session with something in it is shrunk, the smallest last. */
function shrunk(breach: NamedBreach): BrokenSession[] {
  const seen: BrokenSession[] = [];
  const isSmall = (session: BrokenSession): boolean => {
    const holds = session.framesBefore === 0;
    if (!holds) seen.push(session);
    return holds;
  };
  fc.check(fc.property(brokenSessions(breach), isSmall), { seed: 6455, numRuns: 30 });
  return seen;
}

exhaustive({
  title: "a session that is shrunk keeps its one break, at every step",
  requires,
  over: () => frameBreaches,
  holds: (breach) => {
    const steps = shrunk(breach);
    const smallest = steps.at(-1);
    expect(smallest?.requirement).toBe(breach.requirement);
    for (const session of steps.filter((_, i) => i % Math.ceil(steps.length / 3) === 0)) expectBlame(session, [1]);
    expectBlame(smallest as BrokenSession, [1]);
    if (breach.place === undefined) expect(smallest?.framesBefore).toBe(1);
  },
});

const styleOf = (chunking: Chunking): string => {
  const longest = Math.max(...chunking);
  if (chunking.length === 1) return longest === 1 ? "byte by byte" : "at once";
  return longest <= 4 ? "cuts of up to 4 bytes" : longest <= 80 ? "cuts of up to 80 bytes" : "longer cuts";
};

const lengthOf = ({ framesBefore }: BrokenSession): string =>
  framesBefore === 0 ? "no frame before" : framesBefore <= 3 ? "1 to 3 frames before" : framesBefore <= 10 ? "4 to 10" : "more than 10";

const compressionOf = ({ agreed }: BrokenSession): string => (agreed === null ? "no compression" : "compression");

/** How often each of some labels occurs. */
function tally(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

const inPercent = (counts: ReadonlyMap<string, number>): string => {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([label, count]) => `${label} ${Math.round((100 * count) / total)} %`)
    .join(", ");
};

exhaustive({
  title: "no breach, role, place, length, kind of cut or agreement is missing from what is generated",
  requires,
  over: () => [1500],
  holds: (numRuns) => {
    const sampled = fc.sample(fc.tuple(fc.oneof(...frameBreaches.map((breach) => brokenSessions(breach))), chunkings()), {
      numRuns,
      seed: 6455,
    });
    const sessions = sampled.map(([session]) => session);
    expect(tally(sessions.map(({ name }) => name)).size).toBe(frameBreaches.length);
    const classes = [
      [tally(sessions.map(({ role }) => `to a ${role}`)), 2],
      [tally(sessions.map(({ place }) => place)), 4],
      [tally(sessions.map(lengthOf)), 4],
      [tally(sampled.map(([, chunking]) => styleOf(chunking))), 5],
      [tally(sessions.map(compressionOf)), 2],
      [tally(sessions.map(({ requirement }) => requirement)), new Set(frameBreaches.map(({ requirement }) => requirement)).size],
    ] as const;
    printEvidence([`${numRuns} broken sessions:`, ...classes.map(([counts]) => `  ${inPercent(counts)}`)].join("\n"));
    for (const [counts, expected] of classes) expect(counts.size).toBe(expected);
  },
});
