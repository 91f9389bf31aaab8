import { describe, expect, it } from "vitest";
import { Endpoint } from "./endpoint.ts";
import type { Input } from "./input.ts";
import { drain } from "./testing/drain.ts";
import { establishedClient, establishedServer } from "./testing/established.ts";
import { hex } from "./testing/hex.ts";
import { linesAfter, linesOf } from "./testing/lines-of.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const payload = hex("61");

/** What an endpoint wants done after a command that must be allowed. */
function linesFor(endpoint: Endpoint, command: Input): string[] {
  expect(endpoint.feed(command)).toBeUndefined();
  return linesOf(drain(endpoint));
}

const sends: readonly Input[] = [
  { kind: "message", format: "text", payload: "a" },
  { kind: "message", format: "binary", payload },
  { kind: "firstFragment", format: "text", payload: "a" },
  { kind: "firstFragment", format: "binary", payload },
  { kind: "nextFragment", payload, last: false },
  { kind: "nextFragment", payload, last: true },
  { kind: "ping", payload },
  { kind: "pong", payload },
  { kind: "close" },
];

describe("sending", () => {
  it("5.7: writes the examples that a server may send", () => {
    const server = establishedServer();
    expect(linesFor(server, { kind: "message", format: "text", payload: "Hello" })).toEqual(["write 81 05 48 65 6c 6c 6f"]);
    expect(linesFor(server, { kind: "firstFragment", format: "text", payload: "Hel" })).toEqual(["write 01 03 48 65 6c"]);
    expect(linesFor(server, { kind: "nextFragment", payload: "lo", last: true })).toEqual(["write 80 02 6c 6f"]);
    expect(linesFor(server, { kind: "ping", payload: hex("48 65 6c 6c 6f") })).toEqual(["write 89 05 48 65 6c 6c 6f"]);
    expect(linesFor(server, { kind: "pong", payload: hex("") })).toEqual(["write 8a 00"]);
    expect(linesFor(server, { kind: "message", format: "binary", payload: new Uint8Array(256) })[0]).toMatch(/^write 82 7e 01 00 00/);
  });

  it("5.3: a client takes a fresh masking key for each frame", () => {
    const asked: number[] = [];
    const { randomBytes } = seededPorts(3);
    const client = establishedClient({
      ports: {
        randomBytes: (length) => {
          asked.push(length);
          return randomBytes(length);
        },
      },
    });
    const [first] = linesFor(client, { kind: "message", format: "text", payload: "Hello" });
    const [second] = linesFor(client, { kind: "message", format: "text", payload: "Hello" });
    expect(asked).toEqual([16, 4, 4]);
    expect(first).toMatch(/^write 81 85 /);
    expect(second).not.toBe(first);
  });

  it("5.4: control frames may go between the fragments of a message", () => {
    const server = establishedServer();
    linesFor(server, { kind: "firstFragment", format: "binary", payload });
    expect(linesFor(server, { kind: "ping", payload: hex("") })).toEqual(["write 89 00"]);
    expect(linesFor(server, { kind: "pong", payload: hex("") })).toEqual(["write 8a 00"]);
    expect(linesFor(server, { kind: "nextFragment", payload: hex(""), last: true })).toEqual(["write 80 00"]);
  });

  it("5.6: text may be cut inside a character, and what is not text is refused without a trace", () => {
    const server = establishedServer();
    linesFor(server, { kind: "firstFragment", format: "text", payload: hex("e2 82") });
    expect(server.feed({ kind: "nextFragment", payload: hex("41"), last: true })).toMatchObject({
      requirement: "rfc6455/5.6/text-is-utf8",
    });
    expect(drain(server)).toEqual([]);
    expect(linesFor(server, { kind: "nextFragment", payload: hex("ac"), last: true })).toEqual(["write 80 01 ac"]);
  });
});

/** Feeds what must be refused: nothing may come of it. */
function answerTo(endpoint: Endpoint, command: Input): ReturnType<Endpoint["feed"]> {
  const before = endpoint.stateName;
  const answer = endpoint.feed(command);
  expect(endpoint.stateName).toBe(before);
  expect(drain(endpoint)).toEqual([]);
  return answer;
}

