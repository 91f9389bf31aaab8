import type { ReadyState } from "../../spec/lifecycle/state-facts.ts";
import { closeCodes } from "../../spec/registries/close-codes.ts";
import { MisuseError } from "../core/blame.ts";
import type { Endpoint } from "../core/endpoint.ts";
import type { Command, TimerName } from "../core/input.ts";
import type { EndpointEvent, Output } from "../core/output.ts";
import type { Transport, TransportEnd } from "../core/transport.ts";
import { TransportWriter } from "./transport-writer.ts";

/** Called with each event of a connection; answering is done through the host. What it throws fails this connection with 1011. */
export type EventListener = (event: EndpointEvent, host: SocketHost) => void | Promise<void>;

/** Gets what a listener has thrown, or what its promise was rejected with. */
export type ListenerFaultReporter = (fault: unknown) => void;

/** Whether something asked for was done, or the connection was past it already. */
export type SendOutcome = "done" | "too late";

/** Shows what a listener has thrown as a warning of the process: nothing is lost, and nothing else ends. */
const warn: ListenerFaultReporter = (fault) => {
  const detail = fault instanceof Error && fault.stack !== undefined ? fault.stack : String(fault);
  process.emitWarning("A listener threw, and its connection fails with 1011.", { type: "ListenerFault", detail });
};

/** Carries one endpoint on one transport: what comes becomes inputs, outputs become calls; nothing else happens here. */
export class SocketHost {
  readonly #transport: Transport;
  readonly #endpoint: Endpoint;
  readonly #onEvent: EventListener;
  readonly #onListenerFault: ListenerFaultReporter;
  readonly #writer: TransportWriter;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  /** Timers whose time begins when what was written before has left. */
  readonly #unstarted = new Set<TimerName>();
  #isPumping = false;
  #isReading = true;
  /** Others have their turn; this connection goes on with the next one. */
  #isResting = false;
  #hasEnded = false;
  /** Why the transport was lost, where it did not end in order. */
  #loss: string | undefined;
  #endIsDue = false;
  /** The application has given the connection up, or cannot be told anything without throwing. */
  #tellsOnlyTheEnd = false;

  /** The transport has to be open, and given up where its peer takes nothing for `writeTimeoutMs`. */
  constructor(transport: Transport, endpoint: Endpoint, onEvent: EventListener, onListenerFault: ListenerFaultReporter = warn) {
    this.#transport = transport;
    this.#endpoint = endpoint;
    this.#onEvent = onEvent;
    this.#onListenerFault = onListenerFault;
    this.#writer = new TransportWriter(transport, () => this.#pump());
    transport.listen({
      onBytes: (bytes) => {
        this.#endpoint.feed({ kind: "bytes", bytes });
        this.#pump();
      },
      onDrain: () => this.#writer.drained(),
      onEnd: (end) => this.#heardEnd(end),
    });
    this.#endpoint.feed({ kind: "start" });
    this.#pump();
  }

  /** Where the connection stands, in one word (section 7.1.3). */
  get readyState(): ReadyState {
    return this.#endpoint.readyState;
  }

  /**
   * Does what the application asks for, or answers that the connection was past it: the peer may close or leave at any
   * time. Throws a `MisuseError` for what may not be done whatever the peer does.
   */
  send(command: Command): SendOutcome {
    const answer = this.#endpoint.feed(command);
    if (answer?.blame === "caller") throw new MisuseError(answer);
    this.#pump();
    return answer === undefined ? "done" : "too late";
  }

  /** Section 7.4.1: closes with 1001, because the server goes away; a request that waits is refused with 503. */
  goAway(): void {
    this.#closeFor(closeCodes.goingAway, 503);
  }

  /** Gives the connection up without a closing handshake; only `closed` is told after that. */
  drop(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#tellsOnlyTheEnd = true;
    this.#writer.release();
    this.#transport.destroy();
    this.#endpoint.feed({ kind: "transportEnd" });
    // Nobody is called back while calling: the end is told when the transport says so, or by the pump that is at work.
  }

