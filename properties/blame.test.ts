import { expect } from "vitest";
import { readMessages } from "../models/messages.ts";
import { hex } from "../src/core/testing/hex.ts";
import { headerBreaches, sequenceBreaches } from "./arbitraries/broken-headers.ts";
import { closeBodyBreaches, textBreaches } from "./arbitraries/broken-payloads.ts";
import { type BrokenSession, brokenSessions } from "./arbitraries/broken-sessions.ts";
import { type Chunking, chunkings, cut } from "./arbitraries/chunkings.ts";
import { bytesOfFrames } from "./arbitraries/sessions.ts";
import { establishedEndpoint, startOf } from "./established-endpoint.ts";
import { property } from "./property.ts";
import { doneBy, owedFor, owedForFailure } from "./told.ts";

/** What once was blamed too late, by the name of its breach. */
const counterexamples: Readonly<Record<string, readonly [BrokenSession, Chunking][]>> = {
  "up to 65535 bytes and a 64-bit length": [
    [
      {
        role: "server",
        frames: [],
        open: [],
        broken: { bytes: hex("01 ff 00 00 00 00 00 00 00 00 00 00 00 00"), decidedAt: 7 },
        after: hex(""),
      },
      [1],
    ],
  ],
};

for (const breach of [...headerBreaches, ...sequenceBreaches, ...closeBodyBreaches, ...textBreaches]) {
  const { name, requirement, closeCode } = breach;

  property({
    title: `a frame with ${name} fails the connection with ${closeCode} at the byte that decides it, after everything before it`,
    requires: [
      requirement,
      "ours/core/fails-at-first-byte",
      "ours/core/delivers-before-failing",
      "rfc6455/7.1.7/fail-closes",
      "rfc6455/7.1.7/fail-sends-close",
      "rfc6455/7.1.7/fail-stops-processing",
      "rfc6455/7.4.1/code-fits-cause",
      "rfc6455/10.7/input-validated",
    ],
    given: [brokenSessions(breach), chunkings()],
    examples: counterexamples[name] ?? [],
    runs: 60,
    holds: ({ role, frames, broken, after }, chunking) => {
      const before = bytesOfFrames(frames);
      const decidedAt = before.length + broken.decidedAt;
      const stream = Uint8Array.from([...before, ...broken.bytes, ...after]);
      const deliveries = owedFor(readMessages(frames).deliveries, role);
      const failure = owedForFailure({ blame: "peer", requirement, closeCode, byteOffset: startOf[role] + decidedAt }, role);

      expect(doneBy(establishedEndpoint(role), role, cut(stream, chunking))).toEqual([...deliveries, ...failure]);

      const endpoint = establishedEndpoint(role);
      expect(doneBy(endpoint, role, cut(stream.slice(0, decidedAt), chunking))).toEqual(deliveries);
      expect(doneBy(endpoint, role, [stream.slice(decidedAt, decidedAt + 1)])).toEqual(failure);
      expect(doneBy(endpoint, role, cut(stream.slice(decidedAt + 1), chunking))).toEqual([]);
    },
  });
}
