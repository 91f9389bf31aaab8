import type { Level } from "../../../spec/requirement.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { FramePlace } from "../fuzzer/seen/seen-frame.ts";
import type { DisputedReading } from "../verdict/case-result.ts";

/** A requirement that a result puts in doubt. */
export interface RequirementInDoubt {
  readonly id: RequirementId;
  readonly level: Level;
  readonly statement: string;
  /** E.g. `RFC 6455, section 5.5.2`. */
  readonly citation: string;
  /** Where the section can be read; null for a promise of ours. */
  readonly url: string | null;
  /** The fuzzer saw it broken; otherwise it is one that the case tests. */
  readonly seenBroken: boolean;
}

/** A frame in a capture: its direction, its number in that direction, and where its bytes are. */
export interface FrameInCapture extends FramePlace {
  readonly sentBy: "fuzzer" | "peer";
  /** E.g. `text frame of 13 bytes`. */
  readonly what: string;
  /** The line of the wire log that shows it, from 0; null where it was not logged. */
  readonly logLine: number | null;
}

/** Where to look: in the opening handshake or at a frame, and, where one byte decides, at that byte. */
export interface Place {
  /** The place in words, for a person with a capture. */
  readonly words: string;
  readonly frame: FrameInCapture | null;
  /** Position in what the peer sent, counted from the first byte of the connection. */
  readonly byteOffset: number | null;
}

/** Why a result is not a strict pass. Every text is one or more full sentences. */
export interface Explanation {
  /** What went wrong, in one sentence. */
  readonly summary: string;
  /** The requirement that the summary is about; null where what went wrong breaks none. */
  readonly rule: RequirementInDoubt | null;
  /** That one first, then those seen broken, then those that the case tests. */
  readonly requirements: readonly RequirementInDoubt[];
  readonly places: readonly Place[];
  readonly expected: string;
  readonly came: string;
  readonly ending: string;
  /** What to look at next, the most telling first. */
  readonly next: readonly string[];
  /** What those say who read the RFC in another way; empty where nobody does. */
  readonly readings: readonly DisputedReading[];
}

/** One side of an explanation: what went wrong in the handshake, in the rules, in what came, or in the ending. */
export interface PartialExplanation extends Pick<Explanation, "summary" | "places" | "expected" | "came" | "next"> {
  /** The requirement of this very finding; "case" is the first one that the case tests. */
  readonly about: RequirementId | "case" | null;
}
