import { RunningMachine } from "../../../../properties/adapters/running-machine.ts";
import type { Letter } from "../../../../spec/lifecycle/letters.ts";
import type { Role } from "../../../../spec/role.ts";

/** Something on its way from one endpoint to the other. */
export interface Message {
  readonly from: Role;
  /** What a reader calls it: `Close`, `Ping`, `end of transport`. */
  readonly label: string;
  /** What the receiver's machine reads. */
  readonly letter: Letter;
  readonly sentAt: number;
  /** The moment it arrives; never, if it is lost. */
  receivedAt?: number;
}

/** One letter read by one endpoint, and what came of it. */
export interface Moment {
  readonly at: Role;
  readonly letter: Letter;
  /** Said about the letter where its name does not say enough. */
  readonly remark?: string;
  readonly effects: readonly string[];
  readonly state: string;
  readonly stateChanged: boolean;
  /** The connection is closed. */
  readonly isOver: boolean;
}

/** What happened between two endpoints, in order. */
export interface Run {
  readonly moments: readonly Moment[];
  readonly messages: readonly Message[];
}

const peerOf = { client: "server", server: "client" } as const;

/** Two running machines, established, and a wire in each direction that keeps the order of what is sent. */
export class TwoMachines {
  readonly #machines = { client: new RunningMachine("client"), server: new RunningMachine("server") };
  readonly #wires: Record<Role, Message[]> = { client: [], server: [] };
  readonly #moments: Moment[] = [];
  readonly #messages: Message[] = [];

  constructor() {
    for (const letter of ["transport.opened", "handshake.accepted"] as const) this.#machines.client.take(letter);
    for (const letter of ["transport.opened", "handshake.requested", "answer.accept"] as const) this.#machines.server.take(letter);
  }

  get run(): Run {
    return { moments: this.#moments, messages: this.#messages };
  }

  /** The state of an endpoint. */
  stateOf(role: Role): string {
    return this.#machines[role].state;
  }

  /** An endpoint reads a letter that no message brings: its caller, a timer or the host has it. */
  take(at: Role, letter: Letter, remark?: string): void {
    const machine = this.#machines[at];
    const before = machine.state;
    const effects = machine.take(letter);
    const state = machine.state;
    const isOver = machine.facts.readyState === "CLOSED";
    this.#moments.push({ at, letter, effects, state, stateChanged: state !== before, isOver, ...(remark !== undefined && { remark }) });
    for (const effect of effects) this.#carry(at, letter, effect);
  }

  /** An endpoint that breaks the rules puts something on the wire that its machine would never write. */
  forge(from: Role, label: string, letter: Letter): void {
    this.#moments.push({ at: from, letter, remark: label, effects: [], state: this.stateOf(from), stateChanged: false, isOver: false });
    this.#send(from, label, letter);
  }

  /** The oldest message on the wire to an endpoint arrives. */
  deliver(to: Role): void {
    const message = this.#wires[to].shift();
    if (message === undefined) throw new Error(`Nothing is under way to the ${to}.`);
    const { readyState, bytes } = this.#machines[to].facts;
    if (readyState === "CLOSED") return;
    message.receivedAt = this.#moments.length;
    if (message.letter.startsWith("receive.") && bytes !== "frames") this.#drop(to, message);
    else this.take(to, message.letter);
  }

  /** What an endpoint does not listen to is no letter for its machine. */
  #drop(at: Role, { letter, label }: Message): void {
    const remark = `${label}, which is dropped`;
    this.#moments.push({ at, letter, remark, effects: [], state: this.stateOf(at), stateChanged: false, isOver: false });
  }

  /** Delivers until nothing is under way, to each side in turn. */
  settle(): void {
    for (let side: Role = "server"; this.#wires.client.length + this.#wires.server.length > 0; side = peerOf[side]) {
      if (this.#wires[side].length > 0) this.deliver(side);
    }
  }

  /** The transport is lost, and with it all that is under way; each side notices on its own. */
  lose(): void {
    this.#wires.client.length = 0;
    this.#wires.server.length = 0;
  }

  #carry(from: Role, cause: Letter, effect: string): void {
    const written = writtenBy(effect, cause);
    if (written !== undefined) this.#send(from, ...written);
  }

  #send(from: Role, label: string, letter: Letter): void {
    const message = { from, label, letter, sentAt: this.#moments.length - 1 };
    this.#messages.push(message);
    this.#wires[peerOf[from]].push(message);
  }
}

/** What an effect puts on the wire: how it is called, and how the peer's machine reads it. */
function writtenBy(effect: string, cause: Letter): [label: string, letter: Letter] | undefined {
  if (effect === "writeFrame") return [frameName(cause), cause.replace("send.", "receive.") as Letter];
  if (effect === "writePong") return ["Pong", "receive.pong"];
  if (effect === "writeClose") return ["Close", "receive.close"];
  if (effect === "writeCloseReply") return ["Close, the answer", "receive.close"];
  if (effect === "writeFailureClose") return ["Close that names the failure", "receive.close"];
  if (effect === "shutTransport" || effect === "dropTransport") return ["end of transport", "transport.ended"];
  return undefined;
}

const frameNames: Partial<Record<Letter, string>> = {
  "send.text.whole": "text message",
  "send.text.first": "text, first fragment",
  "send.binary.whole": "binary message",
  "send.binary.first": "binary, first fragment",
  "send.continuation.more": "continuation",
  "send.continuation.last": "continuation, last fragment",
  "send.ping": "Ping",
  "send.pong": "Pong",
};

const frameName = (letter: Letter): string => frameNames[letter] ?? letter;
