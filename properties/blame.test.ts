import { requirements } from "../spec/requirements.ts";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { type BrokenSession, brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { type Chunking, chunkings } from "../src/arbitraries/chunkings.ts";
import { hex } from "../src/core/testing/hex.ts";
import { expectBlame } from "./adapters/blamed.ts";
import { depth } from "./checking/depth.ts";
import { property } from "./property.ts";

/** What once was blamed too late, by the name of its breach. */
const counterexamples: Readonly<Record<string, readonly [BrokenSession, Chunking][]>> = {
  "up to 65535 bytes and a 64-bit length": [
    [
      {
        role: "server",
        agreed: null,
        limits: null,
        name: "up to 65535 bytes and a 64-bit length",
        requirement: "rfc6455/5.2/length-minimal",
        blame: "peer",
        closeCode: 1002,
        deliveries: [],
        bytes: hex("01 ff 00 00 00 00 00 00 00 00 00 00 00 00"),
        decidedAt: 7,
        framesBefore: 0,
        place: "betweenMessages",
      },
      [1],
    ],
  ],
};

for (const breach of frameBreaches) {
  const { name, requirement } = breach;

  property({
    title: `a session with ${name} fails with ${requirements[requirement].failsWith} at the byte that decides it, after everything before it`,
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
    given: [brokenSessions(breach, { itemsMax: 5 * depth.length }), chunkings()],
    examples: counterexamples[name] ?? [],
    runs: 30,
    holds: (session, chunking) => expectBlame(session, chunking),
  });
}
