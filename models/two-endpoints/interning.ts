import type { Wired } from "./side.ts";

/** A value of which there is only one, with a number to know it by. */
export interface Known<Value> {
  readonly number: number;
  readonly value: Value;
}

/** What is under way to one side, first in first out. */
export type Wire = readonly Wired[];

/** Worlds are told apart by the numbers of what is in them, each as one character. */
const numberMax = 0xffff;

/** Keeps one of each value and numbers them, so that worlds compare by numbers. */
export class Interning<Value> {
  readonly #known = new Map<string, Known<Value>>();

  know(value: Value): Known<Value> {
    const key = JSON.stringify(value);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = { number: this.#known.size, value };
    if (made.number > numberMax) throw new Error(`These bounds make more than ${numberMax} different sides or wires; choose smaller ones.`);
    this.#known.set(key, made);
    return made;
  }
}

/** All wires there have been. What is taken from one or written to one leads to the same wire each time, so it is looked up. */
export class Wires {
  readonly #all = new Interning<Wire>();
  readonly #rests = new Map<Known<Wire>, Known<Wire>>();
  readonly #longer = new Map<Known<Wire>, Map<Wire, Known<Wire>>>();
  readonly empty: Known<Wire> = this.#all.know([]);
  readonly ended: Known<Wire> = this.#all.know(["end"]);

  afterHead(wire: Known<Wire>): Known<Wire> {
    const known = this.#rests.get(wire);
    if (known !== undefined) return known;
    const rest = this.#all.know(wire.value.slice(1));
    this.#rests.set(wire, rest);
    return rest;
  }

  afterWriting(wire: Known<Wire>, written: Wire): Known<Wire> {
    if (written.length === 0) return wire;
    const byWritten = this.#longer.get(wire) ?? new Map<Wire, Known<Wire>>();
    this.#longer.set(wire, byWritten);
    const known = byWritten.get(written);
    if (known !== undefined) return known;
    const longer = this.#all.know([...wire.value, ...written]);
    byWritten.set(written, longer);
    return longer;
  }
}
