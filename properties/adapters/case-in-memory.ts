import type { Role } from "../../spec/role.ts";
import type { Case, CaseEvent } from "../../src/conformance/case/case.ts";
import { fuzzerOpening } from "../../src/conformance/client/fuzzer-request.ts";
import { compressionFromAnswer, compressionFromOffers, offersOfCase } from "../../src/conformance/fuzzer/fuzzer-compression.ts";
import { FuzzerConnection } from "../../src/conformance/fuzzer/fuzzer-connection.ts";
import type { SeenFrame } from "../../src/conformance/fuzzer/seen/seen-frame.ts";
import type { SeenViolation } from "../../src/conformance/fuzzer/seen/seen-violation.ts";
import { standardTimeouts } from "../../src/conformance/fuzzer/waiting/fuzzer-timeouts.ts";
import { Play } from "../../src/conformance/play/play.ts";
import { fuzzerAcceptance } from "../../src/conformance/server/fuzzer-acceptance.ts";
import { FakeClock } from "../../src/conformance/testing/fake-clock.ts";
import { MemoryTransport, reset } from "../../src/conformance/testing/memory-transport.ts";
import { judge } from "../../src/conformance/verdict/behaviour.ts";
import type { Outcome } from "../../src/conformance/verdict/outcome.ts";
import type { Failure } from "../../src/core/blame.ts";
import type { Cancel } from "../../src/core/clock.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import type { Input, TimerName } from "../../src/core/input.ts";
import { defaultLimits } from "../../src/core/limits.ts";
import { ServerOpening } from "../../src/core/opening/server-opening.ts";
import type { EndpointEvent, Output } from "../../src/core/output.ts";
import type { ClientCompression, ServerCompression } from "../../src/core/permessage-deflate/compression.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";
import { fin, type TransportEnd } from "../../src/core/transport.ts";
import { parseWebSocketUrl } from "../../src/node/tcp.ts";
import { zlibPort } from "../../src/node/zlib-port.ts";
import type { ConnectionVerdict } from "../../src/oracle/verdict.ts";

/** How long the clock is moved at a time: no two waits of a case are so close to each other. */
const stepSeconds = 0.25;

/** What a strict endpoint offers as a client, or agrees to as a server; null is neither. */
export type PeerCompression = ClientCompression | ServerCompression | null;

/** What a case has come to, and what either side holds against the other. */
export interface PlayInMemory {
  readonly outcome: Outcome;
  /** What the fuzzer noted of what the strict endpoint did, and whether it was itself the first to close. */
  readonly received: readonly CaseEvent[];
  readonly closedByMe: boolean;
  /** All frames that the fuzzer wrote, as they went over the wire. */
  readonly written: Uint8Array;
  /** Whether permessage-deflate was in use. */
  readonly isCompressing: boolean;
  /** Why the strict endpoint failed the connection; null where it did not. */
  readonly failure: Failure | null;
  /** The frame of the fuzzer at which it failed. */
  readonly failedAt: SeenFrame | undefined;
  /** What the fuzzer blamed the strict endpoint for. */
  readonly violations: readonly SeenViolation[];
  /** What the oracle says of both. */
  readonly oracle: ConnectionVerdict;
}

/** Plays a case with a strict endpoint of a role that echoes, without a network and without waiting. */
export function playInMemory(played: Case, role: Role, compression: PeerCompression = {}): PlayInMemory {
  const { randomBytes } = seededPorts(2);
  const clock = new FakeClock();
  const transport = new MemoryTransport();
  const connection = new FuzzerConnection({ transport, clock, isServer: role === "client", randomBytes, timeouts: standardTimeouts });
  let isOver = false;
  const play = new Play(played, connection, clock, () => {
    isOver = true;
  });
  const peer = new EchoInMemory(role, clock, compression);
  if (role === "server") openAsClient(played, connection, transport, randomBytes);
  else openAsServer(played, connection, transport);
  peer.feed({ kind: "start" });
  exchange(peer, transport, clock);
  while (!isOver) {
    clock.advance(stepSeconds);
    exchange(peer, transport, clock);
  }
  const { received, verdict, wasOpen } = play;
  const { behavior, behaviorClose } = judge(played, {
    wasOpen,
    received,
    verdict,
    facts: connection.facts,
    txFrameStats: connection.traffic.txFrameStats,
  });
  const { failure } = peer;
  return {
    outcome: { behavior, behaviorClose, remoteCloseCode: connection.facts.remoteCloseCode },
    received,
    closedByMe: connection.facts.closedByMe,
    // The first write is the head of the opening handshake.
    written: Buffer.concat(transport.written.slice(1)),
    isCompressing: connection.isCompressing,
    failure,
    failedAt: connection.traffic.frames.sent.find(
      ({ start, end }) => failure !== null && start <= failure.byteOffset && failure.byteOffset < end,
    ),
    violations: connection.violations,
    oracle: connection.oracle.verdict,
  };
}

