/** A step out of a world: its name, the world it leads to, and what must never happen but did. */
export interface Move<World> {
  readonly name: string;
  readonly world: World;
  readonly faults: readonly string[];
}

/** A model as the search sees it. */
export interface Model<World, Step extends Move<World> = Move<World>> {
  readonly start: World;
  /** Worlds with the same key are the same world. */
  readonly keyOf: (world: World) => string;
  readonly movesOf: (world: World) => readonly Step[];
}

/** Something that must not happen, and the shortest way to it. */
export interface Fault<Step> {
  readonly fault: string;
  readonly path: readonly Step[];
}

/** When a search ends before everything is found. */
export interface SearchLimits {
  /** So many faults are enough; any number unless said otherwise. */
  readonly faultsMax?: number;
}

interface Found<World, Step> {
  readonly world: World;
  readonly depth: number;
  /** The move that led here first, and the number of the world it was made in. */
  readonly move: Step | undefined;
  readonly from: number;
}

/** Everything that can be reached from the start of a model, found breadth first. */
export class Exploration<World, Step extends Move<World> = Move<World>> {
  readonly #numbers = new Map<string, number>();
  readonly #found: Found<World, Step>[] = [];
  /** Every move as a pair of worlds: from, to. */
  readonly #edges: number[] = [];
  readonly #faults: Fault<Step>[] = [];

  constructor(model: Model<World, Step>, { faultsMax = Number.POSITIVE_INFINITY }: SearchLimits = {}) {
    this.#find(model.keyOf(model.start), { world: model.start, depth: 0, move: undefined, from: 0 });
    // A list that grows while it is walked is the queue of the search.
    for (let number = 0; number < this.#found.length && this.#faults.length < faultsMax; number++) this.#expand(number, model);
  }

  #expand(number: number, { keyOf, movesOf }: Model<World, Step>): void {
    const { world, depth } = this.#found[number] as Found<World, Step>;
    for (const move of movesOf(world)) {
      for (const fault of move.faults) this.#faults.push({ fault, path: [...this.#pathTo(number), move] });
      const next = this.#find(keyOf(move.world), { world: move.world, depth: depth + 1, move, from: number });
      this.#edges.push(number, next);
    }
  }

  #find(key: string, found: Found<World, Step>): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#found.length);
    return this.#found.push(found) - 1;
  }

  get faults(): readonly Fault<Step>[] {
    return this.#faults;
  }

  get worlds(): number {
    return this.#found.length;
  }

  get moves(): number {
    return this.#edges.length / 2;
  }

  /** The length of the longest of the shortest ways. */
  get depth(): number {
    return this.#found.at(-1)?.depth ?? 0;
  }

  /** How many worlds are as asked. */
  count(isSo: (world: World) => boolean): number {
    return this.#found.filter(({ world }) => isSo(world)).length;
  }

  /** Shortest ways to worlds from which no world that is a goal can be reached. */
  deadEnds(isGoal: (world: World) => boolean): (readonly Step[])[] {
    const isAlive = this.#aliveBefore(isGoal);
    return this.#found.flatMap((_, number) => (isAlive[number] === 1 ? [] : [this.#pathTo(number)]));
  }

  /** For each world, 1 if a goal can be reached from it: a walk backwards from the goals. */
  #aliveBefore(isGoal: (world: World) => boolean): Uint8Array {
    const before = this.#found.map((): number[] => []);
    for (let edge = 0; edge < this.#edges.length; edge += 2) before[this.#edges[edge + 1] as number]?.push(this.#edges[edge] as number);
    const isAlive = new Uint8Array(this.#found.length);
    const alive = this.#found.flatMap(({ world }, number) => (isGoal(world) ? [number] : []));
    for (const number of alive) isAlive[number] = 1;
    for (let number = alive.pop(); number !== undefined; number = alive.pop()) {
      for (const earlier of before[number] as number[]) {
        if (isAlive[earlier] === 1) continue;
        isAlive[earlier] = 1;
        alive.push(earlier);
      }
    }
    return isAlive;
  }

  /** The moves of a shortest way from the start. */
  #pathTo(number: number): Step[] {
    const path: Step[] = [];
    let found = this.#found[number] as Found<World, Step>;
    while (found.move !== undefined) {
      path.push(found.move);
      found = this.#found[found.from] as Found<World, Step>;
    }
    return path.reverse();
  }
}
