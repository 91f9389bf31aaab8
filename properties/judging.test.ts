import fc from "fast-check";
import { expect } from "vitest";
import type { Role } from "../spec/role.ts";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { type BrokenSession, brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { plainDeflate } from "../src/core/deflate/plain-deflate.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { permessageDeflate } from "../src/core/permessage-deflate/permessage-deflate.ts";
import { bytesOf, drain } from "../src/core/testing/drain.ts";
import { ConnectionMonitor } from "../src/oracle/monitor.ts";
import type { ConnectionFacts, Observation } from "../src/oracle/recording/recording.ts";
import type { ConnectionVerdict } from "../src/oracle/verdict.ts";
import { agreedEndpoint } from "./adapters/established-endpoint.ts";
import { type Move, RecordedPair } from "./adapters/recorded-pair.ts";
import { depth } from "./checking/depth.ts";
import { property } from "./property.ts";

const recorded: ConnectionFacts = { name: "a > b", detail: "bytes", order: "exact", begins: "opening", form: "http/1.1" };

function verdictOn(observations: readonly Observation[], facts: ConnectionFacts, limits = {}): ConnectionVerdict {
  const monitor = new ConnectionMonitor(facts, { limits: { ...defaultLimits, ...limits }, deflate: plainDeflate });
  for (const observation of observations) for (const _ of monitor.see(observation));
  for (const _ of monitor.end());
  return monitor.verdict();
}

const otherOf = (role: Role): Role => (role === "client" ? "server" : "client");

/** What a session looks like that our endpoint receives, with its reaction: all that it writes, and its end. */
function reactedTo(session: BrokenSession, chunking: Chunking): { observations: Observation[]; facts: ConnectionFacts } {
  const { role, agreed, limits, bytes } = session;
  const { endpoint } = agreedEndpoint({ role, agreed, limits });
  const observations: Observation[] = [];
  for (const piece of cut(bytes.slice(), chunking)) {
    observations.push({ kind: "bytes", from: otherOf(role), bytes: piece.slice() });
    endpoint.feed({ kind: "bytes", bytes: piece });
    const outputs = drain(endpoint);
    const written = bytesOf(outputs);
    if (written.length > 0) observations.push({ kind: "bytes", from: role, bytes: written });
    if (outputs.some(({ kind }) => kind === "shut" || kind === "drop")) observations.push({ kind: "end", from: role, how: "fin" });
  }
  return { observations, facts: { ...recorded, begins: "frames", extensions: agreed === null ? "" : extensionText(agreed) } };
}

const extensionText = (agreed: NonNullable<BrokenSession["agreed"]>): string =>
  [
    permessageDeflate,
    ...(agreed.serverNoContextTakeover ? ["server_no_context_takeover"] : []),
    ...(agreed.clientNoContextTakeover ? ["client_no_context_takeover"] : []),
    `server_max_window_bits=${agreed.serverMaxWindowBits}`,
    `client_max_window_bits=${agreed.clientMaxWindowBits}`,
  ].join("; ");

for (const breach of frameBreaches) {
  const { name, requirement } = breach;

  property({
    title: `the oracle blames the sender of a session with ${name} for that and at its byte, and never who receives it`,
    requires: [requirement, "rfc6455/7.1.7/fail-closes", "rfc6455/7.1.7/fail-stops-processing"],
    given: [brokenSessions(breach, { itemsMax: 3 * depth.length }), chunkings()],
    runs: 20,
    holds: (session, chunking) => {
      const { observations, facts } = reactedTo(session, chunking);
      const { violations } = verdictOn(observations, facts, session.limits ?? {});
      expect(violations.filter(({ by }) => by === session.role)).toEqual([]);
      const { decidedAt } = session;
      if (session.blame === "policy")
        expect(violations.filter(({ byteOffset }) => byteOffset === null || byteOffset <= decidedAt)).toEqual([]);
      else expect(violations[0]).toMatchObject({ by: otherOf(session.role), requirement, byteOffset: decidedAt });
    },
  });
}

const payloads = fc.uint8Array({ maxLength: 200 });
const commands: fc.Arbitrary<Extract<Move, { kind: "ask" }>["command"]> = fc.oneof(
  payloads.map((payload) => ({ kind: "message", format: "binary", payload }) as const),
  fc.string({ maxLength: 100 }).map((payload) => ({ kind: "message", format: "text", payload }) as const),
  payloads.map((payload) => ({ kind: "firstFragment", format: "binary", payload }) as const),
  fc.tuple(payloads, fc.boolean()).map(([payload, last]) => ({ kind: "nextFragment", payload, last }) as const),
  fc.uint8Array({ maxLength: 20 }).map((payload) => ({ kind: "ping", payload }) as const),
  fc.uint8Array({ maxLength: 20 }).map((payload) => ({ kind: "pong", payload }) as const),
  fc.constantFrom(
    { kind: "close" } as const,
    { kind: "close", code: 1000, reason: "" } as const,
    { kind: "close", code: 4000, reason: "x" } as const,
  ),
);
const sides = fc.constantFrom<Role>("client", "server");
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("ask" as const), role: sides, command: commands }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("arrive" as const),
      at: sides,
      bytesMax: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(10_000)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 400 }) }) },
);

property({
  title: "the oracle blames neither of two endpoints of ours, whatever they do, however the wires carry it and wherever it was recorded",
  requires: [
    "rfc6455/5.5.1/close-gets-close",
    "rfc6455/5.5.1/no-data-after-close",
    "rfc6455/5.5.1/server-closes-at-once",
    "rfc6455/5.5.2/ping-gets-pong",
    "rfc6455/5.5.3/pong-echoes-payload",
  ],
  given: [fc.constantFrom("client", "server", "between"), fc.boolean(), fc.array(moves, { maxLength: 60 * depth.length })],
  runs: 300,
  holds: (order, isCompressed, lived) => {
    const compression = isCompressed ? { client: { thresholdBytes: 0 }, server: { thresholdBytes: 0 } } : {};
    const pair = new RecordedPair(order, compression);
    for (const move of lived) pair.move(move);
    pair.settle();
    const { violations, frames } = verdictOn(pair.observations, { ...recorded, order });
    expect(violations).toEqual([]);
    expect(frames.client + frames.server).toBeGreaterThanOrEqual(0);
  },
});

property({
  title: "what a part of a recording is blamed for, the whole is blamed for",
  requires: ["ours/core/chunking-independent"],
  given: [
    fc.constantFrom(...frameBreaches).chain((breach) => brokenSessions(breach, { itemsMax: 3 })),
    chunkings(),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ],
  runs: 200,
  holds: (session, chunking, share) => {
    const { observations, facts } = reactedTo(session, chunking);
    const part = observations.slice(0, Math.floor(observations.length * share));
    const copies = (seen: readonly Observation[]) =>
      seen.map((each) => (each.kind === "bytes" ? { ...each, bytes: each.bytes.slice() } : each));
    const before = verdictOn(copies(part), facts).violations.map(({ by, requirement, byteOffset }) => ({ by, requirement, byteOffset }));
    const whole = verdictOn(copies(observations), facts).violations.map(({ by, requirement, byteOffset }) => ({
      by,
      requirement,
      byteOffset,
    }));
    expect(whole.slice(0, before.length)).toEqual(before);
  },
});