describe("what comes too late (ours/lifecycle/late-is-no-misuse)", () => {
  it.each(sends)("6.1: %j after the connection is closed", (command) => {
    const client = establishedClient();
    client.feed({ kind: "transportEnd" });
    drain(client);
    expect(answerTo(client, command)).toMatchObject({ blame: "nobody", requirement: "rfc6455/6.1/open-before-sending" });
  });

  it.each(sends)("5.5.1: %j after our own Close frame", (command) => {
    const client = establishedClient();
    linesFor(client, { kind: "close" });
    expect(answerTo(client, command)).toMatchObject({ blame: "nobody", requirement: "rfc6455/5.5.1/no-data-after-close" });
  });

  it.each(sends)("5.5.1: %j after the answer to the peer's Close frame", (command) => {
    const server = establishedServer();
    linesAfter(server, "88 80 00 00 00 00");
    expect(answerTo(server, command)).toMatchObject({ blame: "nobody", requirement: "rfc6455/5.5.1/no-data-after-close" });
  });
});

describe("a misuse", () => {
  function refused(endpoint: Endpoint, command: Input): string | undefined {
    const misuse = answerTo(endpoint, command);
    expect(misuse?.blame).toBe("caller");
    return misuse?.requirement;
  }

  it.each(sends)("6.1: %j before the connection is open", (command) => {
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    expect(refused(server, command)).toBe("rfc6455/6.1/open-before-sending");
  });

  it("5.4: continuing a message that has not begun", () => {
    expect(refused(establishedServer(), { kind: "nextFragment", payload, last: false })).toBe("rfc6455/5.4/continuation-follows-start");
    expect(refused(establishedServer(), { kind: "nextFragment", payload, last: true })).toBe("rfc6455/5.4/continuation-follows-start");
  });

  it("5.4: beginning a message inside a message, which can still be finished", () => {
    const server = establishedServer();
    linesFor(server, { kind: "firstFragment", format: "text", payload: hex("c3") });
    for (const command of sends.slice(0, 4)) expect(refused(server, command)).toBe("rfc6455/5.4/fragments-not-interleaved");
    expect(linesFor(server, { kind: "nextFragment", payload: hex("a9"), last: true })).toEqual(["write 80 01 a9"]);
  });

  it("5.5: a control frame of more than 125 bytes", () => {
    expect(refused(establishedServer(), { kind: "ping", payload: new Uint8Array(126) })).toBe("rfc6455/5.5/control-payload-125");
    expect(refused(establishedServer(), { kind: "close", reason: "x".repeat(124) })).toBe("rfc6455/5.5/control-payload-125");
  });

  it("7.4: a Close frame with a status code that must not be sent", () => {
    expect(refused(establishedServer(), { kind: "close", code: 1005 })).toBe("rfc6455/7.4.1/code-1005-not-sent");
    expect(refused(establishedClient(), { kind: "close", code: 1006 })).toBe("rfc6455/7.4.1/code-1006-not-sent");
    expect(refused(establishedClient(), { kind: "close", code: 1015 })).toBe("rfc6455/7.4.1/code-1015-not-sent");
    expect(refused(establishedClient({ statusCodes: "rfc6455" }), { kind: "close", code: 1012 })).toBe("rfc6455/7.4.2/code-in-use");
  });

  it("5.6: a text message that is not UTF-8", () => {
    expect(refused(establishedServer(), { kind: "message", format: "text", payload: hex("ff") })).toBe("rfc6455/5.6/text-is-utf8");
    expect(refused(establishedServer(), { kind: "firstFragment", format: "text", payload: hex("ff") })).toBe("rfc6455/5.6/text-is-utf8");
  });
});

describe("a command that is none", () => {
  it.each([undefined, null, 5, {}, [1000], new ArrayBuffer(2)])("ours: a payload that is %s leaves nothing behind", (wrong) => {
    const given = wrong as unknown as Uint8Array;
    for (const format of ["text", "binary"] as const) {
      const server = establishedServer();
      expect(server.feed({ kind: "firstFragment", format, payload: given })).toMatchObject({ requirement: "ours/options/checked" });
      expect(server.feed({ kind: "nextFragment", payload, last: true })).toMatchObject({ blame: "caller" });
      expect(drain(server)).toEqual([]);
      expect(linesFor(server, { kind: "message", format: "text", payload: "a" })).toEqual(["write 81 01 61"]);
    }
  });
});