  /** Pulls outputs until there are none, or until the transport asks to wait: then the peer is not read either. */
  #pump(): void {
    if (this.#isPumping || this.#isResting) return;
    this.#isPumping = true;
    try {
      while (!this.#isResting && !this.#writer.isFull) {
        const output = this.#endpoint.next();
        if (output === undefined) break;
        this.#perform(output);
      }
    } finally {
      this.#isPumping = false;
      this.#writer.flush();
    }
    this.#readOrWait();
    if (this.#endIsDue && !this.#hasToWait) this.#end();
  }

  #perform(output: Output): void {
    switch (output.kind) {
      case "write":
        return this.#writer.write(output.bytes);
      case "event":
        return this.#tell(output.event);
      case "startTimer":
        return this.#startTimer(output);
      case "turn":
        return this.#rest();
      case "stopTimer":
        return this.#stopTimer(output.timer);
      case "shut":
        return this.#writer.end();
      case "drop":
        return this.#transport.destroy();
    }
  }

  #tell(event: EndpointEvent): void {
    if (this.#tellsOnlyTheEnd && event.type !== "closed") return;
    try {
      const done = this.#onEvent(event, this);
      if (done instanceof Promise) done.catch((fault: unknown) => this.#fail(fault));
    } catch (fault) {
      this.#fail(fault);
    }
  }

  /** Section 7.4.1: 1011 is for a condition that was not expected. */
  #fail(fault: unknown): void {
    this.#tellsOnlyTheEnd = true;
    this.#closeFor(closeCodes.internalError, 500);
    this.#onListenerFault(fault);
  }

  #closeFor(code: number, status: number): void {
    const isOpening = this.readyState === "CONNECTING";
    const answer = this.#endpoint.feed(isOpening ? { kind: "refuse", status } : { kind: "close", code });
    // Nobody has asked for anything yet, so there is nobody to be told.
    if (isOpening && answer !== undefined) return this.drop();
    this.#pump();
  }

  #startTimer({ timer, ms, begins }: Extract<Output, { kind: "startTimer" }>): void {
    const expire = () => {
      this.#endpoint.feed({ kind: "timer", timer });
      this.#pump();
    };
    this.#unstarted.add(timer);
    const start = () => {
      if (!this.#unstarted.delete(timer)) return;
      // What has arrived by then is read first: on a busy machine it may be what the timer waits for.
      const running = setTimeout(() => setImmediate(() => this.#timers.get(timer) === running && expire()), ms);
      this.#timers.set(timer, running);
    };
    if (begins === "at once") start();
    else this.#writer.afterWritten(start);
  }

  #stopTimer(timer: TimerName): void {
    this.#unstarted.delete(timer);
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
  }

  #rest(): void {
    this.#isResting = true;
    setImmediate(() => {
      this.#isResting = false;
      this.#pump();
    });
  }

  /** While there is enough to do, or a peer owes us to read first, nothing more is read. */
  #readOrWait(): void {
    const isReading = this.#endpoint.isReading && !this.#writer.isOwed && !this.#isResting;
    if (isReading === this.#isReading) return;
    this.#isReading = isReading;
    if (isReading) this.#transport.resume();
    else this.#transport.pause();
  }

  #heardEnd({ how, why }: TransportEnd): void {
    if (how !== "fin") {
      this.#loss ??= why;
      this.#writer.release();
    }
    this.#end();
  }

  /** The transport has ended; messages that wait behind a slow transport, or take several turns, are delivered first. */
  #end(): void {
    if (this.#hasEnded) return this.#pump();
    this.#endIsDue = this.#hasToWait;
    if (this.#endIsDue) return;
    this.#writer.release();
    this.#pump();
    this.#endIsDue = this.#isResting;
    if (this.#endIsDue) return;
    this.#hasEnded = true;
    this.#endpoint.feed({ kind: "transportEnd", ...(this.#loss !== undefined && { loss: this.#loss }) });
    this.#pump();
  }

  get #hasToWait(): boolean {
    return this.#isResting || this.#writer.isFull;
  }
}
