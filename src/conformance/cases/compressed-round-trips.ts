import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case, CompressionSetup, SourceName } from "../case/case.ts";
import { measuredCase, requireCompression, roundTripCount, startRoundTrips, wireLogOffMarked } from "./measured-case.ts";
import { autoFragment, closeAfter } from "./steps.ts";

/** How messages are cut from their source and into frames; the limit is for all of them. */
export interface MessageSize {
  /** In characters or bytes, as the source has it. */
  readonly length: number;
  /** In bytes of what is compressed already; 0 leaves each message in one frame. */
  readonly fragmentSize: number;
  readonly seconds: number;
}

const whole = (length: number, seconds: number): MessageSize => ({ length, fragmentSize: 0, seconds });
const fragmented = (length: number, fragmentSize: number): MessageSize => ({ length, fragmentSize, seconds: 480 });

/** The sizes that every section of chapters 12 and 13 goes through, in the order of their case numbers. */
const messageSizes: readonly MessageSize[] = [
  whole(16, 60),
  whole(64, 60),
  whole(256, 120),
  whole(1024, 240),
  whole(4096, 480),
  whole(8192, 480),
  whole(16384, 480),
  whole(32768, 480),
  whole(65536, 480),
  whole(131072, 480),
  fragmented(8192, 256),
  fragmented(16384, 256),
  fragmented(32768, 256),
  fragmented(65536, 256),
  fragmented(131072, 256),
  fragmented(131072, 1024),
  fragmented(131072, 4096),
  fragmented(131072, 32768),
];

/** What tells the cases of a section from those of another. */
export interface CompressedSection {
  readonly section: string;
  readonly source: SourceName;
  readonly isBinary: boolean;
  readonly compression: CompressionSetup;
  readonly titleOf: (size: MessageSize) => string;
  /** The beginning of the description: what is negotiated, or what it is cut from. */
  readonly descriptionOf: (size: MessageSize) => string;
  readonly requires: readonly RequirementId[];
}

const requirementsOf = (requires: readonly RequirementId[], fragmentSize: number): readonly RequirementId[] =>
  fragmentSize === 0 ? requires : [...requires, "rfc7692/6.2/fragments-joined"];

/** The cases of a section: round trips of compressed messages, once for each size. */
export function compressedRoundTrips({ section, source, isBinary, compression, ...words }: CompressedSection): readonly Case[] {
  const unit = isBinary ? "bytes" : "codePoints";
  return messageSizes.map((size, index) =>
    measuredCase({
      id: `${section}.${index + 1}`,
      title: words.titleOf(size),
      description: words.descriptionOf(size),
      expectation:
        "Every message comes back unchanged, compressed or not, the last within the time limit; the fuzzer then closes with 1000. " +
        "A peer that does without permessage-deflate is reported as unimplemented.",
      requires: requirementsOf(words.requires, size.fragmentSize),
      play: [wireLogOffMarked, autoFragment(size.fragmentSize), requireCompression, closeAfter(size.seconds), startRoundTrips],
      program: {
        program: "roundTrips",
        binary: isBinary,
        count: roundTripCount,
        message: { kind: "window", source, unit, length: size.length },
        check: "content",
      },
      compression,
      reportCompressionRatio: true,
    }),
  );
}

/** What one side asks of how the other compresses. */
export interface CompressionDemand {
  readonly noContextTakeover: boolean;
  /** 0 asks for none. */
  readonly maxWindowBits: number;
}

/** Asks the peer for the first of these demands that it can meet: a server by offers, a client by the answer. */
export function demanding(...demands: readonly CompressionDemand[]): CompressionSetup {
  return {
    offers: demands.map(({ noContextTakeover, maxWindowBits }) => ({
      noContextTakeover,
      serverMaxWindowBits: maxWindowBits,
    })),
    answers: demands.map(({ noContextTakeover, maxWindowBits }) => ({
      clientNoContextTakeover: noContextTakeover,
      clientMaxWindowBits: maxWindowBits,
    })),
  };
}

/** Asks for nothing: the peer may compress as it likes. */
export const noDemand: CompressionDemand = { noContextTakeover: false, maxWindowBits: 0 };
/** What is in doubt when messages do not come back although nothing was asked for. */
export const plainRequirements = [
  "rfc7692/6/rsv1-tells",
  "rfc7692/7.2.2/tail-appended",
  "rfc7692/7.2.2/window-kept",
] as const satisfies readonly RequirementId[];
