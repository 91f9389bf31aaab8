import type { Role } from "../../spec/role.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import type { Command } from "../../src/core/input.ts";
import type { ClientCompression, ServerCompression } from "../../src/core/permessage-deflate/compression.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";
import type { Observation, RecordedOrder } from "../../src/oracle/recording/recording.ts";

/** What happens next between two endpoints: one is asked for something, some bytes arrive, or time passes. */
export type Move =
  | { readonly kind: "ask"; readonly role: Role; readonly command: Exclude<Command, { kind: "accept" | "refuse" }> }
  | { readonly kind: "arrive"; readonly at: Role; readonly bytesMax: number }
  | { readonly kind: "wait"; readonly ms: number };

type End = "open" | "shut" | "delivered";

interface Wire {
  /** Written, and not arrived yet. */
  readonly bytes: number[];
  end: End;
  arrived: number;
}

const otherOf = (role: Role): Role => (role === "client" ? "server" : "client");

/** A client and a server of ours with two wires between them, and somebody who records what goes over these. */
export class RecordedPair {
  readonly observations: Observation[] = [];
  readonly #endpoints: Readonly<Record<Role, Endpoint>>;
  readonly #to: Readonly<Record<Role, Wire>> = { client: newWire(), server: newWire() };
  readonly #order: RecordedOrder;
  #time = 0;

  constructor(order: RecordedOrder, compression: { readonly client?: ClientCompression; readonly server?: ServerCompression } = {}) {
    this.#order = order;
    const { client, server } = compression;
    this.#endpoints = {
      client: new Endpoint({
        role: "client",
        ports: seededPorts(1),
        resource: "/",
        host: "localhost",
        ...(client && { compression: client }),
      }),
      server: new Endpoint({ role: "server", ports: seededPorts(2), ...(server && { compression: server }) }),
    };
    for (const role of ["client", "server"] as const) {
      this.#endpoints[role].feed({ kind: "start" });
      this.#carryOut(role);
    }
  }

  move(move: Move): void {
    if (move.kind === "wait") this.#time += move.ms;
    else if (move.kind === "arrive") this.#arrive(move.at, move.bytesMax);
    else {
      this.#endpoints[move.role].feed(move.command);
      this.#carryOut(move.role);
    }
  }

  /** Lets everything arrive, until nothing moves any more. */
  settle(): void {
    while (this.#arrive("client", Number.POSITIVE_INFINITY) || this.#arrive("server", Number.POSITIVE_INFINITY));
  }

  #carryOut(role: Role): void {
    const endpoint = this.#endpoints[role];
    const wire = this.#to[otherOf(role)];
    for (let output = endpoint.next(); output !== undefined; output = endpoint.next()) {
      if (output.kind === "write") {
        wire.bytes.push(...output.bytes);
        this.#record(role, "sent", { kind: "bytes", bytes: output.bytes.slice() });
      } else if (output.kind === "event" && output.event.type === "request") endpoint.feed({ kind: "accept" });
      else if ((output.kind === "shut" || output.kind === "drop") && wire.end === "open") {
        wire.end = "shut";
        this.#record(role, "sent", { kind: "end", how: "fin" });
      }
    }
  }

  #arrive(at: Role, bytesMax: number): boolean {
    const wire = this.#to[at];
    if (wire.bytes.length > 0) {
      const bytes = Uint8Array.from(wire.bytes.splice(0, bytesMax));
      wire.arrived += bytes.length;
      this.#record(otherOf(at), "arrived", { kind: "bytes", bytes: bytes.slice() });
      this.#endpoints[at].feed({ kind: "bytes", bytes });
    } else if (wire.end === "shut") {
      wire.end = "delivered";
      this.#record(otherOf(at), "arrived", { kind: "end", how: "fin" });
      this.#endpoints[at].feed({ kind: "transportEnd" });
    } else return false;
    this.#carryOut(at);
    return true;
  }

  /** Who records at an endpoint sees what it sends when it does, and the rest as it arrives; who stands behind the sender sees all as it is sent. */
  #record(from: Role, moment: "sent" | "arrived", seen: { kind: "bytes"; bytes: Uint8Array } | { kind: "end"; how: "fin" }): void {
    const isShown =
      this.#order === "client" || this.#order === "server" ? (from === this.#order) === (moment === "sent") : moment === "sent";
    if (!isShown) return;
    const hadReceived = this.#order === "between" ? { hadReceived: this.#to[from].arrived } : {};
    this.observations.push({ from, time: this.#time, ...hadReceived, ...seen });
  }
}

const newWire = (): Wire => ({ bytes: [], end: "open", arrived: 0 });
