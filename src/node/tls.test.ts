import { once } from "node:events";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { loopbackIdentity } from "./loopback-identity.ts";
import { type Address, openTransport } from "./tcp.ts";

const { key, cert } = await loopbackIdentity();

/** Listens on a free port until the test is over. */
async function listen(server: Server): Promise<Address> {
  onTestFinished(() => void server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { host: "localhost", port: (server.address() as { readonly port: number }).port, secure: true };
}

describe("a secure transport", () => {
  it("4.1: carries bytes inside TLS, under the name of the host (rfc6455/10.6/supports-tls, rfc6455/4.1/server-name-indication)", async () => {
    const server = createServer({ key, cert });
    const address = await listen(server);
    const connected = once(server, "secureConnection") as Promise<[TLSSocket]>;
    const client = await openTransport(address, { timeoutMs: 5000, verifyCertificate: false });
    const [accepted] = await connected;
    client.write("GET");
    const [received] = (await once(accepted, "data")) as [Buffer];
    expect([accepted.servername, received.toString()]).toEqual(["localhost", "GET"]);
    accepted.destroy();
    client.destroy();
  });

  it("4.1: begins with TLS, not with a request (rfc6455/4.1/tls-before-handshake)", async () => {
    const server = createTcpServer();
    const address = await listen(server);
    const connected = once(server, "connection") as Promise<[Socket]>;
    const opening = openTransport(address, { timeoutMs: 5000, verifyCertificate: true });
    const [accepted] = await connected;
    const [received] = (await once(accepted, "data")) as [Buffer];
    // The content type of a TLS record that belongs to a handshake.
    expect(received[0]).toBe(22);
    accepted.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    await expect(opening).rejects.toThrow(/cannot connect to localhost/);
  });

  it("4.1: is not opened under a certificate that nobody has vouched for (rfc6455/4.1/tls-before-handshake)", async () => {
    const server = createServer({ key, cert });
    server.on("tlsClientError", () => undefined);
    const address = await listen(server);
    const received: Buffer[] = [];
    server.on("secureConnection", (socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (bytes: Buffer) => received.push(bytes));
    });
    await expect(openTransport(address, { timeoutMs: 5000, verifyCertificate: true })).rejects.toThrow(/self-signed/);
    expect(received).toEqual([]);
  });
});
