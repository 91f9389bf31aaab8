import type { Traffic } from "./seen/traffic.ts";
import type { PacedSending } from "./waiting/paced-sending.ts";

/** What any peer may send unasked, and how many times what it was sent. */
const bytesMin = 1024 * 1024;
const factor = 4;
/** What reading a frame costs beside its bytes. */
const frameWeight = 64;
/** Pongs that have not left this process yet; a peer that floods it with Pings does not read as many either. */
const pongsMax = 500;

/** Tells a peer that floods the fuzzer from one that answers it. */
export class FloodGate {
  #frames = 0;
  #pongBytes = 0;
  #pongsOnTheWay = 0;
  readonly #traffic: Traffic;
  readonly #sending: PacedSending;

  constructor(traffic: Traffic, sending: PacedSending) {
    this.#traffic = traffic;
    this.#sending = sending;
  }

  /** A frame of the peer has come. */
  countFrame(): void {
    this.#frames++;
  }

  /** Whether the peer has sent far more than what it was sent gives it reason to; answers to its Pings do not count. */
  get isFlooded(): boolean {
    const { octetsReceivedOpen, octetsOfMessagesSent } = this.#traffic;
    const bytesSent = this.#sending.queue.byteOffset + octetsOfMessagesSent - this.#pongBytes;
    return octetsReceivedOpen + frameWeight * this.#frames > bytesMin + factor * bytesSent;
  }

  /** Sends a Pong; section 5.5.3: a Ping that others are waiting behind need not be answered. */
  pong(send: () => void): void {
    if (this.#pongsOnTheWay >= pongsMax) return;
    const start = this.#sending.queue.byteOffset;
    send();
    this.#pongBytes += this.#sending.queue.byteOffset - start;
    this.#pongsOnTheWay++;
    this.#sending.whenAllLeft(() => this.#pongsOnTheWay--);
  }
}
