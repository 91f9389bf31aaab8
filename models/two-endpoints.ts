import type { EffectName } from "../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../spec/lifecycle/letters.ts";
import type { Model, Move } from "./explore.ts";
import { type Side, startingSide, takeEffects, type Wired } from "./two-endpoints-side.ts";

export type Role = "client" | "server";

/** A compiled machine, as far as the model needs it; cells are indexed by state, then by the letter's place in the alphabet. */
export interface EndpointTable {
  readonly states: readonly string[];
  readonly initialEffects: readonly { readonly effect: EffectName }[];
  readonly cells: readonly (readonly (readonly [next: number, effects: readonly { readonly effect: EffectName }[]])[])[];
}

/** Two endpoints and what is under way to each of them. */
export interface World {
  readonly client: Side;
  readonly server: Side;
  readonly toClient: readonly Wired[];
  readonly toServer: readonly Wired[];
}

/** How far the search may go. */
export interface Bounds {
  /** Frames other than Close that each side may send of its own accord, limits it may find exceeded included. */
  readonly sends: number;
  /** Whether running timers may expire. */
  readonly timersExpire: boolean;
}

const roles = ["client", "server"] as const;
const peerOf = { client: "server", server: "client" } as const;
const commands = letters.filter((letter) => letter.startsWith("send."));
const stateClosed = "closed";

/** Both endpoints with two first-in-first-out wires, from the moment the transport is open. */
export function twoEndpoints(tables: Readonly<Record<Role, EndpointTable>>, bounds: Bounds): Model<World> {
  const start: World = {
    client: startingSide(tables.client.initialEffects, bounds.sends),
    server: startingSide(tables.server.initialEffects, bounds.sends),
    toClient: [],
    toServer: ["request"],
  };
  const movesOf = (world: World) =>
    roles.flatMap((role) => (isClosed(tables[role], world[role]) ? [] : new Turn(tables[role], role, world, bounds).moves()));
  return { start, keyOf, movesOf };
}

/** Whether both endpoints have arrived at closed. */
export const bothClosed =
  (tables: Readonly<Record<Role, EndpointTable>>) =>
  ({ client, server }: World): boolean =>
    isClosed(tables.client, client) && isClosed(tables.server, server);

const isClosed = ({ states }: EndpointTable, { state }: Side): boolean => states[state] === stateClosed;

/** Everything that may happen next at one endpoint of a world. */
class Turn {
  readonly #table: EndpointTable;
  readonly #role: Role;
  readonly #world: World;
  readonly #bounds: Bounds;

  constructor(table: EndpointTable, role: Role, world: World, bounds: Bounds) {
    this.#table = table;
    this.#role = role;
    this.#world = world;
    this.#bounds = bounds;
  }

  moves(): Move<World>[] {
    const { timers } = this.#side;
    const expiring = this.#bounds.timersExpire ? timers.map((timer) => this.#take(`timer.${timer}`)) : [];
    return [...this.#arrivals(), ...this.#sends(), ...expiring];
  }

  get #side(): Side {
    return this.#world[this.#role];
  }

  get #inbox(): readonly Wired[] {
    return this.#role === "client" ? this.#world.toClient : this.#world.toServer;
  }

  #arrivals(): Move<World>[] {
    const [wired, ...rest] = this.#inbox;
    switch (wired) {
      case undefined:
        return [];
      case "request":
        return [this.#take("handshake.accepted", rest, "acceptance"), this.#take("handshake.refused", rest, "refusal")];
      case "acceptance":
        return [this.#take("handshake.accepted", rest), this.#take("handshake.refused", rest)];
      case "refusal":
        return [this.#take("handshake.refused", rest)];
      case "end":
        return [this.#take("transport.ended", rest)];
      default:
        return this.#isHearing && isData(wired) && this.#side.sendsLeft > 0
          ? [this.#take(wired, rest), this.#take("receive.excess", rest, undefined, 1)]
          : [this.#take(wired, rest)];
    }
  }

  get #isHearing(): boolean {
    return this.#table.states[this.#side.state]?.includes("incoming.hearing") ?? false;
  }

  #sends(): Move<World>[] {
    return commands
      .filter((letter) => this.#priceOf(letter) <= this.#side.sendsLeft && !this.#refuses(letter))
      .map((letter) => this.#take(letter, this.#inbox, letter.replace("send", "receive") as Letter, this.#priceOf(letter)));
  }

  #priceOf(letter: Letter): number {
    return letter === "send.close" ? 0 : 1;
  }

  #refuses(letter: Letter): boolean {
    const [, effects] = this.#cell(letter);
    return effects.some(({ effect }) => effect === "refuse");
  }

  #cell(letter: Letter): EndpointTable["cells"][number][number] {
    return this.#table.cells[this.#side.state]?.[letters.indexOf(letter)] ?? [this.#side.state, []];
  }

  /** One letter taken, with what is left on the wire after it and what this endpoint writes of its own accord. */
  #take(letter: Letter, inbox = this.#inbox, written?: Wired, price = 0): Move<World> {
    const [state, effects] = this.#cell(letter);
    const answer = written === "acceptance" || written === "refusal" ? [written] : [];
    const taken = takeEffects({ ...this.#side, state, sendsLeft: this.#side.sendsLeft - price }, effects, written, letter);
    const peerIsClosed = this.#world[peerOf[this.#role]].isOver;
    const outbox = this.#role === "client" ? this.#world.toServer : this.#world.toClient;
    const sent = peerIsClosed ? [] : taken.isDropped ? (["end"] as const) : [...outbox, ...answer, ...taken.written];
    const left = taken.side.isOver ? [] : inbox;
    const wires = this.#role === "client" ? { toClient: left, toServer: sent } : { toClient: sent, toServer: left };
    return { name: `${this.#role} ${letter}`, faults: taken.faults, world: { ...this.#world, [this.#role]: taken.side, ...wires } };
  }
}

/** Whether a limit on frames or messages may find it too much. */
const isData = (letter: Letter): boolean => /^receive\.(text|binary|continuation)/.test(letter);

const keyOf = ({ client, server, toClient, toServer }: World): string =>
  [keyOfSide(client), keyOfSide(server), toClient.join(), toServer.join()].join("|");

const keyOfSide = (side: Side): string => Object.values(side).join();
