import { expect } from "vitest";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { writtenHead } from "../src/arbitraries/heads.ts";
import { brokenRequests, brokenResponses } from "../src/arbitraries/published-heads.ts";
import { headLimits, requestBreaches, requests } from "../src/arbitraries/requests.ts";
import { answerTo, type ClientOffer, clientOffers, responseBreaches, responses } from "../src/arbitraries/responses.ts";
import { bytesFromLatin1, latin1FromBytes } from "../src/core/bytes/text.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import { bytesOf, drain } from "../src/core/testing/drain.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { property } from "./property.ts";

const after = Uint8Array.of(0x81, 0x00, 0x0d, 0x0a);

function startedServer(): Endpoint {
  const server = new Endpoint({ role: "server", ports: seededPorts(), limits: headLimits, compression: {} });
  server.feed({ kind: "start" });
  drain(server);
  return server;
}

function startedClient({ subprotocols, deflate }: ClientOffer): { readonly client: Endpoint; readonly key: string } {
  const client = new Endpoint({
    role: "client",
    ports: seededPorts(),
    limits: headLimits,
    resource: "/chat",
    host: "server.example.com",
    subprotocols,
    ...(deflate === null ? {} : { compression: { offers: [deflate] } }),
  });
  client.feed({ kind: "start" });
  const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(latin1FromBytes(bytesOf(drain(client))))?.[1] ?? "";
  return { client, key };
}

/** What an endpoint did about bytes of an opening handshake: statuses written, and events with who is blamed for what. */
function doneBy(endpoint: Endpoint, segments: readonly Uint8Array[]): string[] {
  return segments.flatMap((bytes) => {
    endpoint.feed({ kind: "bytes", bytes });
    return drain(endpoint).flatMap((output): string[] => {
      if (output.kind === "write") return [latin1FromBytes(output.bytes).slice(0, 12)];
      if (output.kind !== "event") return [];
      const { event } = output;
      if (event.type !== "refused" || event.failure === null) return [event.type];
      const { blame, requirement, closeCode, byteOffset } = event.failure;
      return [`refused ${blame} ${requirement} ${closeCode} at byte ${byteOffset}`];
    });
  });
}

function expectRefusal(start: () => Endpoint, bytes: Uint8Array, decidedAt: number, chunking: Chunking, refusal: readonly string[]): void {
  expect(doneBy(start(), cut(bytes, chunking))).toEqual(refusal);
  const endpoint = start();
  expect(doneBy(endpoint, cut(bytes.slice(0, decidedAt), chunking))).toEqual([]);
  expect(doneBy(endpoint, [bytes.slice(decidedAt, decidedAt + 1)])).toEqual(refusal);
  expect(doneBy(endpoint, cut(bytes.slice(decidedAt + 1), chunking))).toEqual([]);
}

const refused = (requirement: string, blamedAt: number): string =>
  `refused ${requirement === "ours/limits/head" ? "policy" : "peer"} ${requirement} 1006 at byte ${blamedAt}`;

property({
  title: "a legal request is handed to the application, however it is written and cut",
  requires: ["rfc9110/7.6.1/connection-options", "rfc9110/5.6.1/empty-list-elements", "ours/core/chunking-independent"],
  given: [requests(), chunkings()],
  holds: (head, chunking) => {
    expect(doneBy(startedServer(), cut(bytesFromLatin1(writtenHead(head)), chunking))).toEqual(["request"]);
  },
});

property({
  title: "a legal answer opens the connection, however it is written and cut",
  requires: ["rfc6455/4.1/validates-response", "rfc9110/7.6.1/connection-options", "ours/core/chunking-independent"],
  given: [clientOffers().chain((offer) => responses(offer).map((head) => ({ offer, head }))), chunkings()],
  holds: ({ offer, head }, chunking) => {
    const { client, key } = startedClient(offer);
    expect(doneBy(client, cut(answerTo(key, writtenHead(head)), chunking))).toEqual(["open"]);
  },
});

for (const breach of requestBreaches) {
  property({
    title: `a request with ${breach.name} is refused with ${breach.status} at the byte that decides it`,
    requires: [breach.requirement, "rfc6455/4.2.1/malformed-request-refused", "ours/core/chunking-independent"],
    given: [brokenRequests(breach), chunkings()],
    runs: 30,
    holds: ({ text, decidedAt, blamedAt = decidedAt, requirement, status }, chunking) => {
      const bytes = Uint8Array.from([...bytesFromLatin1(text), ...after]);
      expectRefusal(startedServer, bytes, decidedAt, chunking, [`HTTP/1.1 ${status}`, refused(requirement, blamedAt)]);
    },
  });
}

for (const breach of responseBreaches) {
  property({
    title: `an answer with ${breach.name} opens no connection, from the byte that decides it`,
    requires: [breach.requirement, "rfc6455/4.1/validates-response", "ours/core/chunking-independent"],
    given: [brokenResponses(breach, clientOffers()), chunkings()],
    runs: 30,
    holds: ({ text, decidedAt, blamedAt = decidedAt, requirement, offer }, chunking) => {
      const { key } = startedClient(offer);
      const bytes = Uint8Array.from([...answerTo(key, text), ...after]);
      expectRefusal(() => startedClient(offer).client, bytes, decidedAt, chunking, [refused(requirement, blamedAt)]);
    },
  });
}
