import { describe, expect, it } from "vitest";
import { Endpoint } from "./endpoint.ts";
import type { Output } from "./output.ts";
import { drain } from "./testing/drain.ts";
import { clientStart, establishedClient, establishedServer, serverStart } from "./testing/established.ts";
import { hex, toHex } from "./testing/hex.ts";
import { linesAfter, linesOf } from "./testing/lines-of.ts";

/** Randomness without any: the masking key becomes 00 00 00 00, so that what is masked can be read. */
const ports = { randomBytes: (length: number) => new Uint8Array(length) };

const asHex = (text: string): string => toHex(new Uint8Array(Buffer.from(text)));

describe("a server", () => {
  it("5.7: delivers the masked text message Hello, cut into two segments", () => {
    const server = establishedServer();
    expect(linesAfter(server, "81 85 37 fa")).toEqual([]);
    server.feed({ kind: "bytes", bytes: hex("21 3d 7f 9f 4d 51 58") });
    expect(drain(server)).toEqual([{ kind: "event", event: { type: "message", format: "text", payload: hex("48 65 6c 6c 6f") } }]);
  });

  it("5.1: fails an unmasked frame with 1002 and then shuts the transport", () => {
    expect(linesAfter(establishedServer(), "81 05 48 65 6c 6c 6f")).toEqual([
      `write 88 36 03 ea ${asHex("unmasked frame from a client (RFC 6455, section 5.1)")}`,
      "start closing timer of 10000 ms",
      `failed: rfc6455/5.1/client-frames-masked with 1002 at byte ${serverStart + 1}`,
      "shut",
    ]);
  });

  it("5.5.2: answers a Ping with its payload, and then tells the application", () => {
    expect(linesAfter(establishedServer(), "89 85 37 fa 21 3d 7f 9f 4d 51 58")).toEqual([
      "write 8a 05 48 65 6c 6c 6f",
      "ping 48 65 6c 6c 6f",
    ]);
  });

  it("5.5.3: answers nothing to a Pong nobody asked for", () => {
    expect(linesAfter(establishedServer(), "8a 80 00 00 00 00")).toEqual(["pong"]);
  });

  it("5.4: answers a Ping between fragments at once", () => {
    expect(linesAfter(establishedServer(), "01 81 00 00 00 00 61 89 80 00 00 00 00 80 81 00 00 00 00 62")).toEqual([
      "write 8a 00",
      "ping",
      "text message 61 62",
    ]);
  });
});

describe("a client", () => {
  it("5.7: delivers the unmasked messages of the examples", () => {
    const client = establishedClient();
    expect(linesAfter(client, "81 05 48 65 6c 6c 6f")).toEqual(["text message 48 65 6c 6c 6f"]);
    expect(linesAfter(client, "01 03 48 65 6c")).toEqual([]);
    expect(linesAfter(client, "80 02 6c 6f")).toEqual(["text message 48 65 6c 6c 6f"]);
    expect(linesAfter(client, `82 7e 01 00 ${"2a".repeat(256)}`)).toEqual([`binary message ${"2a ".repeat(256).trimEnd()}`]);
  });

  it("5.7: answers the unmasked Ping with a masked Pong", () => {
    const maskingKeys = ["00".repeat(16), "37 fa 21 3d"];
    const client = establishedClient({ ports: { randomBytes: () => hex(maskingKeys.shift() as string) } });
    expect(linesAfter(client, "89 05 48 65 6c 6c 6f")).toEqual(["write 8a 85 37 fa 21 3d 7f 9f 4d 51 58", "ping 48 65 6c 6c 6f"]);
  });

  it("5.1: fails a masked frame with 1002, and waits for the server to end the transport", () => {
    const client = establishedClient({ ports });
    expect(linesAfter(client, "81 85 37 fa 21 3d 7f 9f 4d 51 58")).toEqual([
      `write 88 b4 00 00 00 00 03 ea ${asHex("masked frame from a server (RFC 6455, section 5.1)")}`,
      "start closing timer of 10000 ms",
      `failed: rfc6455/5.1/server-frames-unmasked with 1002 at byte ${clientStart + 1}`,
    ]);
    expect(client.readyState).toBe("CLOSING");
  });

  it("5.4: blames a continuation without a message, by the position of the frame", () => {
    expect(linesAfter(establishedClient(), "81 00 80 01 61")).toContain(
      `failed: rfc6455/5.4/continuation-follows-start with 1002 at byte ${clientStart + 2}`,
    );
  });

  it("8.1: fails text that is not UTF-8 with 1007, inside the frame", () => {
    const client = establishedClient({ ports });
    expect(linesAfter(client, "81 7d 41 ff")).toEqual([
      expect.stringMatching(/^write 88 .* 03 ef /),
      "start closing timer of 10000 ms",
      `failed: rfc6455/8.1/invalid-utf8-fails with 1007 at byte ${clientStart + 3}`,
    ]);
  });

  it("8.1: asks the host about long texts", () => {
    const asked: number[] = [];
    const isUtf8 = (bytes: Uint8Array): boolean => asked.push(bytes.length) > 0;
    const client = establishedClient({ ports: { ...ports, isUtf8 } });
    linesAfter(client, `81 40 ${"41".repeat(64)}`);
    expect(asked).toEqual([64]);
  });
});

