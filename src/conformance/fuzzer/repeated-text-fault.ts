import { isControlOpcode } from "../../../spec/registries/opcodes.ts";
import type { SeenFault, SeenWholeFrame } from "../../oracle/direction-watch.ts";

/** Autobahn fails the connection for a text that is not UTF-8 once more for each further frame of its message, and where that ends. */
export class RepeatedTextFault {
  #fault: SeenFault | undefined;

  /** Remembers a fault, if it is one of text. */
  note(fault: SeenFault): void {
    if (fault.failure.requirement === "rfc6455/8.1/invalid-utf8-fails") this.#fault = fault;
  }

  /** The fault once more, where a frame goes on with the message it is in. */
  againIn({ number, header }: SeenWholeFrame): SeenFault | undefined {
    if (this.#fault === undefined || this.#fault.frame >= number || isControlOpcode(header.opcode)) return undefined;
    return { ...this.#fault, frame: number };
  }

  /** The fault once more, where its message ends; the next message is another one. */
  atEnd(): SeenFault | undefined {
    const fault = this.#fault;
    this.#fault = undefined;
    return fault;
  }
}
