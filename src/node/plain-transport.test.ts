import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { fin, type Transport, type TransportEnd } from "../core/transport.ts";
import { answer, dial } from "./plain-transport.ts";
import type { Listening } from "./tcp.ts";

let server: Listening;
afterEach(() => server.close());

/** What a transport carried, and how it ended. */
class Recorder {
  text = "";
  readonly ends: TransportEnd[] = [];
  readonly ended: Promise<void>;

  constructor(transport: Transport) {
    this.ended = new Promise((resolve) => {
      transport.listen({
        onBytes: (bytes) => {
          this.text += Buffer.from(bytes).toString("latin1");
        },
        onEnd: (end) => {
          this.ends.push(end);
          resolve();
        },
      });
    });
  }
}

/** A transport of a server, what it hears, and the plain socket at its other end. */
async function wired(): Promise<{ transport: Transport; heard: Recorder; socket: Socket }> {
  let socket: Socket | undefined;
  const arrival = new Promise<{ transport: Transport; heard: Recorder }>((resolve, reject) => {
    answer({ host: "127.0.0.1", port: 0 }, (transport) => resolve({ transport, heard: new Recorder(transport) })).then((listening) => {
      server = listening;
      socket = connectTcp({ host: listening.host, port: listening.port, allowHalfOpen: true });
    }, reject);
  });
  const arrived = await arrival;
  if (socket?.connecting === true) await once(socket, "connect");
  return { ...arrived, socket: socket as Socket };
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("a transport", () => {
  it("carries bytes both ways, until the other side ends with a FIN", async () => {
    const { transport, heard, socket } = await wired();
    transport.write(bytes("hello"));
    const [greeting] = await once(socket, "data");
    expect(String(greeting)).toBe("hello");
    socket.end("goodbye");
    await heard.ended;
    expect(heard.text).toBe("goodbye");
    expect(heard.ends).toEqual([fin]);
    transport.end();
    await once(socket, "close");
  });

  it("sends what one turn writes in one piece", async () => {
    const { transport, socket } = await wired();
    for (const letter of "abc") transport.write(bytes(letter));
    const [piece] = await once(socket, "data");
    expect(String(piece)).toBe("abc");
    socket.end();
    transport.end();
    await once(socket, "close");
  });

  it("tells a reset from a FIN", async () => {
    const { heard, socket } = await wired();
    socket.resetAndDestroy();
    await heard.ended;
    expect(heard.ends).toEqual([{ how: "reset", why: "read ECONNRESET" }]);
  });

  it("tells what came before a reset, even when a write runs into the reset first", async () => {
    const { transport, heard, socket } = await wired();
    socket.write("why I leave");
    socket.resetAndDestroy();
    // Both are in the system's hands by now, and nothing of it has been read.
    transport.write(bytes("are you there?"));
    await heard.ended;
    expect(heard.text).toBe("why I leave");
    expect(heard.ends).toMatchObject([{ how: "reset", why: expect.stringMatching(/^write (ECONNRESET|EPIPE)$/) }]);
  });

  it("tells when the system has taken what was written", async () => {
    const { transport, socket } = await wired();
    const left = new Promise<void>((resolve) => transport.write(bytes("hello"), resolve));
    await Promise.all([left, once(socket, "data")]);
    socket.end();
    transport.end();
    await once(socket, "close");
  });

  it("that is dropped is told once, and takes no more", async () => {
    const { transport, heard, socket } = await wired();
    socket.resume();
    transport.destroy();
    transport.destroy();
    transport.write(bytes("too late"));
    transport.end();
    await Promise.all([heard.ended, once(socket, "end")]);
    expect(heard.ends).toEqual([{ how: "fault", why: "this side gave the connection up" }]);
    socket.destroy();
  });

  it("that is ended sends what was written before, then a FIN", async () => {
    const { transport, socket } = await wired();
    transport.write(Buffer.alloc(100_000));
    transport.end();
    transport.write(bytes("too late"));
    let received = 0;
    socket.on("data", (piece: Buffer) => {
      received += piece.length;
    });
    await once(socket, "end");
    expect(received).toBe(100_000);
    socket.end();
  });

  it("that is ended is taken from a peer that never ends its side", async () => {
    const { transport, heard, socket } = await wired();
    socket.resume();
    transport.end();
    await once(socket, "end");
    await heard.ended;
    expect(heard.ends).toEqual([{ how: "fault", why: "the peer did not end its side within 1000 ms" }]);
    socket.destroy();
  });

  it("is dialled", async () => {
    const hearing = new Promise<string>((resolve) => {
      const onTransport = (transport: Transport) => {
        const heard = new Recorder(transport);
        heard.ended.then(() => resolve(heard.text));
      };
      answer({ host: "127.0.0.1", port: 0 }, onTransport).then(async (listening) => {
        server = listening;
        const transport = await dial({ host: listening.host, port: listening.port, secure: false }, { timeoutMs: 1000 });
        new Recorder(transport);
        transport.write(bytes("dialled"));
        transport.end();
      });
    });
    expect(await hearing).toBe("dialled");
  });
});
