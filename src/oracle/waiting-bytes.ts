import type { Role } from "../../spec/role.ts";
import type { Observation } from "./recording/recording.ts";

type SeenBytes = Extract<Observation, { kind: "bytes" }>;

/** As many bytes wait until the opening handshake says what they are. */
const waitingBytesMax = 64 * 1024 * 1024;

/** Bytes that were seen before anybody could say what they are. */
export class WaitingBytes {
  readonly #seen: Record<Role, SeenBytes[]> = { client: [], server: [] };
  #length = 0;

  has(role: Role): boolean {
    return this.#seen[role].length > 0;
  }

  /** Returns whether there was room. */
  add(seen: SeenBytes): boolean {
    this.#length += seen.bytes.length;
    if (this.#length > waitingBytesMax) return false;
    this.#seen[seen.from].push(seen);
    return true;
  }

  /** Hands over what waits of one side. */
  take(role: Role): SeenBytes[] {
    const taken = this.#seen[role].splice(0);
    for (const { bytes } of taken) this.#length -= bytes.length;
    return taken;
  }
}
