// Sends broken sessions to the receiver of the package ws and counts, for each requirement, how many of them it notices.
// Run it in a clone, once `npm ci` has built the package: node docs/examples/arbitraries-against-ws.mjs
import fc from "fast-check";
import { brokenSession, cut } from "hybi/arbitraries";
import { Receiver } from "ws";

const textOf = (payload) => Buffer.from(payload).toString("hex");

/** What the receiver makes of a stream: all it delivers, and whether it then gives up. */
function receive(bytes) {
  return new Promise((resolve) => {
    const receiver = new Receiver({ isServer: true, allowSynchronousEvents: true });
    const delivered = [];
    receiver.on("message", (payload, isBinary) => delivered.push(`${isBinary ? "binary" : "text"} ${textOf(payload)}`));
    receiver.on("ping", (payload) => delivered.push(`ping ${textOf(payload)}`));
    receiver.on("pong", (payload) => delivered.push(`pong ${textOf(payload)}`));
    receiver.on("conclude", () => resolve({ delivered, failed: false }));
    receiver.on("error", () => resolve({ delivered, failed: true }));
    for (const piece of cut(bytes, [7, 3])) receiver.write(Buffer.from(piece));
    receiver.end((error) => resolve({ delivered, failed: error !== null && error !== undefined }));
  });
}

const found = new Map();
await fc.assert(
  fc.asyncProperty(brokenSession("server"), async ({ bytes, deliveries, requirement }) => {
    const owed = deliveries.map(({ kind, payload }) => `${kind} ${textOf(payload)}`);
    const { delivered, failed } = await receive(bytes);
    const isRight = failed && delivered.join() === owed.join();
    const { noticed = 0, sent = 0 } = found.get(requirement) ?? {};
    found.set(requirement, { noticed: noticed + (isRight ? 1 : 0), sent: sent + 1 });
  }),
  { numRuns: 2000, seed: 6455 },
);

for (const [requirement, { noticed, sent }] of [...found].sort()) {
  console.log(`${String(noticed).padStart(4)} of ${String(sent).padStart(4)} noticed   ${requirement}`);
}
