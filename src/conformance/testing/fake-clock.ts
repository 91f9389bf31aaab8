import type { Cancel, Clock, Lag } from "../../core/clock.ts";

interface Timer {
  readonly dueMs: number;
  readonly call: () => void;
}

/** Time that stands still until a test moves it. */
export class FakeClock implements Clock {
  /** What the machine is said to do to the time; a test changes it. */
  machine: Lag = { lateMs: 0, contention: 1 };
  #nowMs = 0;
  readonly #timers = new Set<Timer>();
  #putOff: (() => void)[] = [];

  readonly now = (): number => this.#nowMs;

  readonly lag = (): Lag => this.machine;

  readonly after = (seconds: number, call: () => void): Cancel => {
    const timer = { dueMs: this.#nowMs + seconds * 1000, call };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  readonly soon = (call: () => void): void => {
    this.#putOff.push(call);
  };

  /** How many timers still run. */
  get runningTimers(): number {
    return this.#timers.size;
  }

  /** One turn of the event loop: calls what was put off before it. */
  turn(): void {
    const calls = this.#putOff;
    this.#putOff = [];
    for (const call of calls) call();
  }

  /** Turns until nothing is put off any more. */
  settle(): void {
    while (this.#putOff.length > 0) this.turn();
  }

  /** Lets time pass; every timer that falls due is called at its moment, in order. */
  advance(seconds: number): void {
    const endMs = this.#nowMs + seconds * 1000;
    this.settle();
    for (let timer = this.#nextDueBy(endMs); timer !== undefined; timer = this.#nextDueBy(endMs)) {
      this.#timers.delete(timer);
      this.#nowMs = timer.dueMs;
      timer.call();
      this.settle();
    }
    this.#nowMs = endMs;
  }

  #nextDueBy(endMs: number): Timer | undefined {
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= endMs);
    return due.sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
