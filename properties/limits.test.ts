import fc from "fast-check";
import { expect } from "vitest";
import { writeFrame } from "../models/frames/frame-grammar.ts";
import { firstExcess, type MessageLimits } from "../models/frames/limits.ts";
import { readMessages } from "../models/frames/messages.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { bytesOfFrames, sessions } from "../src/arbitraries/sessions.ts";
import { establishedEndpoint, startOf } from "./adapters/established-endpoint.ts";
import { doneBy, owedFor, owedForFailure } from "./adapters/told.ts";
import { property } from "./property.ts";

/** Bounds that sessions run into now and then. */
const limits = (): fc.Arbitrary<MessageLimits> =>
  fc.record({
    frameBytesMax: fc.oneof(fc.nat(30), fc.constant(0x10_0000)),
    messageBytesMax: fc.oneof(fc.nat(60), fc.constant(0x10_0000)),
    fragmentsMax: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constant(1000)),
  });

property({
  title:
    "the frame that exceeds a limit fails the connection when its header is complete, after everything before it, and nobody is blamed",
  requires: [
    "rfc6455/10.4/limits-protect",
    "rfc6455/10.4/limits-imposed",
    "ours/limits/fragments",
    "ours/core/delivers-before-failing",
    "ours/core/chunking-independent",
  ],
  given: [sessions(), limits(), chunkings()],
  runs: 200,
  holds: ({ role, frames }, bounds, chunking) => {
    const excess = firstExcess(frames, bounds);
    const legal = frames.slice(0, excess?.index);
    const owed = owedFor(readMessages(legal).deliveries, role);
    const done = doneBy(establishedEndpoint(role, bounds), role, cut(bytesOfFrames(frames), chunking));
    if (excess === undefined) return expect(done).toEqual(owed);

    const excessive = frames[excess.index] as (typeof frames)[number];
    const headerEnd = bytesOfFrames(legal).length + writeFrame(excessive).length - excessive.payload.length;
    const failure = { ...excess, blame: "policy", byteOffset: startOf[role] + headerEnd - 1 } as const;
    return expect(done).toEqual([...owed, ...owedForFailure(failure, role)]);
  },
});
