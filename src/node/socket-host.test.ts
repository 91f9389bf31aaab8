import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { ServerOptions } from "../core/endpoint-options.ts";
import { encodeFrame } from "../core/frame/frame-encoder.ts";
import { requestText } from "../core/testing/sample-handshake.ts";
import { connect } from "./connect.ts";
import type { EventListener, SocketHost } from "./socket-host.ts";
import { EventLog, type ListeningHost, startListeningHost } from "./testing/listening-host.ts";

const maskingKey = Uint8Array.of(1, 2, 3, 4);
const maskedFrame = (opcode: number, payload: Uint8Array | string): Buffer =>
  Buffer.from(encodeFrame({ fin: true, rsv: 0, opcode, payload: Buffer.from(payload), maskingKey }));
const times = (bytes: Buffer, count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => bytes));

const echo: EventListener = (event, host) => {
  if (event.type === "message" && host.readyState === "OPEN") host.send({ kind: "message", format: event.format, payload: event.payload });
};

let server: ListeningHost;
let log: EventLog;
const start = async (limits: ServerOptions["limits"] = {}, alsoDo: EventListener = () => undefined): Promise<string> => {
  const ownLog = new EventLog();
  log = ownLog;
  server = await startListeningHost((event, host) => {
    ownLog.listener(event, host);
    alsoDo(event, host);
  }, limits);
  return server.url;
};
const openClient = async (): Promise<{ client: SocketHost; clientLog: EventLog }> => {
  const clientLog = new EventLog();
  const client = await connect({ url: server.url, onEvent: clientLog.listener });
  await clientLog.first("open");
  return { client, clientLog };
};
/** A TCP client that has the opening handshake behind it and reads nothing after that. */
const openDeafClient = async (): Promise<Socket> => {
  const socket = connectTcp({ host: "127.0.0.1", port: server.port, allowHalfOpen: true });
  socket.on("error", () => socket.destroy());
  socket.write(requestText());
  await once(socket, "readable");
  return socket;
};

/** Resolves when a socket is paused and nothing has moved on it for many turns of the event loop. */
async function stalled(socket: Socket): Promise<void> {
  let seen = -1;
  for (let still = 0; still < 500 && !socket.destroyed; still++) {
    await new Promise((resolve) => setImmediate(resolve));
    const moved = socket.bytesRead + socket.bytesWritten;
    if (moved !== seen || !socket.isPaused()) still = 0;
    seen = moved;
  }
}

afterEach(() => server.close());

