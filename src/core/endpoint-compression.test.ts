import { describe, expect, it } from "vitest";
import type { Role } from "../../spec/role.ts";
import { MisuseError } from "./blame.ts";
import { bytesFromLatin1, latin1FromBytes } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import type { ServerOptions } from "./endpoint-options.ts";
import { acceptKey } from "./opening/accept-key.ts";
import { ConnectionPair, type PairOptions } from "./testing/connection-pair.ts";
import { bytesOf, drain, eventsOf } from "./testing/drain.ts";
import { hex, toHex } from "./testing/hex.ts";
import { requestText, responseText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const repetitive = "compress me, compress me, compress me! ".repeat(40);

function openPair(options: PairOptions): ConnectionPair {
  const pair = new ConnectionPair(options);
  pair.deliver();
  return pair;
}

const writtenBy = (pair: ConnectionPair, side: Role) => bytesOf(pair.outputs[side]);
const parametersOf = (pair: ConnectionPair) => pair.events.client.flatMap((event) => (event.type === "open" ? [event.compression] : []));

/** A server that agreed to permessage-deflate with a client that offered it in this way. */
function compressingServer(offer: string, options: Partial<Omit<ServerOptions, "role">> = {}): { server: Endpoint; answer: string } {
  const server = new Endpoint({ role: "server", ports: seededPorts(), compression: {}, ...options });
  server.feed({ kind: "start" });
  server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText({ "Sec-WebSocket-Extensions": offer })) });
  server.feed({ kind: "accept" });
  return { server, answer: latin1FromBytes(bytesOf(drain(server))) };
}

const afterBytes = (endpoint: Endpoint, wire: string) => {
  endpoint.feed({ kind: "bytes", bytes: hex(wire) });
  return eventsOf(drain(endpoint));
};

// Masked with a key of zeros, so that the payload can be read.
const masked = (first: string, payload: string) => `${first} ${toHex(Uint8Array.of(0x80 + hex(payload).length))} 00 00 00 00 ${payload}`;

describe("permessage-deflate between two endpoints", () => {
  it.each([
    ["with contexts", {}, {}],
    ["without contexts", { offers: [{ serverNoContextTakeover: true, clientNoContextTakeover: true }] }, {}],
    ["with small windows", { offers: [{ serverMaxWindowBits: 8, clientMaxWindowBits: 9 }] }, {}],
    ["as the server wants it", {}, { clientNoContextTakeover: true, clientMaxWindowBits: 10 }],
  ])("7.2.1: sends fewer bytes %s, and the same messages arrive", (_name, client, server) => {
    const pair = openPair({ client: { compression: client }, server: { compression: server } });
    const before = writtenBy(pair, "client").length;
    for (const payload of [repetitive, `${repetitive}again`]) pair.client.feed({ kind: "message", format: "text", payload });
    pair.deliver();
    expect(pair.events.server.flatMap((event) => (event.type === "message" ? [latin1FromBytes(event.payload)] : []))).toEqual([
      repetitive,
      `${repetitive}again`,
    ]);
    expect(writtenBy(pair, "client").length - before).toBeLessThan(repetitive.length / 2);
  });

  it("7.1: tells the application what was agreed on", () => {
    const pair = openPair({ client: { compression: {} }, server: { compression: { serverMaxWindowBits: 12 } } });
    expect(parametersOf(pair)).toEqual([
      { serverNoContextTakeover: false, clientNoContextTakeover: false, serverMaxWindowBits: 12, clientMaxWindowBits: 15 },
    ]);
  });

  it("6.1: compresses a message sent in fragments as one, with RSV1 on its first frame only", () => {
    const pair = openPair({ client: { compression: {} }, server: { compression: {} } });
    pair.server.feed({ kind: "firstFragment", format: "text", payload: "Hel" });
    pair.server.feed({ kind: "ping", payload: hex("01") });
    pair.server.feed({ kind: "nextFragment", payload: "lo", last: true });
    const before = writtenBy(pair, "server").length;
    pair.deliver();
    const wire = writtenBy(pair, "server").subarray(before);
    expect((wire[0] as number) & 0xf0).toBe(0x40);
    expect(pair.events.client.map(({ type }) => type)).toEqual(["open", "ping", "message"]);
  });

  it("6: leaves short messages as they are, and takes them so", () => {
    const pair = openPair({ client: { compression: { thresholdBytes: 100 } }, server: { compression: {} } });
    const before = writtenBy(pair, "client").length;
    pair.client.feed({ kind: "message", format: "text", payload: "short" });
    pair.deliver();
    expect(writtenBy(pair, "client")[before]).toBe(0x81);
    expect(pair.events.server.at(-1)).toMatchObject({ type: "message", payload: bytesFromLatin1("short") });
  });

  it("5: goes on without compression where one side does not want it", () => {
    expect(parametersOf(openPair({ client: { compression: {} } }))).toEqual([null]);
    expect(parametersOf(openPair({ server: { compression: {} } }))).toEqual([null]);
  });
});

