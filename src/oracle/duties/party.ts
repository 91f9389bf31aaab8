import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import { refusalIn } from "../../core/lifecycle/blame-in-effects.ts";
import { establishedState, step, tableOf } from "../../core/lifecycle/step.ts";
import type { Deed } from "./deed.ts";
import { duties } from "./duties.ts";
import type { Duty, Occasion, SoFar } from "./duty.ts";

/** What has become of a duty. */
export type DutyOutcome =
  | {
      readonly is: "paid";
      readonly duty: Duty;
      readonly requirement: RequirementId | undefined;
      readonly opened: Deed;
      readonly deed: Deed;
      readonly words: string;
    }
  | { readonly is: "excused"; readonly duty: Duty; readonly requirement: RequirementId | undefined; readonly words: string }
  /** `deed` is what broke it; the passing of time has none. */
  | {
      readonly is: "breached";
      readonly duty: Duty | undefined;
      readonly requirement: RequirementId | undefined;
      readonly opened: Deed | undefined;
      readonly deed: Deed | undefined;
      readonly detail: string;
    }
  | { readonly is: "undecided"; readonly duty: Duty; readonly requirement: RequirementId | undefined };

interface Debt {
  readonly duty: Duty;
  /** None where no text demands it, so that doing it is right and leaving it is no breach. */
  readonly requirement: RequirementId | undefined;
  readonly opened: Deed;
}

/** As many debts of one row are kept. Of more Pings than that only the first are known one by one. */
const debtsMax = 64;

/** One endpoint as the other sees it: what it owes, and what its own machine lets it send. */
export class Party {
  readonly #role: Role;
  readonly #graceMs: number;
  #debts: Debt[] = [];
  /** Pings came that are not kept, so that a Pong may be the answer to one of them. */
  #hasForgotten = false;
  #selfClosed: Deed | undefined;
  #peerClosed: Deed | undefined;
  #selfEnded: Deed | undefined;
  #peerEnded: Deed | undefined;
  #peerViolated: Deed | undefined;
  readonly #pingsBeforeViolation: (Uint8Array | undefined)[] = [];
  readonly #pingsBehindViolation: (Uint8Array | undefined)[] = [];
  /** What is sent behind a violation that went unpunished is answered by nobody's duty. */
  #isOver = false;

  constructor(role: Role, graceMs: number) {
    this.#role = role;
    this.#graceMs = graceMs;
  }

  /** Whether anything is owed. */
  get owes(): boolean {
    return this.#debts.length > 0;
  }

  /** Whether a data frame of either side would change nothing. */
  get takesNoData(): boolean {
    return this.#debts.length === 0 && this.#selfClosed === undefined;
  }

