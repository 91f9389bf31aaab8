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

  /** A frame of the peer has come. */
  countFrame(): void {
    this.#frames++;
  }

  /** Whether the peer has sent far more than what it was sent gives it reason to; answers to its Pings do not count. */
  isFlooded(bytesReceived: number, bytesSent: number): boolean {
    return bytesReceived + frameWeight * this.#frames > bytesMin + factor * (bytesSent - this.#pongBytes);
  }

  /** Section 5.5.3: a Ping that others are waiting behind need not be answered. */
  get mayPong(): boolean {
    return this.#pongsOnTheWay < pongsMax;
  }

  /** A Pong of so many bytes goes out; returns what is to be called when it has left. */
  pong(bytes: number): () => void {
    this.#pongBytes += bytes;
    this.#pongsOnTheWay++;
    return () => this.#pongsOnTheWay--;
  }
}
