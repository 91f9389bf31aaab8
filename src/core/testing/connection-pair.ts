import type { Role } from "../../../spec/role.ts";
import { Endpoint } from "../endpoint.ts";
import type { ClientOptions, ServerOptions } from "../endpoint-options.ts";
import type { EndpointEvent, Output } from "../output.ts";
import { seededPorts } from "./seeded-ports.ts";

export type Side = Role;

/** How a pair differs from the plain one. */
export interface PairOptions {
  readonly client?: Partial<Omit<ClientOptions, "role">>;
  readonly server?: Partial<Omit<ServerOptions, "role">>;
  /** The longest piece the wires hand over at once; whole writes unless said otherwise. */
  readonly segmentBytesMax?: number;
}

/** One direction of the transport: what was written and has not arrived yet, and whether the writer has shut it. */
interface Wire {
  readonly segments: Uint8Array[];
  end: "open" | "shut" | "delivered";
}

const newWire = (): Wire => ({ segments: [], end: "open" });

/** A client and a server, started, with a fake wire in each direction. The server accepts, with the first subprotocol asked for. */
export class ConnectionPair {
  readonly client: Endpoint;
  readonly server: Endpoint;
  /** What each application was told, in order. */
  readonly events: Readonly<Record<Side, EndpointEvent[]>> = { client: [], server: [] };
  /** What each endpoint wanted done, in order. */
  readonly outputs: Readonly<Record<Side, Output[]>> = { client: [], server: [] };
  readonly #wireTo: Readonly<Record<Side, Wire>> = { client: newWire(), server: newWire() };
  readonly #segmentBytesMax: number;

  constructor(options: PairOptions = {}) {
    const ports = { client: seededPorts(1), server: seededPorts(2) };
    this.client = new Endpoint({ role: "client", ports: ports.client, resource: "/", host: "localhost", ...options.client });
    this.server = new Endpoint({ role: "server", ports: ports.server, ...options.server });
    this.#segmentBytesMax = options.segmentBytesMax ?? Number.POSITIVE_INFINITY;
    this.client.feed({ kind: "start" });
    this.server.feed({ kind: "start" });
  }

  /** Carries out what both endpoints want done and moves what they write, until nothing moves any more. */
  deliver(): void {
    let moved = true;
    while (moved) {
      this.#carryOut("client");
      this.#carryOut("server");
      const arrivedAtClient = this.#arrive("client");
      const arrivedAtServer = this.#arrive("server");
      moved = arrivedAtClient || arrivedAtServer;
    }
  }

  #carryOut(side: Side): void {
    for (let output = this[side].next(); output !== undefined; output = this[side].next()) {
      this.outputs[side].push(output);
      const wire = this.#wireTo[side === "client" ? "server" : "client"];
      if (output.kind === "write") this.#write(wire, output.bytes);
      else if (output.kind === "event") this.#hear(side, output.event);
      else if ((output.kind === "shut" || output.kind === "drop") && wire.end === "open") wire.end = "shut";
    }
  }

  #write(wire: Wire, bytes: Uint8Array): void {
    if (wire.end !== "open") throw new Error("something was written after the transport was shut");
    const step = Math.min(this.#segmentBytesMax, bytes.length);
    for (let start = 0; start < bytes.length; start += step) wire.segments.push(bytes.slice(start, start + step));
  }

  #hear(side: Side, event: EndpointEvent): void {
    this.events[side].push(event);
    if (event.type !== "request") return;
    const [subprotocol] = event.request.subprotocols;
    this.server.feed(subprotocol === undefined ? { kind: "accept" } : { kind: "accept", subprotocol });
  }

  /** Hands over the next segment, or the end once everything before it has arrived. */
  #arrive(side: Side): boolean {
    const wire = this.#wireTo[side];
    const bytes = wire.segments.shift();
    if (bytes !== undefined) this[side].feed({ kind: "bytes", bytes });
    else if (wire.end !== "shut") return false;
    else {
      wire.end = "delivered";
      this[side].feed({ kind: "transportEnd" });
    }
    return true;
  }
}
