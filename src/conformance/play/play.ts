import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { encodeUtf8 } from "../../core/bytes/text.ts";
import type { Cancel, Clock } from "../../core/clock.ts";
import type { Case, CaseEvent, Step } from "../case/case.ts";
import { closeBody } from "../fuzzer/close-frame.ts";
import type { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerListener } from "../fuzzer/fuzzer-connection-options.ts";
import { sameEvents } from "../verdict/behaviour.ts";
import { KeptEvents } from "./kept-events.ts";
import { longestPlay } from "./longest-play.ts";
import { type ProgramRun, type ProgramVerdict, programRun } from "./program-run.ts";

const unimplemented: ProgramVerdict = {
  behavior: "UNIMPLEMENTED",
  result: "The peer did not agree to permessage-deflate, which this case is about.",
};

const always = (): boolean => true;

const noBytes = new Uint8Array(0);

/** Plays one case over one connection and keeps what the peer did. */
export class Play implements FuzzerListener {
  readonly #case: Case;
  readonly #connection: FuzzerConnection;
  readonly #clock: Clock;
  readonly #onEnd: () => void;
  readonly #cancels: Cancel[] = [];
  readonly #program: ProgramRun | undefined;
  readonly #kept: KeptEvents;
  #fragmentSize: number;
  #isUnimplemented = false;
  #openedAt: number | undefined;
  #lostAt: number | undefined;

  /** `onEnd` is called once, when the connection is over. */
  constructor(played: Case, connection: FuzzerConnection, clock: Clock, onEnd: () => void) {
    this.#case = played;
    this.#kept = new KeptEvents(Object.values(played.expected));
    this.#connection = connection;
    this.#clock = clock;
    this.#onEnd = onEnd;
    this.#fragmentSize = connection.fragmentBytes;
    this.#program = played.program === undefined ? undefined : programRun(played.program, connection);
    connection.attach(this);
  }

  /** What the peer did, and the moments of the case itself, in order. */
  get received(): readonly CaseEvent[] {
    return this.#kept.events;
  }

  /** Whether the opening handshake was completed. */
  get wasOpen(): boolean {
    return this.#openedAt !== undefined;
  }

  /** Milliseconds from OPEN to the end. */
  get durationMs(): number {
    return this.#openedAt === undefined ? 0 : Math.round((this.#lostAt ?? this.#clock.now()) - this.#openedAt);
  }

  /** What the case's program found, where it has one. */
  get verdict(): ProgramVerdict | undefined {
    return this.#isUnimplemented ? unimplemented : this.#program?.verdict;
  }

  onOpen(): void {
    this.#openedAt = this.#clock.now();
    const seconds = longestPlay(this.#case, this.#connection.timeouts);
    this.#cancels.push(
      this.#clock.after(seconds, () => this.#connection.giveUp("deadline", seconds, `the case was not over after ${seconds} seconds`)),
    );
    this.#run(this.#case.play);
  }

