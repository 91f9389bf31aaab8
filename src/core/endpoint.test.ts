import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { bytesFromLatin1, latin1FromBytes } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import type { Output } from "./output.ts";

const ports = { randomBytes: (n: number) => new Uint8Array(randomBytes(n)) };
const request = [
  "GET /chat HTTP/1.1",
  "Host: server.example.com",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version: 13",
  "",
  "",
].join("\r\n");

function drain(endpoint: Endpoint): Output[] {
  const outputs: Output[] = [];
  for (let output = endpoint.next(); output !== undefined; output = endpoint.next()) outputs.push(output);
  return outputs;
}

function establishedServer(): Endpoint {
  const server = new Endpoint({ role: "server", ports });
  server.feed({ kind: "start" });
  server.feed({ kind: "bytes", bytes: bytesFromLatin1(request) });
  server.feed({ kind: "accept" });
  drain(server);
  return server;
}

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

describe("a server", () => {
  it("4.2.2: accepts the request of section 1.3 with the accept key printed there", () => {
    const server = new Endpoint({ role: "server", ports });
    server.feed({ kind: "start" });
    server.feed({ kind: "bytes", bytes: bytesFromLatin1(request) });
    server.feed({ kind: "accept" });
    const written = drain(server).flatMap((output) => (output.kind === "write" ? [latin1FromBytes(output.bytes)] : []));
    expect(written.join("")).toContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    expect(server.readyState).toBe("OPEN");
  });

  it("5.7: delivers the masked text message Hello, cut into two segments", () => {
    const server = establishedServer();
    server.feed({ kind: "bytes", bytes: hex("81 85 37 fa") });
    expect(drain(server)).toEqual([]);
    server.feed({ kind: "bytes", bytes: hex("21 3d 7f 9f 4d 51 58") });
    expect(drain(server)).toEqual([
      { kind: "event", event: { type: "message", format: "text", payload: Uint8Array.from(Buffer.from("Hello")) } },
    ]);
  });

  it("5.1: fails an unmasked frame with 1002 and then shuts the transport", () => {
    const server = establishedServer();
    server.feed({ kind: "bytes", bytes: hex("81 05 48 65 6c 6c 6f") });
    const outputs = drain(server);
    expect(outputs.map((output) => output.kind)).toEqual(["write", "startTimer", "event", "shut"]);
    expect(outputs[2]).toMatchObject({ event: { type: "failed", failure: { requirement: "rfc6455/5.1/client-frames-masked", closeCode: 1002 } } });
  });
});

describe("a client", () => {
  it("4.1: opens on the right accept key and reads frames that came with the answer", () => {
    const client = new Endpoint({ role: "client", ports, host: "localhost", resource: "/" });
    client.feed({ kind: "start" });
    const sent = drain(client).flatMap((output) => (output.kind === "write" ? [latin1FromBytes(output.bytes)] : [])).join("");
    const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(sent)?.[1];
    const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
    client.feed({ kind: "bytes", bytes: Uint8Array.from([...bytesFromLatin1(head), 0x82, 0x01, 0x07]) });
    expect(drain(client).filter((output) => output.kind === "event").map((output) => output.event.type)).toEqual(["open", "message"]);
  });
});
