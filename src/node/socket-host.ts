import type { Socket } from "node:net";
import { MisuseError } from "../core/blame.ts";
import type { Endpoint } from "../core/endpoint.ts";
import type { Command, TimerName } from "../core/input.ts";
import type { ReadyState } from "../core/lifecycle/lifecycle.ts";
import type { EndpointEvent, Output } from "../core/output.ts";

/** Called with each event of a connection; answering is done through the host. */
export type EventListener = (event: EndpointEvent, host: SocketHost) => void;

/** Writes up to this many bytes are copied into one; longer ones are handed to the socket as they are. */
const coalesceBytesMax = 64 * 1024;

/** Carries one endpoint on one socket: socket events become inputs, outputs become socket calls; nothing else happens here. */
export class SocketHost {
  readonly #socket: Socket;
  readonly #endpoint: Endpoint;
  readonly #onEvent: EventListener;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  #unwritten: Uint8Array[] = [];
  #unwrittenBytes = 0;
  #isPumping = false;
  #isBlocked = false;
  /** Others have their turn; this connection goes on with the next one. */
  #isResting = false;
  #hasEnded = false;
  #endIsDue = false;

  /** The socket has to be connected, and half-open capable. */
  constructor(socket: Socket, endpoint: Endpoint, onEvent: EventListener) {
    this.#socket = socket;
    this.#endpoint = endpoint;
    this.#onEvent = onEvent;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Uint8Array) => {
      this.#endpoint.feed({ kind: "bytes", bytes });
      this.#pump();
    });
    socket.on("end", () => this.#end());
    socket.on("error", () => this.#end());
    socket.on("close", () => this.#end());
    socket.on("drain", () => this.#unblock());
    this.#endpoint.feed({ kind: "start" });
    this.#pump();
  }

  /** Where the connection stands, in one word (section 7.1.3). */
  get readyState(): ReadyState {
    return this.#endpoint.readyState;
  }

  /** Does what the application asks for; throws a `MisuseError` if it may not be done. */
  send(command: Command): void {
    const misuse = this.#endpoint.feed(command);
    if (misuse !== undefined) throw new MisuseError(misuse);
    this.#pump();
  }

  /** Gives the connection up without a closing handshake. */
  drop(): void {
    this.#socket.destroy();
  }

  /**
   * Pulls outputs until there are none, or until the socket asks to wait: then the peer is not read either.
   * Only an open connection waits, so that a peer that does not read cannot keep one from ending.
   */
  #pump(): void {
    if (this.#isPumping || this.#isResting) return;
    this.#isPumping = true;
    try {
      while (!this.#isResting && (!this.#isBlocked || this.readyState !== "OPEN")) {
        const output = this.#endpoint.next();
        if (output === undefined) break;
        this.#perform(output);
      }
    } finally {
      this.#isPumping = false;
      this.#flush();
    }
    if (this.#endIsDue && !this.#isBlocked && !this.#isResting) this.#end();
  }

  #perform(output: Output): void {
    switch (output.kind) {
      case "write":
        return this.#write(output.bytes);
      case "event":
        return this.#onEvent(output.event, this);
      case "startTimer":
        return this.#startTimer(output.timer, output.ms);
      case "turn":
        return this.#rest();
      case "stopTimer":
        clearTimeout(this.#timers.get(output.timer));
        return;
      case "shut":
        this.#flush();
        this.#socket.end();
        this.#socket.resume();
        return;
      case "drop":
        this.#socket.destroy();
        return;
    }
  }

  #startTimer(timer: TimerName, ms: number): void {
    clearTimeout(this.#timers.get(timer));
    const expire = () => {
      this.#endpoint.feed({ kind: "timer", timer });
      this.#pump();
    };
    this.#timers.set(timer, setTimeout(expire, ms));
  }

  #write(bytes: Uint8Array): void {
    this.#unwritten.push(bytes);
    this.#unwrittenBytes += bytes.length;
    if (this.#unwrittenBytes > coalesceBytesMax) this.#flush();
  }

  /** All that one read or one command has to say goes out in one write. */
  #flush(): void {
    const [first, ...rest] = this.#unwritten;
    if (first === undefined) return;
    const bytes = rest.length === 0 ? first : Buffer.concat(this.#unwritten, this.#unwrittenBytes);
    this.#unwritten = [];
    this.#unwrittenBytes = 0;
    if (this.#socket.destroyed || this.#socket.writableEnded || this.#socket.write(bytes)) return;
    this.#isBlocked = true;
    this.#socket.pause();
  }

  /** The peer is not read meanwhile, so that no more comes than is dealt with. */
  #rest(): void {
    this.#isResting = true;
    this.#socket.pause();
    setImmediate(() => {
      this.#isResting = false;
      if (!this.#isBlocked) this.#socket.resume();
      this.#pump();
    });
  }

  #unblock(): void {
    this.#isBlocked = false;
    if (!this.#isResting) this.#socket.resume();
    this.#pump();
  }

  /** The transport has ended; messages that wait behind a slow socket are delivered first. */
  #end(): void {
    if (this.#hasEnded) return;
    if (this.#isResting || (this.#isBlocked && !this.#socket.destroyed)) {
      this.#endIsDue = true;
      return;
    }
    this.#hasEnded = true;
    this.#isBlocked = false;
    this.#pump();
    this.#endpoint.feed({ kind: "transportEnd" });
    this.#pump();
  }
}
