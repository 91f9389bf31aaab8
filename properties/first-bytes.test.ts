import { expect } from "vitest";
import { type Expectation, judgeFirstBytes } from "../models/frames/header-verdict.ts";
import { hex } from "../src/core/testing/hex.ts";
import { establishedEndpoint, startOf } from "./adapters/established-endpoint.ts";
import { doneBy, owedForFailure } from "./adapters/told.ts";
import { exhaustive } from "./property.ts";

/** An empty first fragment of a binary message, as either receiver needs it. */
const opening = { server: hex("02 80 00 00 00 00"), client: hex("02 00") };

interface FirstBytes extends Expectation {
  readonly first: number;
  readonly second: number;
}

// Every form of a length, and the lengths around which a rule changes, masked and not.
const secondBytes = [0, 1, 2, 124, 125, 126, 127].flatMap((length) => [length, 0x80 | length]);

// What a rule may say about the second byte depends on the opcode alone.
const firstBytesOfEveryOpcode = Array.from({ length: 0x10 }, (_, opcode) => 0x80 | opcode);

function* firstBytes(): Generator<FirstBytes> {
  for (const receiver of ["server", "client"] as const) {
    for (const insideMessage of [false, true]) {
      for (let first = 0; first < 0x100; first++) yield { receiver, insideMessage, first, second: receiver === "server" ? 0x85 : 0x05 };
      for (const first of firstBytesOfEveryOpcode) {
        for (const second of secondBytes) yield { receiver, insideMessage, first, second };
      }
    }
  }
}

exhaustive({
  title: "the first two bytes of a frame are judged as sections 5.1 to 5.5 judge them, whole and one by one",
  requires: [
    "rfc6455/5.2/rsv-fails",
    "rfc6455/5.2/rsv-zero",
    "rfc6455/5.2/opcode-known",
    "rfc6455/5.4/control-not-fragmented",
    "rfc6455/5.4/continuation-follows-start",
    "rfc6455/5.4/fragments-not-interleaved",
    "rfc6455/5.1/unmasked-closes",
    "rfc6455/5.1/masked-closes",
    "rfc6455/5.5/control-payload-125",
    "rfc6455/5.5.1/body-begins-with-code",
    "ours/core/fails-at-first-byte",
  ],
  over: firstBytes,
  holds: ({ first, second, ...expectation }) => {
    const { receiver, insideMessage } = expectation;
    const verdict = judgeFirstBytes(first, second, expectation);
    const before = insideMessage ? opening[receiver] : new Uint8Array(0);
    const byteOffset = startOf[receiver] + before.length + (verdict?.byte ?? 0);
    const failure = verdict && owedForFailure({ blame: "peer", requirement: verdict.requirement, closeCode: 1002, byteOffset }, receiver);

    const whole = establishedEndpoint(receiver);
    const cut = establishedEndpoint(receiver);
    const doneAtOnce = doneBy(whole, receiver, [Uint8Array.of(...before, first, second)]);
    const doneByFirst = doneBy(cut, receiver, [Uint8Array.of(...before, first)]);
    const doneBySecond = doneBy(cut, receiver, [Uint8Array.of(second)]);
    const failedAt = [doneByFirst, doneBySecond].findIndex((lines) => lines.some((line) => line.startsWith("failed")));

    if (failure !== undefined) expect(doneAtOnce).toEqual(failure);
    else expect(doneAtOnce.filter((line) => line.startsWith("failed"))).toEqual([]);
    expect(failedAt).toBe(verdict?.byte ?? -1);
  },
});