/** A strict endpoint whose application echoes, and what it has written. */
class EchoInMemory {
  readonly outbox: (Uint8Array | TransportEnd)[] = [];
  readonly #endpoint: Endpoint;
  readonly #clock: FakeClock;
  readonly #timers = new Map<TimerName, Cancel>();
  read = 0;
  hasEnded = false;
  failure: Failure | null = null;

  constructor(role: Role, clock: FakeClock, compression: PeerCompression) {
    const ports = { ...seededPorts(), deflate: zlibPort };
    const options = { ports, ...(compression !== null && { compression }) };
    this.#clock = clock;
    this.#endpoint =
      role === "server"
        ? new Endpoint({ role, ...options })
        : new Endpoint({ role, ...options, resource: "/", host: "server.example.com" });
  }

  feed(input: Input): void {
    this.#endpoint.feed(input);
    for (let output = this.#endpoint.next(); output !== undefined; output = this.#endpoint.next()) this.#do(output);
  }

  #do(output: Output): void {
    if (output.kind === "write") this.outbox.push(output.bytes);
    else if (output.kind === "shut") this.outbox.push(fin);
    else if (output.kind === "drop") this.outbox.push(reset);
    else if (output.kind === "stopTimer") this.#timers.get(output.timer)?.();
    else if (output.kind === "event") this.#answer(output.event);
    else if (output.kind === "startTimer") {
      const { timer, ms } = output;
      this.#timers.set(
        timer,
        this.#clock.after(ms / 1000, () => this.feed({ kind: "timer", timer })),
      );
    }
  }

  #answer(event: EndpointEvent): void {
    if (event.type === "request") this.feed({ kind: "accept" });
    if (event.type === "failed" || event.type === "refused") this.failure = event.failure;
    if (event.type !== "message" || this.#endpoint.readyState !== "OPEN") return;
    this.feed({ kind: "message", format: event.format, payload: event.payload });
  }
}

/** Lets bytes go to and fro until nobody has any. */
function exchange(peer: EchoInMemory, transport: MemoryTransport, clock: FakeClock): void {
  for (let isBusy = true; isBusy; ) {
    clock.turn();
    isBusy = peer.outbox.length > 0 || peer.read < transport.written.length;
    // An endpoint unmasks in place what it is fed.
    while (peer.read < transport.written.length)
      peer.feed({ kind: "bytes", bytes: (transport.written[peer.read++] as Uint8Array).slice() });
    if (transport.ended !== undefined && !peer.hasEnded) {
      peer.hasEnded = true;
      peer.feed({ kind: "transportEnd" });
    }
    for (const sent of peer.outbox.splice(0)) {
      if ("how" in sent) transport.finish(sent);
      else transport.deliver(sent);
    }
  }
}

function openAsClient(
  { compression }: Case,
  connection: FuzzerConnection,
  transport: MemoryTransport,
  randomBytes: (length: number) => Uint8Array,
): void {
  const extensions = compression === undefined ? "" : offersOfCase(compression);
  const opening = fuzzerOpening(parseWebSocketUrl("ws://server.example.com"), {}, extensions, randomBytes);
  listen(connection, transport, (bytes) => {
    const progress = opening.push(bytes);
    if (progress.kind !== "opened") throw new Error(`the opening handshake is ${progress.kind}`);
    const agreed = compression === undefined ? null : compressionFromAnswer(progress.agreement.extensions, compression, zlibPort);
    if (agreed !== null && "requirement" in agreed) throw new Error(agreed.detail);
    if (agreed !== null) connection.useCompression(agreed);
    connection.open(progress.rest.length);
    connection.receive(progress.rest);
  });
  connection.writeHead(opening.request);
}

function openAsServer({ compression }: Case, connection: FuzzerConnection, transport: MemoryTransport): void {
  const opening = new ServerOpening(defaultLimits);
  listen(connection, transport, (bytes) => {
    const progress = opening.push(bytes);
    if (progress.kind !== "requested") throw new Error(`the opening handshake is ${progress.kind}`);
    const agreed = compression === undefined ? null : compressionFromOffers(progress.request.extensions, compression, zlibPort);
    connection.writeHead(fuzzerAcceptance(opening, progress.request, [], agreed?.answer));
    if (agreed !== null) connection.useCompression(agreed.compression);
    connection.open();
  });
}

/** The first bytes are a head, whole; all others are frames. */
function listen(connection: FuzzerConnection, transport: MemoryTransport, onHead: (bytes: Uint8Array) => void): void {
  transport.listen({
    onBytes: (bytes) => {
      if (connection.state === "CLOSED") return;
      connection.noteReceived(bytes);
      if (connection.state === "CONNECTING") onHead(bytes);
      else connection.receive(bytes);
    },
    onEnd: (end) => connection.lost(end),
  });
}
