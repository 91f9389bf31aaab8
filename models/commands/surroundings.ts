import fc from "fast-check";
import { expire, loseTransport } from "../endpoint/endpoint.ts";
import { compare, isWorthwhile, type Life, type LifeCommand, type RealEndpoint } from "./life.ts";

/** A timer runs out, or one that was stopped does all the same. */
export class Expire implements LifeCommand {
  readonly #timer: "opening" | "closing";

  constructor(timer: "opening" | "closing") {
    this.#timer = timer;
  }

  check(life: Readonly<Life>): boolean {
    return isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    compare(life, real, expire(life.endpoint, this.#timer), real.feed({ kind: "timer", timer: this.#timer }));
  }

  toString(): string {
    return `expire(${this.#timer})`;
  }
}

/** The transport ends; what it held is lost. */
export class LoseTransport implements LifeCommand {
  check(life: Readonly<Life>): boolean {
    return isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    life.held = new Uint8Array(0);
    compare(life, real, loseTransport(life.endpoint), real.feed({ kind: "transportEnd" }));
  }

  toString(): string {
    return "loseTransport";
  }
}

/** The host starts an endpoint that was started, which is refused whatever has become of it. */
export class StartAgain implements LifeCommand {
  check(life: Readonly<Life>): boolean {
    return isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    compare(life, real, ["refused ours/lifecycle/started-once"], real.feed({ kind: "start" }));
  }

  toString(): string {
    return "startAgain";
  }
}

/** Timers. */
export const expiries = (): fc.Arbitrary<LifeCommand> =>
  fc.constantFrom("opening" as const, "closing" as const).map((timer) => new Expire(timer));

/** The end of the transport. */
export const losses = (): fc.Arbitrary<LifeCommand> => fc.constant(new LoseTransport());
