import { expect } from "vitest";
import { readMessages } from "../models/messages.ts";
import type { Endpoint } from "../src/core/endpoint.ts";
import { clientStart, establishedClient, establishedServer, serverStart } from "../src/core/testing/established.ts";
import { headerBreaches, sequenceBreaches } from "./arbitraries/broken-headers.ts";
import { closeBodyBreaches, textBreaches } from "./arbitraries/broken-payloads.ts";
import { brokenSessions } from "./arbitraries/broken-sessions.ts";
import { chunkings, cut } from "./arbitraries/chunkings.ts";
import { bytesOfFrames, type Role } from "./arbitraries/sessions.ts";
import { property } from "./property.ts";
import { doneBy, owedFor, owedForFailure } from "./told.ts";

const established = (role: Role): Endpoint => (role === "server" ? establishedServer() : establishedClient());
const startOf = { server: serverStart, client: clientStart };

for (const breach of [...headerBreaches, ...sequenceBreaches, ...closeBodyBreaches, ...textBreaches]) {
  const { name, requirement, closeCode } = breach;

  property({
    title: `a frame with ${name} fails the connection for ${requirement}, at that byte and with ${closeCode}, after everything before it`,
    requires: [requirement, "ours/core/fails-at-first-byte", "ours/core/delivers-before-failing", "rfc6455/7.1.7/fail-sends-close", "rfc6455/7.1.7/fail-stops-processing"],
    given: [brokenSessions(breach), chunkings()],
    runs: 60,
    holds: ({ role, frames, broken, after }, chunking) => {
      const before = bytesOfFrames(frames);
      const decidedAt = before.length + broken.decidedAt;
      const stream = Uint8Array.from([...before, ...broken.bytes, ...after]);
      const deliveries = owedFor(readMessages(frames).deliveries, role);
      const failure = owedForFailure({ blame: "peer", requirement, closeCode, byteOffset: startOf[role] + decidedAt }, role);

      expect(doneBy(established(role), role, cut(stream, chunking))).toEqual([...deliveries, ...failure]);

      const endpoint = established(role);
      expect(doneBy(endpoint, role, cut(stream.slice(0, decidedAt), chunking))).toEqual(deliveries);
      expect(doneBy(endpoint, role, [stream.slice(decidedAt, decidedAt + 1)])).toEqual(failure);
      expect(doneBy(endpoint, role, cut(stream.slice(decidedAt + 1), chunking))).toEqual([]);
    },
  });
}
