import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { ImpossibleError } from "../blame.ts";
import type { FrameHeader } from "../frame/frame-header.ts";
import type { HeaderPolicy } from "../frame/header-rules.ts";
import { cleanSecondBytes, fastFirstBytes, type StateNumber, slow, step, tableOf } from "./step.ts";
import type { Effect, TransitionTable } from "./transition-table.ts";

/** Section 7.1.3 and the WHATWG names: where a connection stands, in one word. */
export type ReadyState = "CONNECTING" | "OPEN" | "CLOSING" | "CLOSED";

/** One connection's place in the compiled machine. */
export class Lifecycle {
  readonly #role: Role;
  readonly #table: TransitionTable;
  #fast: Uint8Array;
  #clean: Uint8Array;
  #state: StateNumber = 0;

  constructor(role: Role, policy: HeaderPolicy) {
    const { table, fast, clean } = tablesFor(role, policy);
    this.#role = role;
    this.#table = table;
    this.#fast = fast;
    this.#clean = clean;
  }

  /** Frames are held against another policy from here on: an extension is in use. */
  adopt(policy: HeaderPolicy): void {
    const { fast, clean } = tablesFor(this.#role, policy);
    this.#fast = fast;
    this.#clean = clean;
  }

  get initialEffects(): readonly Effect[] {
    return this.#table.initialEffects;
  }

  /** The name of the state, as in the transition table. */
  get stateName(): string {
    return this.#table.states[this.#state] as string;
  }

  get readyState(): ReadyState {
    const name = this.stateName;
    if (name === "connecting") return "CONNECTING";
    if (name === "closed") return "CLOSED";
    // Who still speaks still hears: a Close frame that arrives is answered in the same step.
    return name.includes("outgoing.speaking") ? "OPEN" : "CLOSING";
  }

  /** Whether the peer is still listened to. */
  get isHearing(): boolean {
    return this.stateName.includes("incoming.hearing");
  }

  /** Whether the connection has begun to end, by whatever has happened: a caller need not have heard of it. */
  get isPast(): boolean {
    const { readyState } = this;
    return readyState === "CLOSING" || readyState === "CLOSED";
  }

  /** The requirement a command would break now, or `undefined` where it is allowed. */
  refusalOf(letter: Letter): RequirementId | undefined {
    const [, effects] = step(this.#table, this.#state, letter);
    // Each command has an effect, and of those only `refuse` names a requirement.
    return (effects[0] as Effect).requirement;
  }

  /** Takes one letter: moves on and returns what is to be done. */
  take(letter: Letter): readonly Effect[] {
    const [next, effects] = step(this.#table, this.#state, letter);
    if (effects[0]?.effect === "impossible") throw new ImpossibleError(`${letter} in state ${this.stateName}`);
    this.#state = next;
    return effects;
  }

  /** Takes the letter of a data frame whose header is plainly legal and asks only for its payload to be read; otherwise does nothing. */
  takeFast(header: FrameHeader): boolean {
    const next = this.#fast[(this.#state << 8) | header.firstByte] as number;
    if (next === slow || this.#clean[header.secondByte] === 0) return false;
    this.#state = next;
    return true;
  }
}

interface Tables {
  readonly table: TransitionTable;
  readonly fast: Uint8Array;
  readonly clean: Uint8Array;
}

const known = new Map<string, Tables>();

function tablesFor(role: Role, policy: HeaderPolicy): Tables {
  const key = `${role} ${policy.expectMasked} ${policy.rsvInUse}`;
  const tables = known.get(key) ?? newTables(tableOf(role), policy);
  known.set(key, tables);
  return tables;
}

const newTables = (table: TransitionTable, policy: HeaderPolicy): Tables => ({
  table,
  fast: fastFirstBytes(table, policy),
  clean: cleanSecondBytes(policy),
});