describe("limits", () => {
  it.each([
    ["82 05", { frameBytesMax: 4 }, "rfc6455/10.4/limits-protect", 1009, 1],
    ["02 04 01 02 03 04 80 01", { messageBytesMax: 4 }, "rfc6455/10.4/limits-protect", 1009, 7],
    ["02 00 80 00", { fragmentsMax: 1 }, "ours/limits/fragments", 1008, 3],
  ] as const)("10.4: %s with %j fails the connection", (wire, limits, requirement, closeCode, position) => {
    const client = establishedClient({ limits });
    expect(linesAfter(client, wire)).toContain(`failed: ${requirement} with ${closeCode} at byte ${clientStart + position}`);
    expect(client.readyState).toBe("CLOSING");
  });
});

describe("the order of things", () => {
  it("ours: what was complete before a violation is delivered first", () => {
    expect(linesAfter(establishedClient({ ports }), "81 01 61 89 00 82 01 62 ff ff").map((line) => line.split(":")[0])).toEqual([
      "text message 61",
      "write 8a 80 00 00 00 00",
      "ping",
      "binary message 62",
      expect.stringMatching(/^write 88/),
      "start closing timer of 10000 ms",
      "failed",
    ]);
  });

  it("ours: an answer to a message is written before the next byte is judged", () => {
    const client = establishedClient({ ports });
    client.feed({ kind: "bytes", bytes: hex("82 01 07 83") });
    const outputs: Output[] = [];
    for (let output = client.next(); output !== undefined; output = client.next()) {
      outputs.push(output);
      if (output.kind !== "event" || output.event.type !== "message") continue;
      expect(client.feed({ kind: "message", format: "binary", payload: output.event.payload })).toBeUndefined();
    }
    expect(linesOf(outputs).slice(0, 2)).toEqual(["binary message 07", "write 82 81 00 00 00 00 07"]);
    expect(linesOf(outputs).at(-1)).toContain("rfc6455/5.2/opcode-known");
  });

  it("ours: an application that closes in answer to a message has the violation after it treated as one after a close", () => {
    const client = establishedClient({ ports });
    client.feed({ kind: "bytes", bytes: hex("82 01 07 83") });
    client.next();
    client.feed({ kind: "close", code: 1001 });
    expect(linesOf(drain(client))).toEqual([
      "write 88 82 00 00 00 00 03 e9",
      "start closing timer of 10000 ms",
      `failed: rfc6455/5.2/opcode-known with 1002 at byte ${clientStart + 3}`,
    ]);
  });

  it("not calling next is backpressure: segments wait in order, however many come in the meantime", () => {
    const client = establishedClient();
    client.feed({ kind: "bytes", bytes: hex("82 01 01") });
    client.feed({ kind: "bytes", bytes: hex("82 01 02") });
    const first = client.next();
    client.feed({ kind: "bytes", bytes: hex("82 01 03") });
    expect(linesOf([first as Output, ...drain(client)])).toEqual(["binary message 01", "binary message 02", "binary message 03"]);
  });

  it("5.2: bytes are unmasked in place, in the array that was handed over", () => {
    const bytes = hex("82 84 37 fa 21 3d 37 fa 21 3d");
    const server = establishedServer();
    server.feed({ kind: "bytes", bytes });
    drain(server);
    expect(toHex(bytes)).toBe("82 84 37 fa 21 3d 00 00 00 00");
  });
});

describe("names of the state", () => {
  it("7.1.3: begins CONNECTING, for either role", () => {
    const server = new Endpoint({ role: "server", ports });
    expect([server.readyState, server.stateName]).toEqual(["CONNECTING", "unopened"]);
    server.feed({ kind: "start" });
    expect([server.readyState, server.stateName]).toEqual(["CONNECTING", "connecting"]);
    expect(new Endpoint({ role: "client", ports, resource: "/", host: "h" }).readyState).toBe("CONNECTING");
  });

  it("shows both directions once it is open", () => {
    const client = establishedClient();
    linesAfter(client, "01 00");
    expect(client.stateName).toBe("incoming.hearing.insideMessage outgoing.speaking.betweenMessages");
  });
});
