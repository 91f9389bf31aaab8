import { expect } from "vitest";
import type { RequirementId } from "../spec/requirements.ts";
import type { Role } from "../spec/role.ts";
import type { Deed, DeedKind } from "../src/oracle/duties/deed.ts";
import { duties } from "../src/oracle/duties/duties.ts";
import type { Duty, Occasion } from "../src/oracle/duties/duty.ts";
import { type DutyOutcome, Party } from "../src/oracle/duties/party.ts";
import { exhaustive } from "./property.ts";

type Sketch = Omit<Deed, "by" | "end" | "reached">;

const inFrame = { frame: 1, byteOffset: 0, time: null };
const inHead = { frame: null, byteOffset: 0, time: null };
const sketch = (kind: DeedKind, more: Partial<Sketch> = {}): Sketch => ({ kind, place: inFrame, ...more });
const broken = (requirement: RequirementId, place = inFrame as Sketch["place"]): Sketch => sketch("violation", { requirement, place });
const p = Uint8Array.of(0x70);
const q = Uint8Array.of(0x71);

/** Every thing that a party can do, as far as a duty tells one from another. */
const sketches: readonly Sketch[] = [
  sketch("data"),
  sketch("ping", { payload: p }),
  sketch("ping", { payload: q }),
  sketch("pong", { payload: p }),
  sketch("close", { code: 1000 }),
  sketch("close", { code: 1002 }),
  broken("rfc6455/5.1/client-frames-masked"),
  broken("rfc6455/5.2/length-minimal"),
  broken("rfc6455/4.1/response-accept", inHead),
  sketch("end", { how: "fin" }),
  sketch("end", { how: "reset" }),
];

const deeds: readonly Deed[] = (["client", "server"] as const).flatMap((by) =>
  sketches.map((each) => ({ ...each, by, end: 1, reached: Number.POSITIVE_INFINITY })),
);

/** Every world of three deeds. */
function* worlds(): Generator<readonly Deed[]> {
  for (const first of deeds) for (const second of deeds) for (const third of deeds) yield [first, second, third];
}

const outcomesOf = (role: Role, world: readonly Deed[]): DutyOutcome[] => {
  const party = new Party(role, 1000);
  return world.flatMap((deed) => [...party.see(deed)]);
};

/** What was ever said of a duty, over all worlds. */
const said = new Set<string>();
for (const role of ["client", "server"] as const satisfies readonly Role[]) {
  for (const world of worlds()) {
    for (const outcome of outcomesOf(role, world)) {
      if (outcome.is === "undecided" || outcome.duty === undefined) continue;
      said.add(`${outcome.duty.name} ${outcome.is} ${outcome.is === "breached" ? outcome.detail : outcome.words}`);
    }
  }
}

const lists = [
  ["paid", "pays"],
  ["excused", "excuses"],
  ["breached", "breaches"],
] as const;

exhaustive({
  title: "for each row of what a party owes there are worlds in which it is paid, excused and breached, in each way that the row has",
  requires: [
    "rfc6455/4.1/validates-response",
    "rfc6455/5.1/unmasked-closes",
    "rfc6455/5.5.1/close-gets-close",
    "rfc6455/5.5.1/server-closes-at-once",
    "rfc6455/5.5.2/ping-gets-pong",
  ],
  over: () =>
    duties.flatMap((duty) =>
      lists.flatMap(([is, list]) => duty[list].map((occasion: Occasion) => ({ name: duty.name, is, words: occasion.words }))),
    ),
  holds: ({ name, is, words }) => expect([...said]).toContain(`${name} ${is} ${words}`),
});

exhaustive({
  title: "time breaches what is still owed once the grace has passed, and not before",
  requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/server-closes-at-once", "rfc6455/5.5.2/ping-gets-pong"],
  over: () => duties.filter(({ overdue }) => overdue !== undefined),
  holds: (duty: Duty) => {
    const timed = (deed: Deed): Deed => ({ ...deed, place: { ...deed.place, time: 0 } });
    const lateIn = (role: Role, world: readonly Deed[], time: number): DutyOutcome[] => {
      const party = new Party(role, 1000);
      for (const deed of world) for (const _ of party.see(timed(deed)));
      return [...party.pass(time)].filter((outcome) => outcome.is === "breached" && outcome.duty === duty);
    };
    const role = duty.binds ?? "server";
    const owing = deeds
      .flatMap((first) => deeds.map((second) => [first, second] as const))
      .filter((world) => lateIn(role, world, 1000).length > 0);
    expect(owing.length).toBeGreaterThan(0);
    for (const world of owing) expect(lateIn(role, world, 999)).toEqual([]);
  },
});
