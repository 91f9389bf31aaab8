import type { Role } from "../../../spec/role.ts";
import type { Clock } from "../../core/clock.ts";
import type { Transport, TransportEnd } from "../../core/transport.ts";
import { ConnectionMonitor } from "../../oracle/monitor.ts";
import type { Observation } from "../../oracle/recording/recording.ts";
import type { ConnectionVerdict, Finding } from "../../oracle/verdict.ts";

/** A machine that plays many cases at once may keep a peer from answering for long. */
const busyGraceMs = 10_000;

/** What the oracle sees of a connection of the fuzzer: everything, at the fuzzer's own end. */
export class OracleSight {
  readonly #self: Role;
  readonly #peer: Role;
  readonly #clock: Clock;
  readonly #monitor: ConnectionMonitor;

  constructor(self: Role, clock: Clock) {
    this.#self = self;
    this.#peer = self === "client" ? "server" : "client";
    this.#clock = clock;
    const facts = { name: "the fuzzer's", detail: "bytes", order: self, begins: "opening", form: "http/1.1" } as const;
    // What is compressed is inflated once, by who judges the peer for Autobahn.
    this.#monitor = new ConnectionMonitor(facts, { deflate: null, keptBytesMax: 0, graceMs: busyGraceMs });
  }

  /** The verdict when nothing more is to be seen. */
  get verdict(): ConnectionVerdict {
    for (const _ of this.#monitor.end());
    return this.#monitor.verdict();
  }

  /** What the peer broke. */
  get peersBreaches(): readonly Finding[] {
    return this.verdict.violations.filter(({ by }) => by === this.#peer);
  }

  /** The peer has sent bytes; they are left as they are. */
  received(bytes: Uint8Array): void {
    this.#see({ kind: "bytes", from: this.#peer, time: this.#clock.now(), bytes: new Uint8Array(bytes) });
  }

  /** The peer has ended its direction. */
  ended({ how }: TransportEnd): void {
    this.#see({ kind: "end", from: this.#peer, time: this.#clock.now(), how: how === "fin" ? "fin" : "reset" });
  }

  /** The same transport, watched in what is sent on it. */
  watching(transport: Transport): Transport {
    const ends = (how: "fin" | "reset") => this.#see({ kind: "end", from: this.#self, time: this.#clock.now(), how });
    return {
      listen: (listener) => transport.listen(listener),
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      write: (bytes, onLeft) => {
        this.#see({ kind: "bytes", from: this.#self, time: this.#clock.now(), bytes: new Uint8Array(bytes) });
        return transport.write(bytes, onLeft);
      },
      end: () => {
        ends("fin");
        transport.end();
      },
      destroy: () => {
        ends("reset");
        transport.destroy();
      },
    };
  }

  #see(observation: Observation): void {
    for (const _ of this.#monitor.see(observation));
  }
}
