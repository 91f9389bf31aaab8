import type { Socket } from "node:net";
import { Endpoint } from "../../core/endpoint.ts";
import type { ServerOptions } from "../../core/endpoint-options.ts";
import type { EndpointEvent } from "../../core/output.ts";
import { nodePorts } from "../ports.ts";
import { type EventListener, SocketHost } from "../socket-host.ts";
import { SocketTransport } from "../socket-transport.ts";
import { type Listening, listenTcp } from "../tcp.ts";

/** One connection as its server sees it. */
export interface ServerSide {
  readonly host: SocketHost;
  readonly socket: Socket;
}

/** A strict server whose sockets a test can look at. */
export interface ListeningHost extends Listening {
  readonly url: string;
  /** The next connection that is opened by a client. */
  readonly nextSide: () => Promise<ServerSide>;
}

/** Accepts every request and hands all events on. */
export async function startListeningHost(onEvent: EventListener, limits: ServerOptions["limits"] = {}): Promise<ListeningHost> {
  const sides: ServerSide[] = [];
  const waiting: ((side: ServerSide) => void)[] = [];
  const listening = await listenTcp({ host: "127.0.0.1", port: 0 }, (socket) => {
    const endpoint = new Endpoint({ role: "server", ports: nodePorts, limits });
    const transport = new SocketTransport(socket, { writeTimeoutMs: endpoint.limits.writeTimeoutMs });
    const host: SocketHost = new SocketHost(transport, endpoint, (event, self) => {
      if (event.type === "request") self.send({ kind: "accept" });
      onEvent(event, self);
    });
    const side = { host, socket };
    const resolve = waiting.shift();
    if (resolve === undefined) sides.push(side);
    else resolve(side);
  });
  const nextSide = (): Promise<ServerSide> => {
    const side = sides.shift();
    return side === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(side);
  };
  return { ...listening, url: `ws://127.0.0.1:${listening.port}`, nextSide };
}

/** Keeps events and tells when one of a type has come. */
export class EventLog {
  readonly events: EndpointEvent[] = [];
  readonly #waiting = new Map<EndpointEvent["type"], ((event: EndpointEvent) => void)[]>();

  readonly listener: EventListener = (event) => {
    this.events.push(event);
    for (const resolve of this.#waiting.get(event.type) ?? []) resolve(event);
    this.#waiting.delete(event.type);
  };

  /** The types of what came, in order. */
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** The first event of a type, or the next one if there is none yet. */
  first<T extends EndpointEvent["type"]>(type: T): Promise<Extract<EndpointEvent, { type: T }>> {
    const found = this.events.find((event) => event.type === type);
    const coming =
      found === undefined
        ? new Promise<EndpointEvent>((resolve) => this.#waiting.set(type, [...(this.#waiting.get(type) ?? []), resolve]))
        : Promise.resolve(found);
    return coming as Promise<Extract<EndpointEvent, { type: T }>>;
  }
}