describe("a server with permessage-deflate", () => {
  it("7.2.3.1: reads the samples of RFC 7692, one after the other", () => {
    const { server, answer } = compressingServer("permessage-deflate");
    expect(answer).toContain("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
    const payloads = ["f2 48 cd c9 c9 07 00", "f2 00 11 00 00", "00 05 00 fa ff 48 65 6c 6c 6f 00", "f3 48 cd c9 c9 07 00 00"];
    for (const payload of payloads) {
      expect(afterBytes(server, masked("c1", payload))).toEqual([{ type: "message", format: "text", payload: bytesFromLatin1("Hello") }]);
    }
  });

  it("7.2.3.1: reads a compressed message in two fragments with a Ping between them", () => {
    const { server } = compressingServer("permessage-deflate");
    const wire = [masked("41", "f2 48 cd"), masked("89", ""), masked("80", "c9 c9 07 00")].join(" ");
    expect(afterBytes(server, wire).map(({ type }) => type)).toEqual(["ping", "message"]);
  });

  it.each([
    ["RSV1 on a fragment after the first", ["41 80 00 00 00 00", "c0 80 00 00 00 00"], "rfc7692/6.1/rsv1-on-first-frames-only", 1002],
    ["RSV1 on a Ping", ["c9 80 00 00 00 00"], "rfc7692/6.1/rsv1-on-first-frames-only", 1002],
    ["RSV2", ["a1 80 00 00 00 00"], "rfc6455/5.2/rsv-zero", 1002],
    ["a compressed message without payload", ["c1 80 00 00 00 00"], "rfc7692/7.2.1/ends-with-empty-stored-block", 1007],
    ["a block of a type that does not exist", ["c2 81 00 00 00 00 06"], "rfc7692/7.2.1/payload-is-deflate", 1007],
    ["text that is not UTF-8 once inflated", ["c1 87 00 00 00 00 00 01 00 fe ff ff 00"], "rfc6455/8.1/invalid-utf8-fails", 1007],
  ])("fails on %s", (_name, wire, requirement, closeCode) => {
    const { server } = compressingServer("permessage-deflate");
    expect(afterBytes(server, wire.join(" ")).at(-1)).toMatchObject({ type: "failed", failure: { requirement, closeCode } });
  });

  it.each([
    ["ends inside a character fails at its last byte", "00 01 00 fe ff c3 00", 6, "ends inside a UTF-8 character"],
    ["holds a byte that UTF-8 never has fails at that byte", "00 02 00 fd ff ff", 5, "is not UTF-8"],
    ["is not UTF-8 fails there, though there is a wrong block behind", "00 02 00 fd ff ff 41 06", 5, "is not UTF-8"],
    ["is not UTF-8 behind a wrong block fails at the block", "06 00 01 00 fe ff ff 00", 0, "of the reserved type"],
  ])("8.1: compressed text that %s", (_name, payload, position, detail) => {
    const { server } = compressingServer("permessage-deflate");
    const start = requestText({ "Sec-WebSocket-Extensions": "permessage-deflate" }).length + 6;
    const failure = { detail: expect.stringContaining(detail), byteOffset: start + position };
    expect(afterBytes(server, masked("c1", payload))).toMatchObject([{ type: "failed", failure }]);
  });

  it("5.6: compressed binary data need not be UTF-8", () => {
    const { server } = compressingServer("permessage-deflate");
    expect(afterBytes(server, masked("c2", "00 01 00 fe ff ff 00"))).toEqual([{ type: "message", format: "binary", payload: hex("ff") }]);
  });

  it("10.4: stops inflating at the limit on messages", () => {
    const { server } = compressingServer("permessage-deflate", { limits: { messageBytesMax: 4 } });
    expect(afterBytes(server, masked("c1", "f2 00 11 00 00"))).toMatchObject([{ type: "failed" }]);
    const another = compressingServer("permessage-deflate", { limits: { messageBytesMax: 7 } }).server;
    expect(afterBytes(another, masked("c1", "f2 48 cd c9 c9 07 00"))).toMatchObject([{ type: "message" }]);
  });

  it("5: declines an offer it cannot honour and takes the next one", () => {
    const { answer } = compressingServer("permessage-deflate; server_max_window_bits=16, permessage-deflate; server_no_context_takeover");
    expect(answer).toContain("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n");
  });
});

describe("a client with permessage-deflate", () => {
  it("7.1: fails on an answer that does not fit its offer", () => {
    const client = new Endpoint({ role: "client", ports: seededPorts(), resource: "/", host: "h", compression: {} });
    client.feed({ kind: "start" });
    const request = latin1FromBytes(bytesOf(drain(client)));
    expect(request).toContain("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
    const head = responseText({ "Sec-WebSocket-Extensions": "permessage-deflate; unknown" });
    const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(request)?.[1] as string;
    client.feed({ kind: "bytes", bytes: bytesFromLatin1(withAccept(head, key)) });
    const failure = { blame: "peer", requirement: "rfc7692/7/response-parameters", byteOffset: head.length - 1 };
    expect(eventsOf(drain(client))[0]).toMatchObject({ type: "refused", failure });
  });

  it("7.1.2: cannot be made with a window that cannot be", () => {
    const make = () =>
      new Endpoint({
        role: "client",
        ports: seededPorts(),
        resource: "/",
        host: "h",
        compression: { offers: [{ serverMaxWindowBits: 16 }] },
      });
    expect(make).toThrow(MisuseError);
  });
});

/** The head with the accept key that answers this key. */
function withAccept(head: string, key: string): string {
  return head.replace(/Sec-WebSocket-Accept: .*\r\n/, `Sec-WebSocket-Accept: ${acceptKey(key)}\r\n`);
}
