interface Appointment {
  readonly at: number;
  readonly keep: () => void;
}

/** Time that passes when nothing else is left to be done, from one appointment to the next. */
export class VirtualTime {
  #now = 0;
  #appointments: Appointment[] = [];

  /** Makes an appointment; the answer cancels it. */
  after(seconds: number, keep: () => void): () => void {
    const appointment = { at: this.#now + seconds, keep };
    this.#appointments.push(appointment);
    return () => {
      this.#appointments = this.#appointments.filter((other) => other !== appointment);
    };
  }

  /** Keeps the next appointment, the earlier made of two at a time; false if there is none. */
  advance(): boolean {
    const next = this.#appointments.toSorted((one, other) => one.at - other.at)[0];
    if (next === undefined) return false;
    this.#appointments = this.#appointments.filter((other) => other !== next);
    this.#now = next.at;
    next.keep();
    return true;
  }
}
