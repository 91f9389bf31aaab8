import { describe, expect, it } from "vitest";
import type { Role } from "../../spec/role.ts";
import { ConnectionPair, type PairOptions } from "./testing/connection-pair.ts";
import { lineOfEvent, linesOf } from "./testing/lines-of.ts";

function openPair(options: PairOptions = {}): ConnectionPair {
  const pair = new ConnectionPair(options);
  pair.deliver();
  expect([pair.client.readyState, pair.server.readyState]).toEqual(["OPEN", "OPEN"]);
  return pair;
}

const told = (pair: ConnectionPair): { readonly client: string[]; readonly server: string[] } => ({
  client: pair.events.client.map(lineOfEvent),
  server: pair.events.server.map(lineOfEvent),
});

describe.each([
  ["whole writes", {}],
  ["single bytes", { segmentBytesMax: 1 }],
])("a client and a server, over %s", (_, wires) => {
  it("4: open a connection and agree on a subprotocol", () => {
    const pair = openPair({ client: { subprotocols: ["chat", "superchat"] }, ...wires });
    expect(told(pair)).toEqual({ client: ["open"], server: ["request", "open"] });
    expect(pair.events.client[0]).toMatchObject({ subprotocol: "chat" });
    expect(pair.events.server[1]).toMatchObject({ subprotocol: "chat" });
  });

  it("6: exchange messages, fragments and pings", () => {
    const pair = openPair(wires);
    pair.client.feed({ kind: "message", format: "text", payload: "Hello" });
    pair.client.feed({ kind: "firstFragment", format: "binary", payload: Uint8Array.of(1) });
    pair.client.feed({ kind: "ping", payload: Uint8Array.of(7) });
    pair.client.feed({ kind: "nextFragment", payload: Uint8Array.of(2), last: true });
    pair.server.feed({ kind: "message", format: "binary", payload: new Uint8Array(300) });
    pair.deliver();
    expect(told(pair).server.slice(2)).toEqual(["text message 48 65 6c 6c 6f", "ping 07", "binary message 01 02"]);
    expect(told(pair).client.slice(1)).toEqual([`binary message ${"00 ".repeat(300).trimEnd()}`, "pong 07"]);
  });

  it.each(["client", "server"] as const)("7.1: close cleanly when the %s begins", (side) => {
    const pair = openPair(wires);
    pair[side].feed({ kind: "close", code: 1001, reason: "Bye" });
    pair.deliver();
    const other = side === "client" ? "server" : "client";
    expect(told(pair)[side].at(-1)).toBe('closed with 1001 "", clean');
    expect(told(pair)[other].at(-1)).toBe('closed with 1001 "Bye", clean');
  });

  it("7.1: close cleanly when both begin", () => {
    const pair = openPair(wires);
    pair.client.feed({ kind: "close", code: 4001 });
    pair.server.feed({ kind: "close", code: 4002 });
    pair.deliver();
    expect([told(pair).client.at(-1), told(pair).server.at(-1)]).toEqual(['closed with 4002 "", clean', 'closed with 4001 "", clean']);
  });

  it("5.5.1: the server is the one that ends the transport first", () => {
    const pair = openPair(wires);
    pair.client.feed({ kind: "close" });
    pair.deliver();
    const ends = (side: Role) => linesOf(pair.outputs[side]).filter((line) => /^(shut|closed|stop closing)/.test(line));
    expect(ends("server")).toEqual(["shut", 'closed with 1005 "", clean', "stop closing timer"]);
    expect(ends("client")).toEqual(["shut", 'closed with 1005 "", clean', "stop closing timer"]);
  });

  it("10.4: fail when one exceeds the other's limits, and the other hears why", () => {
    const pair = openPair({ server: { limits: { messageBytesMax: 3 } }, ...wires });
    pair.client.feed({ kind: "message", format: "text", payload: "Hello" });
    pair.deliver();
    expect(told(pair).server.slice(2)).toEqual([
      expect.stringMatching(/^failed: rfc6455\/10\.4\/limits-protect with 1009/),
      'closed with 1006 "", not clean',
    ]);
    const why = '1009 "a message of at least 5 bytes, where messageBytesMax is 3 (RFC 6455, section 10.4)"';
    expect(told(pair).client.slice(1)).toEqual([`closing with ${why}`, `closed with ${why}, clean`]);
  });

  it("4.2.2: end when the request is refused", () => {
    const pair = new ConnectionPair({ server: { limits: { headFieldsMax: 3 } }, ...wires });
    pair.deliver();
    expect(told(pair).client).toEqual([
      expect.stringMatching(/^refused: rfc6455\/4\.1\/response-status/),
      'closed with 1006 "", not clean',
    ]);
    expect(pair.events.client[0]).toMatchObject({ response: { status: 431 } });
    expect(told(pair).server).toEqual([expect.stringMatching(/^refused: ours\/limits\/head/), 'closed with 1006 "", not clean']);
  });
});
