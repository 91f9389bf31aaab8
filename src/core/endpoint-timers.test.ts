import { describe, expect, it } from "vitest";
import type { Role } from "../../spec/role.ts";
import { bytesFromLatin1 } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import type { Input } from "./input.ts";
import { drain, eventsOf } from "./testing/drain.ts";
import { establishedClient, establishedServer } from "./testing/established.ts";
import { linesAfter, linesOf } from "./testing/lines-of.ts";
import { requestText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const opening: Input = { kind: "timer", timer: "opening" };
const closing: Input = { kind: "timer", timer: "closing" };

function linesFor(endpoint: Endpoint, input: Input): string[] {
  expect(endpoint.feed(input)).toBeUndefined();
  return linesOf(drain(endpoint));
}

function started(role: Role): Endpoint {
  const common = { ports: seededPorts(), limits: { openingTimeoutMs: 250, closingTimeoutMs: 500 } };
  const endpoint = new Endpoint(role === "server" ? { role, ...common } : { role, resource: "/", host: "h", ...common });
  expect(linesFor(endpoint, { kind: "start" })[0]).toBe("start opening timer of 250 ms");
  return endpoint;
}

describe("the opening timer", () => {
  it.each(["client", "server"] as const)("ours: a %s whose handshake is not complete in time drops the transport", (role) => {
    const endpoint = started(role);
    endpoint.feed({ kind: "bytes", bytes: bytesFromLatin1(role === "server" ? "GET" : "HTTP") });
    endpoint.feed(opening);
    const outputs = drain(endpoint);
    expect(linesOf(outputs)).toEqual([
      `refused: ours/limits/opening-timeout at byte ${role === "server" ? 3 : 4}`,
      "drop",
      'closed with 1006 "", not clean',
    ]);
    expect(eventsOf(outputs)[0]).toMatchObject({ failure: { blame: "policy", detail: "no opening handshake within 250 ms" } });
    expect(endpoint.readyState).toBe("CLOSED");
  });

  it("ours: runs until the application has answered", () => {
    const server = started("server");
    server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText()) });
    drain(server);
    expect(linesFor(server, opening)).toContain("drop");
    expect(server.feed({ kind: "accept" })).toMatchObject({ requirement: "rfc6455/4.2.2/completes-the-steps" });
  });

  it("is nothing any more once the connection is open", () => {
    const client = establishedClient();
    expect(linesFor(client, opening)).toEqual([]);
    expect(client.readyState).toBe("OPEN");
  });
});

describe("the closing timer", () => {
  it("is nothing before a Close frame was sent", () => {
    const client = establishedClient();
    expect(linesFor(client, closing)).toEqual([]);
    expect(linesFor(started("client"), closing)).toEqual([]);
    expect(client.readyState).toBe("OPEN");
  });

  it("ours: a peer that never answers a Close frame is dropped", () => {
    const server = establishedServer({ limits: { closingTimeoutMs: 500 } });
    expect(linesFor(server, { kind: "close" })).toEqual(["write 88 00", "start closing timer of 500 ms"]);
    expect(linesFor(server, closing)).toEqual(["drop", 'closed with 1006 "", not clean']);
    expect(linesFor(server, closing)).toEqual([]);
  });

  it("7.1.1: a client does not wait for ever for the server to end the transport", () => {
    const client = establishedClient();
    linesAfter(client, "88 02 03 e8");
    expect(linesFor(client, closing)).toEqual(["drop", 'closed with 1000 "", clean']);
  });

  it("ours: a failed connection is dropped in the end", () => {
    const client = establishedClient();
    linesAfter(client, "83 00");
    expect(linesFor(client, closing)).toEqual(["drop", 'closed with 1006 "", not clean']);
  });

  it("ours: a refused handshake is dropped in the end", () => {
    const server = started("server");
    server.feed({ kind: "bytes", bytes: bytesFromLatin1("GET\r\n\r\n") });
    expect(linesOf(drain(server))).toContain("start closing timer of 500 ms");
    expect(linesFor(server, closing)).toEqual(["drop", 'closed with 1006 "", not clean']);
  });
});
