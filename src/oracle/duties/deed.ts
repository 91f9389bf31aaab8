import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import type { StreamPlace } from "../verdict.ts";

/** What a party can do that duties are about. A `violation` is anything that must not be on the wire, an `end` that of its direction. */
export type DeedKind = "data" | "ping" | "pong" | "close" | "violation" | "answer" | "end";

/** One thing that a party did, as the recording shows it. */
export interface Deed {
  readonly by: Role;
  readonly kind: DeedKind;
  readonly place: StreamPlace;
  /** Position behind it in the stream of its sender: in bytes, or in frames where the recording has no bytes. */
  readonly end: number;
  /** How much of the other stream the sender had certainly received when it did this, in the same measure. */
  readonly reached: number;
  /** Of a Ping or a Pong; absent where the recording does not have it. */
  readonly payload?: Uint8Array | undefined;
  /** Of a Close frame: its code, 1005 without one; absent where the recording does not have it. */
  readonly code?: number | undefined;
  /** Of the end of a direction. */
  readonly how?: "fin" | "reset";
  /** What a violation breaks. */
  readonly requirement?: RequirementId;
}
