import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { loopbackIdentity } from "./loopback-identity.ts";
import { type RelayOptions, startRelay } from "./relay.ts";
import type { Listening } from "./tcp.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serving(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

interface Relayed {
  readonly relay: Listening;
  readonly seen: string[];
  readonly refused: string[];
  readonly over: Promise<void>;
}

async function relaying(port: number, changes: Partial<RelayOptions> = {}): Promise<Relayed> {
  const seen: string[] = [];
  const refused: string[] = [];
  let onOver = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    onOver = resolve;
  });
  const relay = await startRelay({
    host: "127.0.0.1",
    port: 0,
    target: { host: "127.0.0.1", port, secure: false },
    verifyCertificate: false,
    onConnection: () => ({
      onBytes: (from, bytes) => seen.push(`${from} ${Buffer.from(bytes).toString("latin1")}`),
      onEnd: (from, how) => seen.push(`${from} ${how}`),
      onClosed: onOver,
    }),
    onRefused: (why) => {
      refused.push(why);
      onOver();
    },
    ...changes,
  });
  closing.push(relay.close);
  return { relay, seen, refused, over };
}

const all = async (socket: Socket): Promise<Buffer> => {
  const heard: Buffer[] = [];
  socket.on("data", (bytes: Buffer) => heard.push(bytes));
  await once(socket, "end");
  return Buffer.concat(heard);
};

describe("a relay", () => {
  it("passes bytes on unchanged in both directions, and a FIN as a FIN", async () => {
    const port = await serving(createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)));
    const { relay, seen, over } = await relaying(port);
    const client = connect({ port: relay.port, host: "127.0.0.1", allowHalfOpen: true });
    const sent = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * 31) % 251));
    const heard = all(client);
    client.end(sent);
    expect((await heard).equals(sent)).toBe(true);
    await over;
    expect(seen.filter((line) => line.endsWith(" fin"))).toEqual(["client fin", "server fin"]);
    for (const from of ["client", "server"]) {
      const passed = seen
        .filter((line) => line.startsWith(`${from} `) && !line.endsWith(" fin"))
        .map((line) => line.slice(from.length + 1))
        .join("");
      expect(Buffer.from(passed, "latin1").equals(sent)).toBe(true);
    }
  });

  it("stops a writer whose reader does not read", async () => {
    const readers: Socket[] = [];
    const port = await serving(
      createServer((socket) => {
        socket.once("data", (first) => {
          if (first.toString("latin1", 0, 4) === "echo") socket.on("data", (bytes) => socket.write(bytes)).write(first);
          else readers.push(socket.pause());
        });
      }),
    );
    const { relay } = await relaying(port);
    const writer = connect(relay.port, "127.0.0.1");
    let isTaken = false;
    const taken = new Promise<void>((resolve) => {
      writer.write(Buffer.alloc(256 << 20), () => {
        isTaken = true;
        resolve();
      });
    });
    // Long enough for all of it to pass, if it could.
    const other = connect(relay.port, "127.0.0.1");
    for (let i = 0; i < 3000; i++) {
      other.write("echo");
      await once(other, "data");
    }
    expect(isTaken).toBe(false);
    for (const reader of readers) reader.resume();
    await taken;
    for (const socket of [writer, other, ...readers]) socket.destroy();
  });

  it("passes a reset on", async () => {
    const port = await serving(createServer((socket) => socket.once("data", () => socket.resetAndDestroy())));
    const { relay, seen, over } = await relaying(port);
    const client = connect(relay.port, "127.0.0.1");
    client.on("error", () => undefined);
    client.write("x");
    await new Promise((resolve) => client.once("close", resolve));
    await over;
    expect(seen).toEqual(["client x", "server reset", expect.anything()]);
  });

  it("speaks TLS on either side", async () => {
    const identity = await loopbackIdentity();
    const port = await serving(createTlsServer(identity, (socket) => socket.pipe(socket)));
    const { relay, seen } = await relaying(port, { tls: identity, target: { host: "127.0.0.1", port, secure: true } });
    const client = connectTls({ port: relay.port, host: "127.0.0.1", rejectUnauthorized: false });
    client.write("hello");
    const [heard] = (await once(client, "data")) as [Buffer];
    expect(heard.toString()).toBe("hello");
    expect(seen.slice(0, 2)).toEqual(["client hello", "server hello"]);
    client.destroy();
  });

  it("turns a client away whose server cannot be reached, and says why", async () => {
    const gone = createServer();
    gone.listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const { relay, refused, over } = await relaying(port);
    const client = connect(relay.port, "127.0.0.1");
    client.on("error", () => undefined);
    await once(client, "close");
    await over;
    expect(refused).toEqual([expect.stringMatching(/^cannot connect to 127\.0\.0\.1:\d+/)]);
  });
});
