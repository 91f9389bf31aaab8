import { judge } from "../src/conformance/behaviour.ts";
import type { Case } from "../src/conformance/case.ts";
import { compressionFromAnswer, compressionFromOffers, offersOfCase } from "../src/conformance/fuzzer-compression.ts";
import { FuzzerConnection } from "../src/conformance/fuzzer-connection.ts";
import { standardTimeouts } from "../src/conformance/fuzzer-timeouts.ts";
import type { Outcome } from "../src/conformance/outcome.ts";
import { Play } from "../src/conformance/play.ts";
import { FakeClock } from "../src/conformance/testing/fake-clock.ts";
import { MemoryWire } from "../src/conformance/testing/memory-wire.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import { ClientOpening } from "../src/core/handshake/client-opening.ts";
import { ServerOpening } from "../src/core/handshake/server-opening.ts";
import type { Input, TimerName } from "../src/core/input.ts";
import { defaultLimits } from "../src/core/limits.ts";
import type { EndpointEvent, Output } from "../src/core/output.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import type { Cancel } from "../src/node/clock.ts";
import { zlibPort } from "../src/node/zlib-port.ts";
import type { Role } from "./arbitraries/sessions.ts";

/** How long the clock is moved at a time: no two waits of a case are so close to each other. */
const stepSeconds = 0.25;

/** Plays a case with a strict endpoint of a role that echoes, without a network and without waiting. */
export function playInMemory(played: Case, role: Role): Outcome {
  const { randomBytes } = seededPorts(2);
  const clock = new FakeClock();
  const wire = new MemoryWire();
  const connection = new FuzzerConnection({ wire, clock, isServer: role === "client", randomBytes, timeouts: standardTimeouts });
  let isOver = false;
  const play = new Play(played, connection, clock, () => {
    isOver = true;
  });
  const peer = new EchoInMemory(role, clock);
  if (role === "server") openAsClient(played, connection, wire, randomBytes);
  else openAsServer(played, connection, wire);
  peer.feed({ kind: "start" });
  exchange(peer, wire, clock);
  while (!isOver) {
    clock.advance(stepSeconds);
    exchange(peer, wire, clock);
  }
  const { received, verdict, wasOpen } = play;
  const { behavior, behaviorClose } = judge(played, {
    wasOpen,
    received,
    verdict,
    facts: connection.facts,
    txFrameStats: connection.traffic.txFrameStats,
  });
  return { behavior, behaviorClose, remoteCloseCode: connection.facts.remoteCloseCode };
}

/** A strict endpoint whose application echoes, and what it has written. */
class EchoInMemory {
  readonly outbox: (Uint8Array | "fin" | "reset")[] = [];
  readonly #endpoint: Endpoint;
  readonly #clock: FakeClock;
  readonly #timers = new Map<TimerName, Cancel>();
  read = 0;
  hasEnded = false;

  constructor(role: Role, clock: FakeClock) {
    const ports = { ...seededPorts(), deflate: zlibPort };
    this.#clock = clock;
    this.#endpoint =
      role === "server"
        ? new Endpoint({ role, ports, compression: {} })
        : new Endpoint({ role, ports, compression: {}, resource: "/", host: "server.example.com" });
  }

  feed(input: Input): void {
    this.#endpoint.feed(input);
    for (let output = this.#endpoint.next(); output !== undefined; output = this.#endpoint.next()) this.#do(output);
  }

  #do(output: Output): void {
    if (output.kind === "write") this.outbox.push(output.bytes);
    else if (output.kind === "shut") this.outbox.push("fin");
    else if (output.kind === "drop") this.outbox.push("reset");
    else if (output.kind === "stopTimer") this.#timers.get(output.timer)?.();
    else if (output.kind === "event") this.#answer(output.event);
    else {
      const { timer, ms } = output;
      this.#timers.set(
        timer,
        this.#clock.after(ms / 1000, () => this.feed({ kind: "timer", timer })),
      );
    }
  }

  #answer(event: EndpointEvent): void {
    if (event.type === "request") this.feed({ kind: "accept" });
    if (event.type !== "message" || this.#endpoint.readyState !== "OPEN") return;
    this.feed({ kind: "message", format: event.format, payload: event.payload });
  }
}

/** Lets bytes go to and fro until nobody has any. */
function exchange(peer: EchoInMemory, wire: MemoryWire, clock: FakeClock): void {
  for (let isBusy = true; isBusy; ) {
    clock.turn();
    isBusy = peer.outbox.length > 0 || peer.read < wire.written.length;
    while (peer.read < wire.written.length) peer.feed({ kind: "bytes", bytes: wire.written[peer.read++] as Uint8Array });
    if (wire.ended !== undefined && !peer.hasEnded) {
      peer.hasEnded = true;
      peer.feed({ kind: "transportEnd" });
    }
    for (const sent of peer.outbox.splice(0)) {
      if (typeof sent === "string") wire.finish(sent);
      else wire.deliver(sent);
    }
  }
}

function openAsClient(
  { compression }: Case,
  connection: FuzzerConnection,
  wire: MemoryWire,
  randomBytes: (length: number) => Uint8Array,
): void {
  const extensions = compression === undefined ? "" : offersOfCase(compression);
  const opening = new ClientOpening(
    { resource: "/", host: "server.example.com", subprotocols: [], extensions, fields: [] },
    defaultLimits,
    randomBytes,
  );
  listen(connection, wire, (bytes) => {
    const progress = opening.push(bytes);
    if (progress.kind !== "opened") throw new Error(`the opening handshake is ${progress.kind}`);
    const agreed = compressionFromAnswer(progress.agreement.extensions);
    if (agreed !== null && "parameters" in agreed) connection.useCompression(agreed);
    connection.open(progress.rest.length);
    connection.receive(progress.rest);
  });
  connection.writeHead(opening.request);
}

function openAsServer({ compression }: Case, connection: FuzzerConnection, wire: MemoryWire): void {
  const opening = new ServerOpening(defaultLimits);
  listen(connection, wire, (bytes) => {
    const progress = opening.push(bytes);
    if (progress.kind !== "requested") throw new Error(`the opening handshake is ${progress.kind}`);
    const agreed = compression === undefined ? null : compressionFromOffers(progress.request.extensions, compression);
    if (agreed !== null && "wrong" in agreed) throw new Error(agreed.detail);
    connection.writeHead(opening.accept({ kind: "accept" }, agreed?.answer) as Uint8Array);
    if (agreed !== null) connection.useCompression(agreed.compression);
    connection.open();
  });
}

/** The first bytes are a head, whole; all others are frames. */
function listen(connection: FuzzerConnection, wire: MemoryWire, onHead: (bytes: Uint8Array) => void): void {
  wire.listen({
    onBytes: (bytes) => {
      if (connection.state === "CLOSED") return;
      connection.traffic.octetsReceived(bytes);
      if (connection.state === "CONNECTING") onHead(bytes);
      else connection.receive(bytes);
    },
    onEnd: (how) => connection.lost(how),
  });
}