  /** A deed of either party, in the order of the recording. */
  *see(deed: Deed): Generator<DutyOutcome> {
    if (deed.by === this.#role && deed.kind === "data") yield* this.#judgeLateData(deed);
    this.#note(deed);
    yield* this.#settle(deed);
    if (!this.#isOver) this.#open(deed);
  }

  /** Time has passed up to this moment, in milliseconds; the party is not in the middle of a frame. */
  *pass(time: number): Generator<DutyOutcome> {
    for (const debt of this.#debts) {
      if (!this.#isOverdue(debt, time)) continue;
      this.#debts = this.#debts.filter((other) => other !== debt);
      if (debt.duty.isReaction === true) this.#isOver = true;
      const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
      const detail = `${debt.duty.overdue} for ${seconds(time - (debt.opened.place.time ?? time))}, where ${seconds(this.#graceMs)} are granted`;
      yield { is: "breached", duty: debt.duty, requirement: debt.requirement, opened: debt.opened, deed: undefined, detail };
    }
  }

  /** Nothing more is seen of this party, or of its peer. */
  *leave(): Generator<DutyOutcome> {
    for (const { duty, requirement } of this.#debts.splice(0)) yield { is: "undecided", duty, requirement };
  }

  get soFar(): SoFar {
    return {
      selfClosed: this.#selfClosed,
      peerClosed: this.#peerClosed,
      selfEnded: this.#selfEnded,
      peerEnded: this.#peerEnded,
      peerViolated: this.#peerViolated,
      pingsBeforeViolation: this.#pingsBeforeViolation,
      pingsBehindViolation: this.#pingsBehindViolation,
    };
  }

  /** Section 5.5.1, as the machine refuses it to the application of an endpoint. */
  *#judgeLateData(deed: Deed): Generator<DutyOutcome> {
    if (this.#selfClosed === undefined) return;
    const table = tableOf(this.#role);
    const [closed] = step(table, establishedState(this.#role), "send.close");
    const refusal = refusalIn(step(table, closed, "send.text.whole")[1]);
    if (refusal === undefined) return;
    const { requirement } = refusal;
    yield { is: "breached", duty: undefined, requirement, opened: undefined, deed, detail: "a data frame behind its own Close frame" };
  }

  #note(deed: Deed): void {
    const isSelf = deed.by === this.#role;
    if (deed.kind === "close") {
      if (isSelf) this.#selfClosed ??= deed;
      else this.#peerClosed ??= deed;
    } else if (deed.kind === "end") {
      if (isSelf) this.#selfEnded ??= deed;
      else this.#peerEnded ??= deed;
    } else if (deed.kind === "violation" && !isSelf) this.#peerViolated ??= deed;
    if (deed.kind === "ping" && !isSelf) this.#notePing(deed.payload);
  }

  #notePing(payload: Uint8Array | undefined): void {
    if (this.#peerViolated === undefined) {
      this.#pingsBeforeViolation.push(payload);
      if (this.#pingsBeforeViolation.length > debtsMax) this.#pingsBeforeViolation.shift();
    } else if (this.#pingsBehindViolation.length < debtsMax) this.#pingsBehindViolation.push(payload);
  }

  *#settle(deed: Deed): Generator<DutyOutcome> {
    const open = this.#debts;
    const paid = open.findLastIndex(({ duty, opened }) => this.#fits(duty.pays, deed, opened) !== undefined);
    const isLatest = (debt: Debt, i: number): boolean => i <= paid && debt.duty === open[paid]?.duty;
    const forgets = deed.kind === "pong" && deed.by === this.#role && this.#hasForgotten;
    this.#debts = [];
    for (const [i, debt] of open.entries()) {
      const { duty, requirement, opened } = debt;
      const pays = this.#fits(duty.pays, deed, opened);
      const excuse = this.#isOverdue(debt, deed.place.time) ? undefined : this.#fits(duty.excuses, deed, opened);
      const breach = this.#fits(duty.breaches, deed, opened);
      if (pays !== undefined) yield { is: "paid", duty, requirement, opened, deed, words: pays.words };
      else if (isLatest(debt, i)) yield { is: "excused", duty, requirement, words: "a later one was answered" };
      else if (forgets && duty === duties[0]) yield { is: "excused", duty, requirement, words: "one of many may have been answered" };
      else if (excuse !== undefined) yield { is: "excused", duty, requirement, words: excuse.words };
      else if (breach !== undefined) {
        if (duty.isReaction === true) this.#isOver = true;
        yield { is: "breached", duty, requirement, opened, deed, detail: breach.words };
      } else this.#debts.push(debt);
    }
  }

  #isOverdue({ duty, opened }: Debt, time: number | null): boolean {
    return duty.overdue !== undefined && time !== null && opened.place.time !== null && time - opened.place.time >= this.#graceMs;
  }

  #open(deed: Deed): void {
    for (const duty of duties) {
      if (duty.binds !== undefined && duty.binds !== this.#role) continue;
      if (this.#fits(duty.opens, deed, deed) === undefined) continue;
      const isFull = this.#debts.filter((debt) => debt.duty === duty).length >= debtsMax;
      if (isFull) this.#hasForgotten = true;
      else
        this.#debts.push({
          duty,
          requirement: typeof duty.requirement === "string" ? duty.requirement : duty.requirement(deed),
          opened: deed,
        });
    }
  }

  #fits(occasions: readonly Occasion[], deed: Deed, opened: Deed): Occasion | undefined {
    const by = deed.by === this.#role ? "self" : "peer";
    return occasions.find(
      (each) =>
        each.by === by &&
        each.kind === deed.kind &&
        (each.needsReceipt !== true || this.#hasReceived(opened, deed)) &&
        (each.when === undefined || each.when(deed, opened, this.soFar)),
    );
  }

  /** Whether the party had certainly received what opened a duty: the order or an acknowledgement says so, or the time that has passed. */
  #hasReceived(opened: Deed, deed: Deed): boolean {
    if (deed.reached >= opened.end) return true;
    const { time } = deed.place;
    return time !== null && opened.place.time !== null && time - opened.place.time >= this.#graceMs;
  }
}
