import type { Role } from "../../../spec/role.ts";
import { ConnectionMonitor } from "../../oracle/monitor.ts";
import type { MonitorOptions } from "../../oracle/monitor-options.ts";
import type { ConnectionFacts, Observation } from "../../oracle/recording/recording.ts";
import type { ConnectionVerdict, Told } from "../../oracle/verdict.ts";

/** What a chart shows of a connection: lines, and how many were left out between them. */
export type ChartLine = Told | { readonly kind: "leftOut"; readonly count: number };

/** A connection that was judged. */
export interface JudgedConnection {
  /** From 1, in the order of the recordings. */
  readonly number: number;
  readonly recording: string;
  readonly verdict: ConnectionVerdict;
  readonly chart: readonly ChartLine[];
}

/** So many lines are shown from the beginning, before each breach, and behind it. */
const chartBeginning = 24;
const chartBefore = 6;
const chartBehind = 4;
/** No chart is longer than this. */
const chartMax = 400;

type ToldBreach = Extract<Told, { kind: "breach" }>;

/** Judges one connection of a recording, and keeps what a chart shows of it. */
export class ConnectionUnderJudgement {
  readonly #monitor: ConnectionMonitor;
  readonly #chart: ChartLine[] = [];
  readonly #recent: Told[] = [];
  /** Breaches of frames that are not whole. */
  #early: ToldBreach[] = [];
  readonly #frames: Record<Role, number> = { client: 0, server: 0 };
  #leftOut = 0;
  #behind = 0;

  constructor(facts: ConnectionFacts, options: Partial<MonitorOptions>) {
    this.#monitor = new ConnectionMonitor(facts, options);
  }

  see(observation: Observation): void {
    for (const told of this.#monitor.see(observation)) this.#order(told);
  }

  /** The verdict, when nothing more comes. */
  conclude(number: number, recording: string): JudgedConnection {
    for (const told of this.#monitor.end()) this.#order(told);
    for (const breach of this.#early.splice(0)) this.#keep(breach);
    this.#leaveOut(this.#recent.length);
    if (this.#leftOut > 0) this.#chart.push({ kind: "leftOut", count: this.#leftOut });
    return { number, recording, verdict: this.#monitor.verdict(), chart: this.#chart };
  }

  /** What is wrong with a header is told before its frame is whole: in the chart it stands behind it. */
  #order(told: Told): void {
    if (told.kind === "breach" && told.breach.frame !== null && told.breach.frame > this.#frames[told.breach.by]) {
      this.#early.push(told);
      return;
    }
    this.#keep(told);
    if (told.kind !== "frame") return;
    this.#frames[told.from] = told.number;
    const isDue = ({ breach }: ToldBreach): boolean => breach.by === told.from && breach.frame !== null && breach.frame <= told.number;
    const due = this.#early.filter(isDue);
    this.#early = this.#early.filter((each) => !isDue(each));
    for (const breach of due) this.#keep(breach);
  }

  #keep(told: Told): void {
    if (told.kind === "breach") this.#behind = chartBehind;
    const isShown = this.#chart.length < chartBeginning || told.kind === "breach" || told.kind === "end" || this.#behind > 0;
    if (!isShown) {
      this.#recent.push(told);
      // Many at a time: to shift each would cost more than to keep it.
      if (this.#recent.length >= 16 * chartBefore) this.#leaveOut(this.#recent.length - chartBefore);
      return;
    }
    if (this.#chart.length > chartMax) {
      this.#leftOut++;
      return;
    }
    this.#leaveOut(Math.max(0, this.#recent.length - chartBefore));
    if (this.#leftOut > 0) this.#chart.push({ kind: "leftOut", count: this.#leftOut });
    this.#leftOut = 0;
    this.#chart.push(...this.#recent.splice(0), told);
    if (told.kind !== "breach") this.#behind = Math.max(0, this.#behind - 1);
  }

  #leaveOut(count: number): void {
    this.#recent.splice(0, count);
    this.#leftOut += count;
  }
}
