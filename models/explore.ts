/** A step out of a world: its name, the world it leads to, and what must never happen but did. */
export interface Move<World> {
  readonly name: string;
  readonly world: World;
  readonly faults: readonly string[];
}

/** A model as the search sees it. */
export interface Model<World> {
  readonly start: World;
  /** Worlds with the same key are the same world. */
  readonly keyOf: (world: World) => string;
  readonly movesOf: (world: World) => readonly Move<World>[];
}

/** Something that must not happen, and the shortest way to it. */
export interface Fault {
  readonly fault: string;
  readonly path: readonly string[];
}

interface Found<World> {
  readonly world: World;
  readonly from: string | undefined;
  readonly move: string;
  readonly next: Set<string>;
}

/** Everything that can be reached from the start of a model, found breadth first. */
export class Exploration<World> {
  readonly #found = new Map<string, Found<World>>();
  readonly faults: readonly Fault[];
  readonly moves: number;

  constructor({ start, keyOf, movesOf }: Model<World>) {
    const faults: Fault[] = [];
    let moves = 0;
    const first = keyOf(start);
    this.#found.set(first, { world: start, from: undefined, move: "", next: new Set() });
    for (const [key, { world, next }] of this.#found) {
      for (const move of movesOf(world)) {
        moves++;
        const after = keyOf(move.world);
        next.add(after);
        for (const fault of move.faults) faults.push({ fault, path: [...this.pathTo(key), move.name] });
        // A map that grows while it is walked is the queue of the search.
        if (!this.#found.has(after)) this.#found.set(after, { world: move.world, from: key, move: move.name, next: new Set() });
      }
    }
    this.faults = faults;
    this.moves = moves;
  }

  get worlds(): number {
    return this.#found.size;
  }

  /** The moves of a shortest way from the start. */
  pathTo(key: string): string[] {
    const path: string[] = [];
    for (let found = this.#found.get(key); found?.from !== undefined; found = this.#found.get(found.from)) path.unshift(found.move);
    return path;
  }

  /** How many worlds are as asked. */
  count(isSo: (world: World) => boolean): number {
    return [...this.#found.values()].filter(({ world }) => isSo(world)).length;
  }

  /** Shortest ways to worlds from which no world that is a goal can be reached. */
  deadEnds(isGoal: (world: World) => boolean): string[][] {
    const before = new Map<string, string[]>([...this.#found.keys()].map((key) => [key, []]));
    for (const [key, { next }] of this.#found) {
      for (const after of next) before.get(after)?.push(key);
    }
    const alive = new Set([...this.#found].filter(([, { world }]) => isGoal(world)).map(([key]) => key));
    for (const key of alive) {
      for (const earlier of before.get(key) ?? []) alive.add(earlier);
    }
    return [...this.#found.keys()].filter((key) => !alive.has(key)).map((key) => this.pathTo(key));
  }
}
