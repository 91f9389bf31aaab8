import type { Role } from "../../spec/role.ts";
import type { Bounds } from "./bounds.ts";
import type { Model, Move } from "./explore.ts";
import { Interning, type Known, type Wire, Wires } from "./interning.ts";
import { brokenBy } from "./laws.ts";
import { arrivalsOf, brokenFramesOf, commandsOf, hostReportsOf, isDropped, type View } from "./moves.ts";
import { type EndpointTable, type Occasion, type Side, type Step, startingSide, takeStep, type Wired } from "./side.ts";
import { brokenIn } from "./world-laws.ts";

/** The table of each role. */
export type EndpointTables = Readonly<Record<Role, EndpointTable>>;

/** Two endpoints and what is under way to each of them. */
export interface World {
  readonly client: Known<Side>;
  readonly server: Known<Side>;
  readonly toClient: Known<Wire>;
  readonly toServer: Known<Wire>;
  readonly troublesLeft: number;
  readonly isLost: boolean;
}

/** A move between worlds: a letter taken, a broken frame on the wire, or the loss of the transport. */
export interface WorldMove extends Move<World> {
  readonly step?: Step;
  readonly brokenWire?: BrokenWire;
}

/** A frame on the wire that no endpoint wrote, behind what a side has written. */
interface BrokenWire {
  readonly writer: Role;
  readonly wired: Wired;
}

const roles = ["client", "server"] as const;
const peerOf = { client: "server", server: "client" } as const;
const inboxOf = { client: "toClient", server: "toServer" } as const;

/** What a side may do next, without the rest of the world. */
interface SideMove {
  readonly name: string;
  readonly side: Known<Side>;
  readonly written: Wire;
  readonly takesHead: boolean;
  readonly isTrouble: boolean;
  readonly faults: readonly string[];
  readonly step?: Step;
  readonly brokenWire?: BrokenWire;
}

/** Both endpoints with two first-in-first-out wires, from before either knows that the transport is open. */
export class TwoEndpoints implements Model<World, WorldMove> {
  readonly start: World;
  readonly #tables: EndpointTables;
  readonly #bounds: Bounds;
  readonly #sides = new Interning<Side>();
  readonly #wires = new Wires();
  /** A side does the same whatever the rest of the world is like, so it is asked once. */
  readonly #known = { client: new Map<string, SideMove[]>(), server: new Map<string, SideMove[]>() };

  readonly #cellsTaken = new Set<string>();

  constructor(tables: EndpointTables, bounds: Bounds) {
    this.#tables = tables;
    this.#bounds = bounds;
    this.start = {
      client: this.#sides.know(startingSide(bounds)),
      server: this.#sides.know(startingSide(bounds)),
      toClient: this.#wires.empty,
      toServer: this.#wires.empty,
      troublesLeft: bounds.troubles,
      isLost: false,
    };
  }

  readonly keyOf = ({ client, server, toClient, toServer, troublesLeft, isLost }: World): string =>
    String.fromCharCode(client.number, server.number, toClient.number, toServer.number, 2 * troublesLeft + (isLost ? 1 : 0));

  readonly movesOf = (world: World): WorldMove[] => {
    const moves = roles.flatMap((role) => this.#movesAt(role, world).map((move) => this.#inWorld(role, move, world)));
    return this.#bounds.transportMayBeLost && !world.isLost ? [...moves, this.#lossIn(world)] : moves;
  };

  /** The cells of the tables that were looked up so far: role, number of the state, letter. */
  get cellsTaken(): ReadonlySet<string> {
    return this.#cellsTaken;
  }

  #movesAt(role: Role, world: World): SideMove[] {
    const side = world[role];
    const outbox = world[inboxOf[peerOf[role]]];
    const view = {
      head: world[inboxOf[role]].value[0],
      hasRoom: outbox.value.length < this.#bounds.channelCapacity,
      hasTroublesLeft: world.troublesLeft > 0,
    };
    const key = `${side.number} ${view.head} ${view.hasRoom} ${view.hasTroublesLeft}`;
    const known = this.#known[role].get(key);
    if (known !== undefined) return known;
    const made = this.#makeMoves(role, side.value, view);
    this.#known[role].set(key, made);
    return made;
  }

  #makeMoves(role: Role, side: Side, view: View): SideMove[] {
    const table = this.#tables[role];
    const commands = commandsOf(table, side, this.#bounds.formats[role], view);
    const occasions = [...arrivalsOf(role, side, view), ...commands, ...hostReportsOf(side, this.#bounds)];
    const moves = occasions.map((occasion) => this.#moveBy(role, side, occasion));
    const broken = brokenFramesOf(role, side, view).map((wired) => this.#broken(role, side, wired));
    const dropped = isDropped(side, view) ? [this.#dropped(role, side, view)] : [];
    // What leaves everything as it was and breaks no law leads nowhere.
    return [
      ...moves.filter((move) => move.side.value !== side || move.written.length > 0 || move.takesHead || move.faults.length > 0),
      ...broken,
      ...dropped,
    ];
  }

  #moveBy(role: Role, side: Side, occasion: Occasion): SideMove {
    this.#cellsTaken.add(`${role} ${side.state} ${occasion.letter}`);
    const step = takeStep(this.#tables[role], role, side, occasion);
    return {
      name: `${role} ${occasion.letter}`,
      side: this.#sides.know(step.after),
      written: step.written,
      takesHead: occasion.arrived !== undefined,
      isTrouble: occasion.isTrouble ?? false,
      faults: inWords(brokenBy(step)),
      step,
    };
  }

  /** What is not listened to is taken from the wire and is no letter. */
  #dropped(role: Role, side: Side, { head }: View): SideMove {
    const name = `${role} drops ${head}`;
    return { name, side: this.#sides.know(side), written: [], takesHead: true, isTrouble: false, faults: [] };
  }

  #broken(role: Role, side: Side, wired: Wired): SideMove {
    const name = `${role} wire ${wired}`;
    const brokenWire = { writer: role, wired };
    return { name, side: this.#sides.know(side), written: [wired], takesHead: false, isTrouble: true, faults: [], brokenWire };
  }

  #inWorld(role: Role, move: SideMove, world: World): WorldMove {
    const { side, written, takesHead, isTrouble, faults } = move;
    const [inbox, outbox] = [inboxOf[role], inboxOf[peerOf[role]]];
    const isGone = world.isLost || world[peerOf[role]].value.isOver;
    const drops = side.value.hasDropped && !world[role].value.hasDropped;
    const after: World = {
      ...world,
      [role]: side,
      troublesLeft: world.troublesLeft - (isTrouble ? 1 : 0),
      [inbox]: side.value.isOver ? this.#wires.empty : takesHead ? this.#wires.afterHead(world[inbox]) : world[inbox],
      [outbox]: isGone ? world[outbox] : drops ? this.#wires.ended : this.#wires.afterWriting(world[outbox], written),
    };
    return { ...move, world: after, faults: faults.length > 0 ? faults : inWords(brokenIn(after)) };
  }

  /** Section 7.2.1: whatever was under way is gone, and both hosts notice. */
  #lossIn(world: World): WorldMove {
    const endFor = (role: Role) => (world[role].value.isOver ? this.#wires.empty : this.#wires.ended);
    const after = { ...world, toClient: endFor("client"), toServer: endFor("server"), isLost: true };
    return { name: "transport lost", world: after, faults: inWords(brokenIn(after)) };
  }
}

const inWords = (laws: readonly { readonly requirement: string; readonly claim: string }[]): string[] =>
  laws.map(({ requirement, claim }) => `${requirement}: ${claim}`);
