import type { Role } from "../../../spec/role.ts";
import { ConnectionMonitor } from "../../oracle/monitor.ts";
import type { MonitorOptions } from "../../oracle/monitor-options.ts";
import type { ConnectionFacts, Observation } from "../../oracle/recording/recording.ts";
import { factsText, observationText } from "../../oracle/recording/transcript/transcript-writer.ts";
import type { ConnectionVerdict, Finding } from "../../oracle/verdict.ts";

/** What is done with what passes. */
export interface Watching {
  readonly onBreach: (breach: Finding) => void;
  /** Takes the lines of a transcript, where one is written. */
  readonly record: ((text: string) => void) | undefined;
  readonly now: () => number;
  /** The judging itself has failed: the connection goes on without. */
  readonly onFault: (error: Error) => void;
}

/** One connection through the proxy: judged as it goes, and recorded where that is asked for. */
export class WatchedConnection {
  readonly #facts: ConnectionFacts;
  readonly #monitor: ConnectionMonitor;
  readonly #watching: Watching;
  readonly #begun: number;
  #isJudged = true;

  constructor(name: string, options: Partial<MonitorOptions>, watching: Watching) {
    this.#facts = { name, detail: "bytes", order: "between", begins: "opening", form: "http/1.1" };
    this.#monitor = new ConnectionMonitor(this.#facts, options);
    this.#watching = watching;
    this.#begun = watching.now();
    watching.record?.(factsText(this.#facts));
  }

  get verdict(): ConnectionVerdict {
    return this.#monitor.verdict();
  }

  /** Bytes have passed; they are copied. */
  passed(from: Role, bytes: Uint8Array): void {
    this.#see({ kind: "bytes", from, time: this.#time, bytes: new Uint8Array(bytes) });
  }

  ended(from: Role, how: "fin" | "reset"): void {
    this.#see({ kind: "end", from, time: this.#time, how });
  }

  /** Nothing more passes. */
  close(): ConnectionVerdict {
    this.#tell(() => this.#monitor.end());
    return this.verdict;
  }

  get #time(): number {
    return this.#watching.now() - this.#begun;
  }

  #see(observation: Observation): void {
    this.#watching.record?.(observationText(observation));
    this.#tell(() => this.#monitor.see(observation));
  }

  /** Whatever becomes of the judging, the bytes have passed. */
  #tell(told: () => ReturnType<ConnectionMonitor["see"]>): void {
    if (!this.#isJudged) return;
    try {
      for (const each of told()) if (each.kind === "breach") this.#watching.onBreach(each.breach);
    } catch (error) {
      this.#isJudged = false;
      this.#watching.onFault(error as Error);
    }
  }
}
