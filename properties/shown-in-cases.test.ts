import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { type ShownEvent, shownByEcho } from "../models/endpoint/echoing.ts";
import { opcodes } from "../spec/registries/opcodes.ts";
import type { Role } from "../spec/role.ts";
import type { Case, CaseEvent } from "../src/conformance/case/case.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import type { Outcome, Outcomes } from "../src/conformance/verdict/outcome.ts";
import { playInMemory } from "./adapters/case-in-memory.ts";
import { echoesOf } from "./adapters/echoes-of.ts";
import { lighter } from "./adapters/lighter-case.ts";
import { exhaustive } from "./property.ts";

const committed = JSON.parse(readFileSync("autobahn-results/expected.json", "utf8")) as Outcomes;

const requires = [
  "rfc6455/5.5.1/close-gets-close",
  "rfc6455/5.5.2/ping-gets-pong",
  "rfc6455/5.4/receives-fragments",
  "rfc6455/8.1/invalid-utf8-fails",
  "rfc6455/7.1.7/fail-sends-close",
  "rfc6455/7.4.2/code-in-use",
] as const;

/** Messages and Pongs; when a moment of the case itself comes is no matter of its peer. */
const ofPeer = (events: readonly CaseEvent[]): ShownEvent[] => events.flatMap((event) => (event.event === "timeout" ? [] : event));

/** What a case expects to be shown; of a single echo it looks at nothing but the length. */
function expectedOf({ program, expected }: Case): unknown {
  if (program === undefined) return inHex(ofPeer(expected.OK ?? []));
  const echoes = inHex(ofPeer(echoesOf(program)));
  return program.program === "roundTrips" ? echoes : withoutContent(echoes);
}

const inHex = (events: readonly ShownEvent[]) => events.map((event) => ({ ...event, payload: Buffer.from(event.payload).toString("hex") }));

const withoutContent = (events: ReturnType<typeof inHex>) => events.map((event) => ({ ...event, payload: event.payload.length }));

/** A Close frame that a case sends as it stands does not count as one of the fuzzer, even where it is the first. */
function beginsWithUncountedClose({ play }: Case): boolean {
  const first = play.find((step) => step.step === "close" || (step.step === "send" && step.frame.opcode === opcodes.close));
  return first?.step === "send";
}

/** Nobody who is strict fails a case, and where the case gives no verdict it does so to everybody. */
const labelFor = ({ after }: Case): Outcome["behavior"] & Outcome["behaviorClose"] =>
  after.some(({ rule }) => rule === "forceInformational") ? "INFORMATIONAL" : "OK";

/** From the bytes that Autobahn's client or server sends, the model says what a strict peer does, and the case says that it is right. */
function showsWhatIsExpected(played: Case, role: Role): void {
  const { id, program, expectedClose } = played;
  const { written, isCompressing, received, closedByMe, outcome } = playInMemory(played, role);
  const { events, close } = shownByEcho(role, written, isCompressing);
  const shown = inHex(events);
  const label = labelFor(played);
  const isAnswer = close?.isFirst === false && !beginsWithUncountedClose(played);
  if (label === "OK") {
    expect({ id, shown: program?.program === "singleEcho" ? withoutContent(shown) : shown }).toEqual({ id, shown: expectedOf(played) });
    expect({ id, isAnswer }).toEqual({ id, isAnswer: expectedClose.closedByMe });
    expect([...expectedClose.closeCode, null], id).toContain(close?.code);
  }
  if (program === undefined) expect({ id, noted: inHex(ofPeer(received)) }).toEqual({ id, noted: shown });
  expect({ id, closedByMe }).toEqual({ id, closedByMe: isAnswer });
  const predicted = { id, behavior: label, behaviorClose: label, remoteCloseCode: close?.code };
  expect({ id, ...outcome }).toEqual(predicted);
  expect({ id, ...committed[id] }).toEqual(predicted);
}

const halves = [
  { about: "the protocol", cases: allCases.filter(({ program }) => program === undefined) },
  { about: "limits and compression", cases: allCases.filter(({ program }) => program !== undefined) },
];

for (const role of ["server", "client"] as const satisfies readonly Role[]) {
  for (const { about, cases } of halves) {
    exhaustive({
      title: `what the model of a strict ${role} shows in each case about ${about} is what the case expects, what the fuzzer notes, and the committed outcome`,
      requires,
      over: () => cases,
      holds: (played) => showsWhatIsExpected(lighter(played), role),
    });
  }
}

exhaustive({
  title: "no case is left without a committed outcome, and no outcome is committed for a case that does not exist",
  requires,
  over: () =>
    halves.flatMap(({ cases }) => cases).map(({ id }, i, all) => ({ id, isNew: all.findIndex((other) => other.id === id) === i })),
  holds: ({ id, isNew }) => isNew && id in committed && Object.keys(committed).length === allCases.length,
});
