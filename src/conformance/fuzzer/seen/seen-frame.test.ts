import { expect, it } from "vitest";
import { loggedFrames, type SeenFrame } from "./seen-frame.ts";

const frameAt = (number: number, logLine: number | null): SeenFrame => ({
  number,
  start: 0,
  end: 0,
  opcode: 1,
  fin: true,
  rsv: 0,
  payloadLength: 0,
  logLine,
});

it("where nothing is to be explained, the frames stay that the wire log shows", () => {
  const sent = [frameAt(1, 2), frameAt(2, null), frameAt(3, 7)];
  const received = [frameAt(1, null), frameAt(2, 4)];
  expect(loggedFrames({ sent, received })).toEqual({ sent: [frameAt(1, 2), frameAt(3, 7)], received: [frameAt(2, 4)] });
});
