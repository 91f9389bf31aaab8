import type { Case } from "../case/case.ts";
import { longestWait } from "../play/time-scale.ts";

/** A case that waits for its turn, with its number in the list, from 1. */
export interface QueuedCase {
  readonly played: Case;
  readonly number: number;
}

/**
 * Hands out cases. Those that may take long come first, so that the others run meanwhile; of those that keep a processor
 * busy only a few run at a time, because each has to be done within its own time.
 */
export class CaseQueue {
  readonly #waiting: QueuedCase[];
  readonly #busyMax: number;
  #busy = 0;

  constructor(cases: readonly Case[], busyMax: number) {
    this.#busyMax = busyMax;
    this.#waiting = cases
      .map((played, index) => ({ played, number: index + 1 }))
      .sort((a, b) => longestWait(b.played.play) - longestWait(a.played.play));
  }

  /** How many have not been taken. */
  get length(): number {
    return this.#waiting.length;
  }

  /** The next case that may run now, if there is one; whoever has taken a busy one takes the next of them when it has finished. */
  take(): QueuedCase | undefined {
    const mayRun = ({ played }: QueuedCase): boolean => !isBulk(played) || this.#busy < this.#busyMax;
    const place = this.#waiting.findIndex(mayRun);
    const [taken] = place === -1 ? [] : this.#waiting.splice(place, 1);
    if (taken !== undefined && isBulk(taken.played)) this.#busy++;
    return taken;
  }

  finish({ played }: QueuedCase): void {
    if (isBulk(played)) this.#busy--;
  }
}

/** Bulk cases move megabytes, and keep a processor busy. */
export const isBulk = ({ program }: Case): boolean => program !== undefined;
