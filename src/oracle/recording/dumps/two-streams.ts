import type { RecordingEvent } from "../recording.ts";
import { TwoSides } from "./two-sides.ts";

/** One recording out of the bytes that each side sent, in pieces: nothing is known of the order between the two. */
export function* twoStreams(client: Iterable<Uint8Array>, server: Iterable<Uint8Array>, name = "two streams"): Generator<RecordingEvent> {
  const sides = new TwoSides({ id: 1, name, orderFor: () => "unknown", withoutHead: () => 0 });
  const pieces = [client[Symbol.iterator](), server[Symbol.iterator]()] as const;
  for (let isOver = false; !isOver; ) {
    isOver = true;
    for (const side of [0, 1] as const) {
      const next = pieces[side].next();
      if (next.done === true) continue;
      isOver = false;
      yield* sides.see(side, { kind: "bytes", bytes: next.value });
    }
  }
  yield* sides.end();
}
