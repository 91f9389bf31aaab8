import { describe, expect, it } from "vitest";
import type { Endpoint } from "./endpoint.ts";
import type { Input } from "./input.ts";
import { drain } from "./testing/drain.ts";
import { clientStart, establishedClient, establishedServer, serverStart } from "./testing/established.ts";
import { linesAfter, linesOf } from "./testing/lines-of.ts";

/** Randomness without any, so that what is masked can be read. */
const ports = { randomBytes: (length: number) => new Uint8Array(length) };

function linesFor(endpoint: Endpoint, input: Input): string[] {
  expect(endpoint.feed(input)).toBeUndefined();
  return linesOf(drain(endpoint));
}

const timer = "start closing timer of 10000 ms";

describe("the closing handshake, begun by the peer", () => {
  it("5.5.1: a server echoes the code, shuts the transport at once, and is closed when the client's side ends", () => {
    const server = establishedServer();
    expect(linesAfter(server, "88 85 37 fa 21 3d 34 13 63 44 52")).toEqual(["write 88 02 03 e9", timer, 'closing with 1001 "Bye"', "shut"]);
    expect(server.readyState).toBe("CLOSING");
    expect(linesFor(server, { kind: "transportEnd" })).toEqual(['closed with 1001 "Bye", clean', "stop closing timer"]);
    expect(server.readyState).toBe("CLOSED");
  });

  it("5.5.1: a client echoes the code and waits for the server to end the transport", () => {
    const client = establishedClient({ ports });
    expect(linesAfter(client, "88 02 03 e8")).toEqual(["write 88 82 00 00 00 00 03 e8", timer, 'closing with 1000 ""']);
    expect(linesFor(client, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1000 "", clean', "stop closing timer"]);
  });

  it("7.1.5: an empty body is answered with an empty one, and is 1005", () => {
    const server = establishedServer();
    expect(linesAfter(server, "88 80 00 00 00 00")).toEqual(["write 88 00", timer, 'closing with 1005 ""', "shut"]);
    expect(linesFor(server, { kind: "transportEnd" })).toContain('closed with 1005 "", clean');
  });

  it("5.4: may come inside a fragmented message, on either side", () => {
    const server = establishedServer();
    linesFor(server, { kind: "firstFragment", format: "text", payload: "a" });
    linesAfter(server, "01 80 00 00 00 00");
    expect(linesAfter(server, "88 80 00 00 00 00")).toEqual(["write 88 00", timer, 'closing with 1005 ""', "shut"]);
  });

  it("5.5.1: what comes after the Close frame is dropped, and a Ping there is not answered", () => {
    const client = establishedClient({ ports });
    expect(linesAfter(client, "88 00 89 00 81 01 61 ff")).toEqual(["write 88 80 00 00 00 00", timer, 'closing with 1005 ""']);
    expect(linesAfter(client, "89 00")).toEqual([]);
  });
});

describe("the closing handshake, begun by us", () => {
  it("7.1.2: a server sends code and reason, and shuts when the answer comes", () => {
    const server = establishedServer();
    expect(linesFor(server, { kind: "close", code: 1001, reason: "Bye" })).toEqual(["write 88 05 03 e9 42 79 65", timer]);
    expect(server.readyState).toBe("CLOSING");
    expect(linesAfter(server, "88 82 00 00 00 00 03 e9")).toEqual(["shut"]);
    expect(linesFor(server, { kind: "transportEnd" })).toEqual(['closed with 1001 "", clean', "stop closing timer"]);
  });

  it("7.1.1: a client waits for the server to end the transport even then", () => {
    const client = establishedClient({ ports });
    expect(linesFor(client, { kind: "close" })).toEqual(["write 88 80 00 00 00 00", timer]);
    expect(linesAfter(client, "88 00")).toEqual([]);
    expect(linesFor(client, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1005 "", clean', "stop closing timer"]);
  });

  it("5.5.2: a Ping that comes before the peer's Close frame is still answered", () => {
    const server = establishedServer();
    linesFor(server, { kind: "close" });
    expect(linesAfter(server, "89 81 00 00 00 00 07")).toEqual(["write 8a 01 07", "ping 07"]);
    expect(linesAfter(server, "8a 80 00 00 00 00")).toEqual(["pong"]);
  });

  it("7.1.2: messages that the peer had begun to send are still delivered", () => {
    const client = establishedClient({ ports });
    linesAfter(client, "01 01 61");
    linesFor(client, { kind: "close" });
    expect(linesAfter(client, "80 01 62 82 01 07")).toEqual(["text message 61 62", "binary message 07"]);
  });

  it("7.1.7: a violation after our own Close frame is told, but no second Close frame is sent", () => {
    const server = establishedServer();
    linesFor(server, { kind: "close" });
    expect(linesAfter(server, "80 80 00 00 00 00")).toEqual([
      `failed: rfc6455/5.4/continuation-follows-start with 1002 at byte ${serverStart}`,
      "shut",
    ]);
    expect(linesFor(server, { kind: "transportEnd" })).toEqual(['closed with 1006 "", not clean', "stop closing timer"]);
  });

  it("7.1.5: when both begin at once, each side's code is the one the other sent", () => {
    const client = establishedClient({ ports });
    const server = establishedServer();
    linesFor(client, { kind: "close", code: 4001 });
    linesFor(server, { kind: "close", code: 4002 });
    expect(linesAfter(client, "88 02 0f a2")).toEqual([]);
    expect(linesAfter(server, "88 82 00 00 00 00 0f a1")).toEqual(["shut"]);
    expect(linesFor(server, { kind: "transportEnd" })).toContain('closed with 4001 "", clean');
    expect(linesFor(client, { kind: "transportEnd" })).toContain('closed with 4002 "", clean');
  });
});

describe("a bad Close frame", () => {
  it.each([
    ["88 81 00 00 00 00 03", "rfc6455/5.5.1/body-begins-with-code", 1002, 1],
    ["88 82 00 00 00 00 03 ec", "rfc6455/7.4.2/code-in-use", 1002, 7],
    ["88 82 00 00 00 00 03 ee", "rfc6455/7.4.1/code-1006-not-sent", 1002, 7],
    ["88 83 00 00 00 00 03 e8 ff", "rfc6455/8.1/invalid-utf8-fails", 1007, 8],
  ])("5.5.1: %s is a violation and not a Close frame", (wire, requirement, closeCode, position) => {
    const server = establishedServer();
    expect(linesAfter(server, wire).slice(1)).toEqual([
      timer,
      `failed: ${requirement} with ${closeCode} at byte ${serverStart + position}`,
      "shut",
    ]);
    expect(linesFor(server, { kind: "transportEnd" })).toContain('closed with 1006 "", not clean');
  });

  it("7.4.2: which codes are bad depends on the list in force", () => {
    expect(linesAfter(establishedServer({ statusCodes: "iana-2026" }), "88 82 00 00 00 00 03 f6")[0]).toBe("write 88 02 03 f6");
    expect(linesAfter(establishedServer({ statusCodes: "rfc6455" }), "88 82 00 00 00 00 03 f6")[0]).toMatch(/^write 88 .. 03 ea/);
  });
});

describe("failing", () => {
  it("7.1.7: nothing more is read, not even a Close frame", () => {
    const client = establishedClient({ ports });
    expect(linesAfter(client, "83 00 88 02 03 e8").at(-1)).toBe(`failed: rfc6455/5.2/opcode-known with 1002 at byte ${clientStart}`);
    expect(linesAfter(client, "88 02 03 e8")).toEqual([]);
    expect(linesFor(client, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1006 "", not clean', "stop closing timer"]);
  });

  it("7.1.7: what was to be sent is refused from then on", () => {
    const client = establishedClient({ ports });
    linesAfter(client, "83 00");
    expect(client.feed({ kind: "ping", payload: new Uint8Array(0) })).toMatchObject({ requirement: "rfc6455/5.5.1/no-data-after-close" });
  });
});

describe("the end of the transport", () => {
  it("7.1.5: without any Close frame, the code is 1006", () => {
    for (const endpoint of [establishedServer(), establishedClient()]) {
      expect(linesFor(endpoint, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1006 "", not clean']);
      expect(endpoint.readyState).toBe("CLOSED");
    }
  });

  it("7.1.4: after only one Close frame, the closing was not clean", () => {
    const server = establishedServer();
    linesFor(server, { kind: "close", code: 1001 });
    expect(linesFor(server, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1006 "", not clean', "stop closing timer"]);
  });

  it("7.2.1: inside a frame, the message is lost", () => {
    const client = establishedClient();
    expect(linesAfter(client, "81 05 48 65")).toEqual([]);
    expect(linesFor(client, { kind: "transportEnd" })).toEqual(["shut", 'closed with 1006 "", not clean']);
  });

  it("comes once: what is fed to a closed endpoint is nothing", () => {
    const client = establishedClient();
    linesFor(client, { kind: "transportEnd" });
    expect(linesFor(client, { kind: "transportEnd" })).toEqual([]);
    expect(linesAfter(client, "81 05 48 65 6c 6c 6f")).toEqual([]);
    expect(linesFor(client, { kind: "timer", timer: "closing" })).toEqual([]);
  });
});
