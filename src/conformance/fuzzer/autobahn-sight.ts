import { isControlOpcode } from "../../../spec/registries/opcodes.ts";
import type { DirectionWatch, Seen, SeenFault, SeenWholeFrame } from "../../oracle/direction-watch.ts";

/**
 * A peer as Autobahn sees it: a text that is not UTF-8 is a fault once more in each further frame of its message, and where that
 * ends. The second fault of a connection drops it.
 */
export class AutobahnSight {
  readonly #watch: DirectionWatch;
  #textFault: SeenFault | undefined;

  constructor(watch: DirectionWatch) {
    this.#watch = watch;
  }

  /** How many of the bytes it was given lie behind what was told last. */
  get unreadBytes(): number {
    return this.#watch.unreadBytes;
  }

  /** Everything in the next bytes, in order. */
  *read(bytes: Uint8Array): Generator<Exclude<Seen, { kind: "spoiled" }>> {
    for (const seen of this.#watch.read(bytes)) {
      if (seen.kind === "fault" && seen.failure.requirement === "rfc6455/8.1/invalid-utf8-fails") this.#textFault = seen;
      if (seen.kind === "frame") yield* this.#againIn(seen);
      if (seen.kind === "spoiled") yield* this.#atEnd();
      else yield seen;
    }
  }

  *#againIn({ number, header }: SeenWholeFrame): Generator<SeenFault> {
    if (this.#textFault === undefined || this.#textFault.frame >= number || isControlOpcode(header.opcode)) return;
    yield { ...this.#textFault, frame: number };
  }

  *#atEnd(): Generator<SeenFault> {
    const fault = this.#textFault;
    this.#textFault = undefined;
    if (fault !== undefined) yield fault;
  }
}