  onMessage(payload: Uint8Array, binary: boolean): void {
    if (this.#program === undefined) this.#receive({ event: "message", payload, binary });
    else this.#program.onMessage(payload, binary);
  }

  onPong(payload: Uint8Array): void {
    this.#receive({ event: "pong", payload });
  }

  onLost(): void {
    this.#lostAt = this.#clock.now();
    for (const cancel of this.#cancels) cancel();
    this.#onEnd();
  }

  #receive(event: CaseEvent): void {
    if (!this.#kept.keep(event)) return;
    if (this.#case.expectedClose.closedByMe && !this.#case.suppressAutoClose && this.#isComplete) this.#closeAsExpected();
  }

  /** Everything every expectation asks for has come: the case has nothing to wait for. */
  get #isComplete(): boolean {
    return Object.values(this.#case.expected).every((events) => sameEvents(events, this.received));
  }

  #closeAsExpected(): void {
    const code = this.#case.expectedClose.closeCode[0] ?? closeCodes.normal;
    this.#connection.close(code, null, closeBody(code));
  }

  #run(steps: readonly Step[]): void {
    for (const step of steps) {
      if (this.#isUnimplemented) return;
      this.#perform(step);
    }
  }

  #perform(step: Step): void {
    const { writer, state, traffic } = this.#connection;
    switch (step.step) {
      case "send":
        return writer.send(step.frame);
      case "sendMessage":
        return state === "OPEN" ? writer.sendMessage(step.binary, step.payload, step.fragmentSize ?? this.#fragmentSize) : undefined;
      case "close":
        return this.#connection.close(step.code, step.reason, step.payload);
      case "killAfter":
      case "closeAfter":
      case "continueLater":
        return this.#arm(step);
      case "recordTimeout":
        this.#kept.keep({ event: "timeout", tag: step.tag });
        return;
      case "beginFrame":
        return state === "OPEN" ? writer.beginFrame(step) : undefined;
      case "frameBytes":
        return state === "OPEN" ? writer.frameBytes(step.bytes) : undefined;
      case "endMessage":
        return state === "OPEN" ? writer.send({ opcode: opcodes.continuation, fin: true, rsv: 0, payload: noBytes }) : undefined;
      case "autoFragment":
        this.#fragmentSize = step.size;
        return;
      case "wireLog":
        return traffic.switchLog(step.enabled, step.marker);
      case "requireCompression":
        return this.#connection.isCompressing ? undefined : this.#giveUpUncompressed();
      case "startRoundTrips":
        return this.#program?.start(this.#fragmentSize);
    }
  }

  #arm(step: Extract<Step, { seconds: number }>): void {
    const { traffic } = this.#connection;
    const { seconds } = step;
    switch (step.step) {
      case "killAfter":
        traffic.note({ kind: "KL", seconds });
        return this.#later(seconds, always, (waited) => this.#kill(waited));
      case "closeAfter":
        traffic.note({ kind: "TI", seconds });
        return this.#later(
          seconds,
          () => !this.#isAcceptable,
          (waited) => this.#giveUpPolitely(waited),
        );
      case "continueLater":
        traffic.note({ kind: "CT", seconds, tag: step.tag });
        return this.#later(
          seconds,
          () => step.onlyIfOpen && this.#connection.state === "OPEN",
          () => this.#continue(step),
          true,
        );
    }
  }

  #later(seconds: number, isDecisive: () => boolean, call: (seconds: number) => void, isPause = false): void {
    this.#cancels.push(this.#connection.sending.wait({ seconds, isDecisive, onRunOut: (wait) => call(wait.seconds), isPause }));
  }

  /** The peer has done what it should, or has no more to do: that a limit is reached is no news. */
  get #isAcceptable(): boolean {
    if (this.#connection.state !== "OPEN") return true;
    const { expected, expectedClose } = this.#case;
    return (
      this.#program === undefined && expectedClose.closedByMe && Object.values(expected).some((events) => sameEvents(events, this.received))
    );
  }

  #kill(seconds: number): void {
    this.#connection.traffic.note({ kind: "KLE" });
    this.#connection.noteCaseTimer("kill", seconds);
    this.#connection.fail(closeCodes.goingAway, "Going Away");
  }

  #giveUpPolitely(seconds: number): void {
    this.#connection.traffic.note({ kind: "TIE" });
    if (this.#connection.state === "OPEN") this.#connection.noteCaseTimer("close", seconds);
    this.#connection.close(null, null, encodeUtf8(""));
  }

  #giveUpUncompressed(): void {
    this.#isUnimplemented = true;
    this.#connection.close(closeCodes.normal, null, closeBody(closeCodes.normal));
  }

  #continue({ tag, onlyIfOpen, steps }: Extract<Step, { step: "continueLater" }>): void {
    this.#connection.traffic.note({ kind: "CTE", tag });
    if (!onlyIfOpen || this.#connection.state === "OPEN") this.#run(steps);
  }
}
