import { once } from "node:events";
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import type { TransportEnd } from "../core/transport.ts";
import { loopbackIdentity } from "./loopback-identity.ts";
import { SocketTransport } from "./socket-transport.ts";
import { listenTcp, openTransport } from "./tcp.ts";

const { key, cert } = await loopbackIdentity();
const host = "127.0.0.1";

async function listen(
  tlsTimeoutMs: number,
  onSocket: (socket: Socket) => void = (socket) => socket.resume(),
  onTlsFault?: (why: string) => void,
): Promise<number> {
  const server = await listenTcp({ host, port: 0, tls: { key, cert }, tlsTimeoutMs, onTlsFault }, onSocket);
  onTestFinished(() => server.close());
  return server.port;
}

/** A client of TCP that reads, and whose side stays open until it ends it. */
async function dial(port: number): Promise<Socket> {
  const client = connectTcp({ host, port, allowHalfOpen: true });
  client.on("error", () => undefined);
  client.resume();
  await once(client, "connect");
  return client;
}

/** Each open TCP socket of this process, on either side, has one descriptor. */
const descriptors = (): number => process.getActiveResourcesInfo().filter((resource) => resource === "TCPSocketWrap").length;

describe("a TLS handshake that comes to nothing (ours/limits/opening-timeout)", () => {
  it("gives the descriptor back as soon as the client has left", async () => {
    const port = await listen(60_000);
    const before = descriptors();
    const leave = async () => {
      const client = await dial(port);
      client.end();
      await once(client, "close");
    };
    await Promise.all(Array.from({ length: 20 }, leave));
    expect(descriptors()).toBe(before);
  });

  it("is ended when its time is over, however much of it has come", async () => {
    const port = await listen(50);
    const client = await dial(port);
    client.write(Buffer.from("16030100c8010000c40303", "hex"));
    await once(client, "end");
    client.destroy();
  });

  it("is ended at once where what comes is no TLS", async () => {
    const port = await listen(60_000);
    const client = await dial(port);
    client.write("GET / HTTP/1.1\r\n\r\n");
    await once(client, "end");
    client.destroy();
  });

  it("is told of where TLS says why, and not where the client has just left", async () => {
    const told: string[] = [];
    const port = await listen(60_000, undefined, (why) => told.push(why));
    const leaver = await dial(port);
    leaver.end();
    await once(leaver, "close");
    const client = await dial(port);
    client.write("GET / HTTP/1.1\r\n\r\n");
    await once(client, "end");
    client.destroy();
    expect(told).toEqual(["TLS: http request"]);
  });
});

describe("a socket inside TLS", () => {
  it("as a transport tells why TLS gave it up", async () => {
    let tell: (end: TransportEnd) => void;
    const ended = new Promise<TransportEnd>((resolve) => {
      tell = resolve;
    });
    const port = await listen(60_000, (socket) => {
      new SocketTransport(socket).listen({ onBytes: () => undefined, onEnd: tell });
      spoiled.write("no record of TLS");
    });
    const spoiled = await dial(port);
    // Between the two sides, so that something else can be put among the records of TLS.
    const between = createServer((socket) => socket.pipe(spoiled, { end: false }).pipe(socket)).listen(0, host);
    onTestFinished(() => void between.close());
    await once(between, "listening");
    const secured = connectTls({ port: (between.address() as AddressInfo).port, host, rejectUnauthorized: false });
    secured.on("error", () => undefined);
    expect(await ended).toEqual({ how: "fault", why: "TLS: wrong version number" });
    secured.destroy();
  });

  it("may still be written to when the peer has ended its side", async () => {
    const port = await listen(60_000, (socket) => {
      socket.resume();
      socket.on("end", () => setImmediate(() => socket.end("said after the end of the peer")));
    });
    const client = await openTransport({ host, port, secure: true }, { timeoutMs: 60_000, verifyCertificate: false });
    client.end();
    const [bytes] = (await once(client, "data")) as [Buffer];
    expect(bytes.toString()).toBe("said after the end of the peer");
    client.destroy();
  });
});

describe("a certificate or key that cannot be used", () => {
  it.each([
    [{ key: "", cert }, /tls\.key is empty; expected the text of a PEM file/],
    [{ key, cert: "" }, /tls\.cert is empty/],
    [{ key, cert: "what is this" }, /tls\.cert is not PEM/],
    [{ key } as { key: string; cert: string }, /tls\.cert is undefined/],
    [{ key, cert: "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----" }, /the certificate or its key cannot be used: /],
  ])("is refused before anybody is served", async (tls, reason) => {
    await expect(listenTcp({ host, port: 0, tls }, () => undefined)).rejects.toThrow(reason);
  });
});