describe("the closing handshake over TCP", () => {
  it("begun by the client: both are told, and the server ends the transport first", async () => {
    await start();
    const { client, clientLog } = await openClient();
    const { socket } = await server.nextSide();
    const ended: string[] = [];
    socket.on("finish", () => ended.push("server"));
    client.send({ kind: "close", code: 3000, reason: "done" });
    expect(await clientLog.first("closed")).toMatchObject({ type: "closed", code: 3000, wasClean: true });
    expect(await log.first("closed")).toEqual({ type: "closed", code: 3000, reason: "done", wasClean: true });
    expect(ended).toEqual(["server"]);
    expect(client.readyState).toBe("CLOSED");
  });

  it("begun by the server: both are told", async () => {
    await start();
    const { clientLog } = await openClient();
    const { host } = await server.nextSide();
    await log.first("open");
    host.send({ kind: "close", code: 1001, reason: "" });
    expect(await clientLog.first("closed")).toMatchObject({ code: 1001, wasClean: true });
    expect(await log.first("closed")).toMatchObject({ code: 1001, wasClean: true });
  });

  it("without a code", async () => {
    await start();
    const { client, clientLog } = await openClient();
    client.send({ kind: "close" });
    expect(await clientLog.first("closed")).toMatchObject({ code: 1005, wasClean: true });
  });

  it("never answered: the transport is dropped after the closing timeout", async () => {
    await start({ closingTimeoutMs: 20 });
    const deaf = await openDeafClient();
    const { host, socket } = await server.nextSide();
    host.send({ kind: "close", code: 1000 });
    expect(await log.first("closed")).toMatchObject({ code: 1006, wasClean: false });
    expect(socket.destroyed).toBe(true);
    deaf.destroy();
  });

  it("is given its time when the Close frame has left: a slow reader gets all that was sent before it (ours/limits/closing-timeout)", async () => {
    await start({ closingTimeoutMs: 20 });
    const slow = await openDeafClient();
    const slowSide = await server.nextSide();
    const length = 16 * 1024 * 1024;
    slowSide.host.send({ kind: "message", format: "binary", payload: new Uint8Array(length) });
    slowSide.host.send({ kind: "close", code: 1000 });

    // Another one, whose Close frame leaves at once, is over first, though it was closed later.
    const silent = await openDeafClient();
    const silentSide = await server.nextSide();
    silentSide.host.send({ kind: "close", code: 1000 });
    await log.first("closed");
    expect([silentSide.host.readyState, slowSide.host.readyState]).toEqual(["CLOSED", "CLOSING"]);
    silent.destroy();

    let received = 0;
    slow.on("data", (bytes: Buffer) => {
      received += bytes.length;
    });
    await once(slow, "end");
    expect(received).toBeGreaterThan(length);
    slow.destroy();
  });

  it("never answered, by somebody who does not even read: dropped when the transport has taken nothing for too long", async () => {
    await start({ writeTimeoutMs: 20 });
    const deaf = await openDeafClient();
    const { host, socket } = await server.nextSide();
    host.send({ kind: "message", format: "binary", payload: new Uint8Array(16 * 1024 * 1024) });
    expect(socket.isPaused()).toBe(true);
    host.send({ kind: "close", code: 1000 });
    const loss = "the peer took nothing of what was written for 20 ms";
    expect(await log.first("closed")).toMatchObject({ code: 1006, wasClean: false, loss });
    deaf.destroy();
  });
});

describe("a peer that does not read", () => {
  it("is not read either: what it is owed stays small, and nothing is lost when it reads again", async () => {
    await start();
    const deaf = await openDeafClient();
    const { socket } = await server.nextSide();
    let mostOwed = 0;
    socket.on("pause", () => {
      mostOwed = Math.max(mostOwed, socket.writableLength);
    });
    const count = 200_000;
    deaf.end(times(maskedFrame(opcodes.ping, "x".repeat(125)), count));
    await stalled(socket);
    expect(socket.isPaused()).toBe(true);

    let received = 0;
    deaf.on("data", (bytes: Buffer) => {
      received += bytes.length;
    });
    await once(deaf, "end");
    expect(received).toBeGreaterThanOrEqual(count * 127);
    expect(log.types.filter((type) => type === "ping")).toHaveLength(count);
    expect(mostOwed).toBeLessThan(1024 * 1024);
  });
});

describe("a peer in a hurry", () => {
  const message = maskedFrame(opcodes.text, "m".repeat(200));

  it("that sends many messages and closes at once has sent them all", async () => {
    await start();
    const deaf = await openDeafClient();
    deaf.resume();
    deaf.end(Buffer.concat([times(message, 5000), maskedFrame(opcodes.close, "")]));
    expect(await log.first("closed")).toMatchObject({ code: 1005, wasClean: true });
    expect(log.types.filter((type) => type === "message")).toHaveLength(5000);
  });

  it("that sends many messages and ends the transport has sent them all", async () => {
    await start();
    const deaf = await openDeafClient();
    deaf.resume();
    deaf.end(times(message, 5000));
    expect(await log.first("closed")).toMatchObject({ code: 1006, wasClean: false });
    expect(log.types.filter((type) => type === "message")).toHaveLength(5000);
  });

  it("that reads slowly gets every echo, though it has ended its side long ago", async () => {
    await start({}, echo);
    const deaf = await openDeafClient();
    const { socket } = await server.nextSide();
    deaf.end(times(message, 50_000));
    await once(socket, "pause");
    let received = 0;
    deaf.on("data", (bytes: Buffer) => {
      received += bytes.length;
    });
    await once(deaf, "end");
    expect(received).toBeGreaterThanOrEqual(50_000 * 204);
    expect(log.types.filter((type) => type === "message")).toHaveLength(50_000);
    expect(log.types.at(-1)).toBe("closed");
  });

  it("that resets the connection is told of as not clean", async () => {
    await start();
    const deaf = await openDeafClient();
    await log.first("open");
    deaf.resetAndDestroy();
    expect(await log.first("closed")).toEqual({ type: "closed", code: 1006, reason: "", wasClean: false, loss: "read ECONNRESET" });
  });

  it("that resets the connection before it has asked for anything is told of as well", async () => {
    await start();
    const client = connectTcp({ host: "127.0.0.1", port: server.port });
    await server.nextSide();
    client.resetAndDestroy();
    expect(await log.first("refused")).toMatchObject({ failure: null, loss: "read ECONNRESET" });
    expect(await log.first("closed")).toMatchObject({ code: 1006, loss: "read ECONNRESET" });
  });
});

