import fc from "fast-check";
import { expect } from "vitest";
import { frameBreaches } from "../src/arbitraries/breaches.ts";
import { brokenSessions } from "../src/arbitraries/broken-sessions.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { Connection } from "../src/core/connection/connection.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { agreedEndpoint } from "./adapters/established-endpoint.ts";
import { doneBy } from "./adapters/told.ts";
import { property } from "./property.ts";

property({
  title: "a connection that begins open does what an endpoint does behind its opening handshake, to its end",
  requires: ["ours/core/begins-open"],
  given: [fc.constantFrom(...frameBreaches).chain((breach) => brokenSessions(breach)), chunkings(), fc.boolean()],
  runs: 300,
  holds: (session, chunking, closes) => {
    const { role, agreed, bytes, limits } = session;
    const { endpoint, start } = agreedEndpoint(session);
    const opened = { role, subprotocol: null, compression: agreed, byteOffset: start };
    const connection = new Connection(opened, { ports: seededPorts(), ...(limits === null ? {} : { limits }) });
    for (const side of [endpoint, connection]) if (closes) side.feed({ kind: "close", code: 1000 });

    const ends = (side: Connection | typeof endpoint): unknown[] => {
      const segments = cut(bytes.slice(), chunking);
      const done = doneBy(side, role, segments);
      return [...done, side.readyState, side.stateName, side.feed({ kind: "transportEnd" }), ...doneBy(side, role, [new Uint8Array(1)])];
    };
    expect(ends(connection)).toEqual(ends(endpoint));
    expect(connection.feed({ kind: "ping", payload: new Uint8Array(0) })).toMatchObject({ blame: "nobody" });
  },
});
