import type { Case, RawFrame } from "../case/case.ts";
import { type FrameOptions, failedByPeer, killAfter, nothing, ping, preferably, send, text, textMessage } from "./steps.ts";

type Course = Pick<Case, "expectation" | "play" | "expected" | "expectedClose">;

/** Sends a frame that breaks the protocol, and nothing else. */
export function badFrameAlone(bad: RawFrame): Course {
  return {
    expectation: "The peer fails the connection, with 1002 or by dropping it, and sends no message and no Pong.",
    play: [send(bad), killAfter(1)],
    expected: nothing,
    expectedClose: failedByPeer(1002),
  };
}

/** Sends a frame that breaks the protocol after a good text message and before a Ping. */
export function badFrameBetweenTextAndPing(bad: RawFrame, how: FrameOptions = {}): Course {
  return {
    expectation:
      "The text message is echoed, then the peer fails the connection with 1002 or by dropping it; the Ping gets no Pong. " +
      "Failing without the echo is accepted as non-strict.",
    play: [send(text("Hello, world!"), how), send(bad, how), send(ping(), how), killAfter(1)],
    expected: preferably(textMessage("Hello, world!")),
    expectedClose: failedByPeer(1002),
  };
}
