import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { requestText } from "../../core/testing/sample-handshake.ts";

/** A TCP connection to a WebSocket address, without any protocol on it; bytes are shown as Latin-1. */
export class RawClient {
  readonly socket: Socket;
  #received = "";

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (bytes) => {
      this.#received += bytes.toString("latin1");
    });
    // The server may reset the connection of somebody who misbehaves.
    socket.on("error", () => socket.destroy());
  }

  /** Rejects when nobody is there. */
  static async connect(url: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, "connect");
    return new RawClient(socket);
  }

  /** Has the opening handshake for a path behind it. */
  static async open(url: string, path: string): Promise<RawClient> {
    const client = await RawClient.connect(url);
    client.socket.write(requestText({}, `GET ${path} HTTP/1.1`));
    await client.until("\r\n\r\n");
    return client;
  }

  /** Resolves with everything received so far when that contains the words; rejects when they cannot come any more. */
  async until(words: string): Promise<string> {
    while (!this.#received.includes(words)) {
      if (this.socket.destroyed) throw new Error(`the connection ended after ${JSON.stringify(this.#received)}`);
      await new Promise((resolve) => this.socket.once("data", resolve).once("close", resolve));
    }
    return this.#received;
  }

  /** Resolves with everything received when the connection is over. */
  async ended(): Promise<string> {
    if (!this.socket.closed) await new Promise((resolve) => this.socket.once("close", resolve));
    return this.#received;
  }
}

/** Says something and returns all that is answered until the server ends the connection. */
export async function answerTo(url: string, words: string | Uint8Array): Promise<string> {
  const client = await RawClient.connect(url);
  client.socket.write(words);
  return client.ended();
}