describe("a peer that breaks a rule", () => {
  it("is told why, and the transport is ended", async () => {
    await start();
    const deaf = await openDeafClient();
    let answer = "";
    deaf.on("data", (bytes: Buffer) => {
      answer += bytes.toString("latin1");
    });
    deaf.write(encodeFrame({ fin: true, rsv: 0, opcode: 1, payload: Buffer.from("unmasked") }));
    await once(deaf, "end");
    deaf.end();
    expect(answer).toMatch(/\x88.\x03\xea/);
    expect(await log.first("failed")).toMatchObject({ failure: { requirement: "rfc6455/5.1/client-frames-masked" } });
    expect(await log.first("closed")).toMatchObject({ wasClean: false });
  });
});

describe("the opening handshake over TCP", () => {
  it("that never comes is given up", async () => {
    await start({ openingTimeoutMs: 20 });
    const silent = connectTcp({ host: "127.0.0.1", port: server.port });
    silent.resume();
    expect(await log.first("refused")).toMatchObject({ failure: { requirement: "ours/limits/opening-timeout" } });
    expect(await log.first("closed")).toMatchObject({ wasClean: false });
    await once(silent, "close");
  });

  it("may come one byte at a time", async () => {
    await start();
    const slow = connectTcp({ host: "127.0.0.1", port: server.port, noDelay: true });
    for (const byte of Buffer.from(requestText())) await new Promise((resolve) => slow.write(Uint8Array.of(byte), resolve));
    const [answer] = await once(slow, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 101 /);
    slow.destroy();
  });
});

describe("the application's commands", () => {
  it("that may not be done throw, and nothing happens", async () => {
    await start();
    const { client, clientLog } = await openClient();
    expect(() => client.send({ kind: "nextFragment", payload: "x", last: true })).toThrow(/RFC 6455, section 5\.4/);
    expect(() => client.send({ kind: "accept" })).toThrow();
    client.send({ kind: "close" });
    await clientLog.first("closed");
    expect(client.send({ kind: "message", format: "text", payload: "late" })).toBe("too late");
  });

  it("given while an event is told are carried out in order", async () => {
    await start({}, (event, host) => {
      if (event.type !== "message") return;
      host.send({ kind: "message", format: "text", payload: "first" });
      host.send({ kind: "ping", payload: new Uint8Array(0) });
      host.send({ kind: "close", code: 1000 });
    });
    const { client, clientLog } = await openClient();
    client.send({ kind: "message", format: "text", payload: "go" });
    await clientLog.first("closed");
    expect(clientLog.types).toEqual(["open", "message", "ping", "closing", "closed"]);
  });

  it("drop gives the connection up: both are told that it was not clean", async () => {
    await start();
    const { client, clientLog } = await openClient();
    client.drop();
    expect(await clientLog.first("closed")).toMatchObject({ code: 1006, wasClean: false });
    expect(await log.first("closed")).toMatchObject({ code: 1006, wasClean: false });
  });
});
