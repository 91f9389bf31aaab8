import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { encodeFrame } from "../core/frame/frame-encoder.ts";
import { requestText } from "../core/testing/sample-handshake.ts";
import { connect } from "./connect.ts";
import { type ListenOptions, listen } from "./listen.ts";
import type { EventListener, SocketHost } from "./socket-host.ts";
import type { Listening } from "./tcp.ts";
import { EventLog } from "./testing/listening-host.ts";

const maskingKey = Uint8Array.of(1, 2, 3, 4);
const frame = (opcode: number, payload: string): Buffer =>
  Buffer.from(encodeFrame({ fin: true, rsv: 0, opcode, payload: Buffer.from(payload, "latin1"), maskingKey }));
const message = frame(opcodes.text, "hello");
const close = frame(opcodes.close, "");

let server: Listening;
let log: EventLog;
let faults: unknown[];

async function start(alsoDo: EventListener, options: Partial<ListenOptions> = {}): Promise<void> {
  log = new EventLog();
  faults = [];
  const onEvent: EventListener = (event, host) => {
    log.listener(event, host);
    return alsoDo(event, host);
  };
  server = await listen({ port: 0, ...options, onEvent, onListenerFault: (fault) => faults.push(fault) });
}

async function dial(...bytes: readonly (string | Buffer)[]): Promise<Socket> {
  const socket = connectTcp({ host: "127.0.0.1", port: server.port, allowHalfOpen: true });
  socket.on("error", () => socket.destroy());
  await once(socket, "connect");
  socket.write(Buffer.concat(bytes.map((piece) => Buffer.from(piece))));
  return socket;
}

/** All that comes until the server ends the transport. */
async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString("latin1");
  });
  await once(socket, "end");
  socket.destroy();
  return text;
}

const accept: EventListener = (event, host) => {
  if (event.type === "request") host.send({ kind: "accept" });
};

afterEach(() => server.close());

describe("a lost race (ours/lifecycle/late-is-no-misuse)", () => {
  it("a message that comes after our own close is echoed too late, and nothing throws", async () => {
    const outcomes: string[] = [];
    await start((event, host) => {
      accept(event, host);
      if (event.type !== "message") return;
      outcomes.push(host.send({ kind: "message", format: event.format, payload: event.payload }));
      outcomes.push(host.send({ kind: "close" }));
    });
    const socket = await dial(requestText(), message, message, close);
    await received(socket);
    await log.first("closed");
    expect(outcomes).toEqual(["done", "done", "too late", "too late"]);
    expect(faults).toEqual([]);
  });

  it("an accept after the peer has left comes too late", async () => {
    let host: SocketHost | undefined;
    await start((event, self) => {
      if (event.type === "request") host = self;
    });
    const socket = await dial(requestText());
    await log.first("request");
    socket.destroy();
    await log.first("closed");
    expect(host?.send({ kind: "accept" })).toBe("too late");
  });

  it("a peer that closes and leaves TCP open is told of, and what is sent to it comes too late (ours/lifecycle/closing-is-told)", async () => {
    const outcomes: string[] = [];
    await start((event, host) => {
      accept(event, host);
      if (event.type === "closing") outcomes.push(host.send({ kind: "message", format: "text", payload: "to all" }));
    });
    const socket = await dial(requestText(), frame(opcodes.close, "\x03\u00e8"));
    expect(await log.first("closing")).toMatchObject({ reason: "" });
    socket.destroy();
    await log.first("closed");
    expect(outcomes).toEqual(["too late"]);
  });
});

describe("a listener that throws (ours/lifecycle/listener-faults-stay)", () => {
  const bug = new Error("a bug of the application");

  it.each<[string, () => Promise<void> | void, RegExp]>([
    [
      "throws",
      () => {
        throw bug;
      },
      /^request,open,message,closed$/,
    ],
    // What came in one read with the first message is told before the promise is rejected.
    ["rejects", () => Promise.reject(bug), /^request,open(,message){1,2},closed$/],
  ])("and %s fails its connection with 1011, is told only of the end, and ends nothing else", async (_, fail, told) => {
    await start((event, host) => {
      accept(event, host);
      return event.type === "message" ? fail() : undefined;
    });
    const others = new EventLog();
    const other = await connect({ url: `ws://127.0.0.1:${server.port}`, onEvent: others.listener });
    await others.first("open");
    const before = log.types.length;
    const socket = await dial(requestText(), message, message);
    socket.once("data", () => socket.write(Buffer.concat([message, close])));
    expect(await received(socket)).toContain("\x88\x02\x03\xf3");
    await log.first("closed");
    expect(log.types.slice(before).join()).toMatch(told);
    expect(faults[0]).toBe(bug);
    expect(other.readyState).toBe("OPEN");
    other.drop();
  });

  it("for a request refuses it with 500", async () => {
    await start((event) => {
      if (event.type === "request") throw bug;
    });
    const socket = await dial(requestText());
    expect(await received(socket)).toMatch(/^HTTP\/1\.1 500 /);
    await log.first("closed");
    expect(log.types).toEqual(["request", "closed"]);
  });
});

describe("drop in a listener", () => {
  it("is followed by nothing but the end, whatever has come already", async () => {
    await start((event, host) => {
      accept(event, host);
      if (event.type !== "message") return;
      host.drop();
      expect(host.send({ kind: "ping", payload: new Uint8Array(0) })).toBe("too late");
    });
    await dial(requestText(), message, message, message);
    await log.first("closed");
    expect(log.types).toEqual(["request", "open", "message", "closed"]);
    expect(faults).toEqual([]);
  });
});

describe("a server that is closed (rfc6455/7.3/closes-by-handshake)", () => {
  it("closes every connection with 1001, and ends when they have answered", async () => {
    await start(accept);
    const clientLog = new EventLog();
    await connect({ url: `ws://127.0.0.1:${server.port}`, onEvent: clientLog.listener });
    await clientLog.first("open");
    await Promise.all([server.close(), server.close()]);
    expect(await clientLog.first("closed")).toMatchObject({ code: 1001, wasClean: true });
    expect(log.events.at(-1)).toMatchObject({ type: "closed", code: 1001, wasClean: true });
  });

  it("refuses a request that waits with 503, and drops who has not asked yet", async () => {
    await start(() => undefined);
    const silent = await dial("");
    const asking = await dial(requestText());
    await log.first("request");
    const left = Promise.all([received(asking), received(silent)]);
    await server.close();
    const [answer, nothing] = await left;
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(nothing).toBe("");
  });

  it("does not wait for ever for a peer that never answers", async () => {
    await start(accept, { limits: { closingTimeoutMs: 20 } });
    const deaf = await dial(requestText());
    await log.first("open");
    await server.close();
    deaf.destroy();
  });
});
