import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Listening } from "./tcp.ts";
import { answer, dial, type Wire, type WireEnd } from "./tcp-wire.ts";

let server: Listening;
afterEach(() => server.close());

/** What a wire carried, and how it ended. */
class Recorder {
  text = "";
  readonly ends: WireEnd[] = [];
  readonly ended: Promise<void>;

  constructor(wire: Wire) {
    this.ended = new Promise((resolve) => {
      wire.listen({
        onBytes: (bytes) => {
          this.text += Buffer.from(bytes).toString("latin1");
        },
        onEnd: (how) => {
          this.ends.push(how);
          resolve();
        },
      });
    });
  }
}

/** A wire of a server, what it hears, and the plain socket at its other end. */
async function wired(): Promise<{ wire: Wire; heard: Recorder; socket: Socket }> {
  let socket: Socket | undefined;
  const arrival = new Promise<{ wire: Wire; heard: Recorder }>((resolve, reject) => {
    answer({ host: "127.0.0.1", port: 0 }, (wire) => resolve({ wire, heard: new Recorder(wire) })).then((listening) => {
      server = listening;
      socket = connectTcp({ host: listening.host, port: listening.port, allowHalfOpen: true });
    }, reject);
  });
  const arrived = await arrival;
  if (socket?.connecting === true) await once(socket, "connect");
  return { ...arrived, socket: socket as Socket };
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("a wire", () => {
  it("carries bytes both ways, until the other side ends with a FIN", async () => {
    const { wire, heard, socket } = await wired();
    wire.write(bytes("hello"));
    const [greeting] = await once(socket, "data");
    expect(String(greeting)).toBe("hello");
    socket.end("goodbye");
    await heard.ended;
    expect(heard.text).toBe("goodbye");
    expect(heard.ends).toEqual(["fin"]);
    wire.end();
    await once(socket, "close");
  });

  it("sends what one turn writes in one piece", async () => {
    const { wire, socket } = await wired();
    for (const letter of "abc") wire.write(bytes(letter));
    const [piece] = await once(socket, "data");
    expect(String(piece)).toBe("abc");
    socket.end();
    wire.end();
    await once(socket, "close");
  });

  it("tells a reset from a FIN", async () => {
    const { heard, socket } = await wired();
    socket.resetAndDestroy();
    await heard.ended;
    expect(heard.ends).toEqual(["reset"]);
  });

  it("tells what came before a reset, even when a write runs into the reset first", async () => {
    const { wire, heard, socket } = await wired();
    socket.write("why I leave");
    socket.resetAndDestroy();
    // Both are in the system's hands by now, and nothing of it has been read.
    wire.write(bytes("are you there?"));
    await heard.ended;
    expect(heard.text).toBe("why I leave");
    expect(heard.ends).toEqual(["reset"]);
  });

  it("tells when the system has taken what was written", async () => {
    const { wire, socket } = await wired();
    const left = new Promise<void>((resolve) => wire.write(bytes("hello"), resolve));
    await Promise.all([left, once(socket, "data")]);
    socket.end();
    wire.end();
    await once(socket, "close");
  });

  it("that is dropped is told once, and takes no more", async () => {
    const { wire, heard, socket } = await wired();
    socket.resume();
    wire.drop();
    wire.drop();
    wire.write(bytes("too late"));
    wire.end();
    await Promise.all([heard.ended, once(socket, "end")]);
    expect(heard.ends).toEqual(["reset"]);
    socket.destroy();
  });

  it("that is ended sends what was written before, then a FIN", async () => {
    const { wire, socket } = await wired();
    wire.write(Buffer.alloc(100_000));
    wire.end();
    wire.write(bytes("too late"));
    let received = 0;
    socket.on("data", (piece: Buffer) => {
      received += piece.length;
    });
    await once(socket, "end");
    expect(received).toBe(100_000);
    socket.end();
  });

  it("that is ended is taken from a peer that never ends its side", async () => {
    const { wire, heard, socket } = await wired();
    socket.resume();
    wire.end();
    await once(socket, "end");
    await heard.ended;
    expect(heard.ends).toEqual(["reset"]);
    socket.destroy();
  });

  it("is dialled", async () => {
    const hearing = new Promise<string>((resolve) => {
      const onWire = (wire: Wire) => {
        const heard = new Recorder(wire);
        heard.ended.then(() => resolve(heard.text));
      };
      answer({ host: "127.0.0.1", port: 0 }, onWire).then(async (listening) => {
        server = listening;
        const wire = await dial({ host: listening.host, port: listening.port, secure: false }, { timeoutMs: 1000 });
        new Recorder(wire);
        wire.write(bytes("dialled"));
        wire.end();
      });
    });
    expect(await hearing).toBe("dialled");
  });
});
