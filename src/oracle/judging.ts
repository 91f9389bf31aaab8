import { citationOf } from "../../spec/requirement.ts";
import type { Role } from "../../spec/role.ts";
import type { Flaw } from "../core/fault.ts";
import type { Deed } from "./duties/deed.ts";
import { endsInOrder } from "./duties/duties.ts";
import { type DutyOutcome, Party } from "./duties/party.ts";
import type { Ledger } from "./ledger.ts";
import type { ConnectionFacts } from "./recording/recording.ts";
import type { StreamPlace, Told } from "./verdict.ts";

const none = new Uint8Array(0);
const roles: readonly Role[] = ["client", "server"];

/** Both parties of a connection before the ledger: what each did is judged by what it may do, and by what it owes the other. */
export class Judging {
  readonly #facts: ConnectionFacts;
  readonly #ledger: Ledger;
  readonly #party: Readonly<Record<Role, Party>>;
  /** Positions of those whose direction can no longer be read: nothing more is asked of them. */
  readonly #isLost: Record<Role, boolean> = { client: false, server: false };

  constructor(facts: ConnectionFacts, ledger: Ledger, graceMs: number) {
    this.#facts = facts;
    this.#ledger = ledger;
    this.#party = { client: new Party("client", graceMs), server: new Party("server", graceMs) };
  }

  /** Whether a data frame is of interest to nobody. */
  get takesNoData(): boolean {
    return this.#party.client.takesNoData && this.#party.server.takesNoData;
  }

  /** Whether a party owes the other anything, so that time matters. */
  get isOwed(): boolean {
    return this.#party.client.owes || this.#party.server.owes;
  }

  /** A party broke something by itself. */
  *blame(by: Role, { requirement, detail }: Flaw, place: StreamPlace, bytes: Uint8Array): Generator<Told> {
    yield { kind: "breach", breach: this.#ledger.breach({ ...place, by, requirement, detail, bytes }) };
  }

  /** A party did something. Where the order of the two directions is not known, it says nothing about the other. */
  *judge(deed: Deed, bytes: Uint8Array): Generator<Told> {
    for (const role of roles) {
      if (this.#isLost[role] || (this.#facts.order === "unknown" && deed.by !== role)) continue;
      yield* this.#tell(role, this.#party[role].see(deed), bytes);
    }
  }

  /** Time has passed; a party that is in the middle of a frame could not have acted. */
  *pass(time: number, isBusy: (role: Role) => boolean): Generator<Told> {
    for (const role of roles) {
      if (this.#party[role].owes && !this.#isLost[role] && !isBusy(role)) yield* this.#tell(role, this.#party[role].pass(time), none, time);
    }
  }

  /** Nothing more can be read of a party. */
  *leave(role: Role): Generator<Told> {
    this.#isLost[role] = true;
    yield* this.#tell(role, this.#party[role].leave(), none);
  }

  *#tell(by: Role, outcomes: Iterable<DutyOutcome>, bytes: Uint8Array, time: number | null = null): Generator<Told> {
    for (const outcome of outcomes) {
      const { requirement } = outcome;
      if (requirement === undefined) continue;
      switch (outcome.is) {
        case "paid":
          this.#ledger.uphold(by, requirement);
          if (outcome.duty.isReaction !== true) break;
          yield { kind: "reaction", reaction: this.#ledger.react(by, requirement, reactionWords(outcome), outcome.deed.place) };
          break;
        case "breached": {
          const place = outcome.deed?.place ?? { frame: null, byteOffset: null, time };
          const detail = outcome.opened === undefined ? outcome.detail : `${outcome.detail}, ${sinceWords(outcome.opened)}`;
          yield* this.blame(by, { requirement, detail }, place, outcome.deed === undefined ? none : bytes);
          break;
        }
        case "undecided":
          this.#ledger.leave(by, requirement, outcome.duty.lacks, outcome.duty.wouldDecide);
      }
    }
  }
}

const reactionWords = ({ words, opened, deed }: Extract<DutyOutcome, { is: "paid" }>): string => {
  const code = deed.kind === "close" && deed.code !== undefined ? ` with ${deed.code}` : "";
  const done = deed.kind === "close" && endsInOrder(deed) ? "it closed the connection" : words;
  return `${done}${code}${opened.requirement === undefined ? "" : ` after a breach of ${citationOf(opened.requirement)}`}`;
};

/** What opened a duty, as a person points at it. */
function sinceWords({ kind, by, place, requirement }: Deed): string {
  const what =
    { violation: `the breach of ${requirement === undefined ? "a rule" : citationOf(requirement)}`, ping: "the Ping", close: "the Close" }[
      kind as string
    ] ?? kind;
  return `after ${what} of the ${by}${place.frame === null ? "" : ` in its frame ${place.frame}`}`;
}
