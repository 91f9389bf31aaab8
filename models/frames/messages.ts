import { opcodeName } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";

/** As much of a frame as the order of frames depends on. */
export interface MessageFrame {
  readonly fin: boolean;
  readonly opcode: number;
  readonly payload: Uint8Array;
}

/** What a receiver gets out of a sequence of frames. */
export interface Delivery {
  readonly kind: "text" | "binary" | "ping" | "pong" | "close";
  readonly payload: Uint8Array;
}

/** Deliveries in order, the fragments of a message that is not finished, and the requirement broken by the frame after them, if any. */
export interface MessageReading {
  readonly deliveries: readonly Delivery[];
  readonly open: readonly MessageFrame[];
  readonly broken?: RequirementId;
}

/** RFC 6455, section 5.4, with a list of the fragments seen so far; nothing is read after a Close frame. */
export function readMessages(frames: readonly MessageFrame[]): MessageReading {
  const deliveries: Delivery[] = [];
  let open: readonly MessageFrame[] = [];
  for (const frame of frames) {
    const kind = opcodeName(frame.opcode);
    if (kind === undefined) throw new RangeError(`opcode ${frame.opcode} has no meaning`);
    if (kind === "ping" || kind === "pong" || kind === "close") {
      deliveries.push({ kind, payload: frame.payload });
      if (kind === "close") break;
      continue;
    }
    if (kind === "continuation" && open.length === 0) return { deliveries, open, broken: "rfc6455/5.4/continuation-follows-start" };
    if (kind !== "continuation" && open.length > 0) return { deliveries, open, broken: "rfc6455/5.4/fragments-not-interleaved" };
    open = [...open, frame];
    if (frame.fin) {
      deliveries.push(message(open));
      open = [];
    }
  }
  return { deliveries, open };
}

const message = (fragments: readonly MessageFrame[]): Delivery => ({
  kind: opcodeName(fragments[0]?.opcode ?? 0) === "text" ? "text" : "binary",
  payload: Uint8Array.from(fragments.flatMap(({ payload }) => [...payload])),
});
