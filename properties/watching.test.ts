import fc from "fast-check";
import { expect } from "vitest";
import { requirementIds, requirements } from "../spec/requirements.ts";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { type BrokenSession, brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { requestBreaches } from "../src/arbitraries/requests.ts";
import { responseBreaches } from "../src/arbitraries/responses.ts";
import { latin1FromBytes } from "../src/core/bytes/text.ts";
import { plainDeflate } from "../src/core/deflate/plain-deflate.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { compressionFor } from "../src/core/permessage-deflate/compression.ts";
import { DirectionWatch, type Seen } from "../src/oracle/direction-watch.ts";
import { judgedRequirements } from "../src/oracle/judged-requirements.ts";
import { depth } from "./checking/depth.ts";
import { exhaustive, property } from "./property.ts";

const start = 100;
const sixteenMebibytes = 16 * 1024 * 1024;

/** Everything seen of who sends a broken session, up to its Close frame. */
function seenIn({ role, agreed, limits, bytes }: BrokenSession, chunking: Chunking, turnBytes = defaultLimits.turnBytes): Seen[] {
  const watch = new DirectionWatch({
    sender: role === "client" ? "server" : "client",
    byteOffset: start,
    limits: { ...defaultLimits, ...limits, turnBytes },
    statusCodes: "iana-2026",
    keptBytesMax: sixteenMebibytes,
    inflater: agreed === null ? undefined : compressionFor(role, agreed, plainDeflate).inflater,
  });
  const all: Seen[] = [];
  for (const piece of cut(bytes.slice(), chunking)) {
    for (const seen of watch.read(piece)) {
      all.push(seen);
      if (seen.kind === "control" && seen.letter === "receive.close") return all;
    }
  }
  return all;
}

/** What was seen, in lines that are quickly compared. */
function lineOf(seen: Seen): string {
  if (seen.kind === "fault") return `fault ${JSON.stringify(seen)}`;
  if (seen.kind === "spoiled") return seen.kind;
  const { payload, ...rest } = seen;
  return `${JSON.stringify(rest)} ${latin1FromBytes(payload)}`;
}

const firstFault = (seen: readonly Seen[]) => seen.find(({ kind }) => kind === "fault");

for (const breach of frameBreaches) {
  const { name, requirement } = breach;

  property({
    title: `who watches a session with ${name} sees that first, at the byte that decides it, and the same however the stream is cut`,
    requires: [requirement, "ours/core/chunking-independent"],
    given: [brokenSessions(breach, { itemsMax: 3 * depth.length }), chunkings()],
    runs: 15,
    holds: (session, chunking) => {
      const whole = seenIn(session, [Number.MAX_SAFE_INTEGER]);
      const { closeCode, decidedAt } = session;
      expect(firstFault(whole)).toMatchObject({ failure: { requirement, closeCode, byteOffset: start + decidedAt } });
      expect(seenIn(session, chunking).map(lineOf).join("\n") === whole.map(lineOf).join("\n")).toBe(true);
    },
  });
}

const ofCompressedData = frameBreaches.filter(
  ({ name, requirement }) => requirement.startsWith("rfc7692/7") || name.includes("compressed"),
);

property({
  title: "in how many turns a compressed message is inflated changes nothing of what is seen, nor its order",
  requires: ["ours/core/bounded-turns", "ours/core/chunking-independent"],
  given: [
    fc.constantFrom(...ofCompressedData).chain((breach) => brokenSessions(breach, { itemsMax: 2 })),
    chunkings(),
    fc.integer({ min: 1, max: 2000 }),
  ],
  runs: 100,
  holds: (session, chunking, turnBytes) => {
    const inOneTurn = seenIn(session, chunking, Number.MAX_SAFE_INTEGER);
    expect(seenIn(session, chunking, turnBytes).map(lineOf)).toEqual(inOneTurn.map(lineOf));
  },
});

const broken = new Set([...frameBreaches, ...requestBreaches, ...responseBreaches].map((breach) => breach.requirement as string));
const judged = new Set(judgedRequirements.map(({ requirement }) => requirement as string));

exhaustive({
  title: "every requirement that each peer is held against is one that a generated session or head breaks",
  requires: ["ours/catalogue/every-keyword-accounted-for"],
  over: () => judgedRequirements,
  holds: ({ requirement }) => broken.has(requirement),
});

exhaustive({
  title: "every requirement that a peer can break by a frame is held against each peer, but for limits of ours",
  requires: ["ours/catalogue/every-keyword-accounted-for"],
  over: () => requirementIds.filter((id) => requirements[id].failsWith !== undefined && requirements[id].isLimit !== true),
  holds: (id) => judged.has(id),
});
