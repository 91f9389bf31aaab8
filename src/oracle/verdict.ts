import type { Level } from "../../spec/requirement.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { FrameHeader } from "../core/frame/frame-header.ts";
import type { ConnectionFacts } from "./recording/recording.ts";

/** Where something stands in the direction of a party. */
export interface StreamPlace {
  /** The frame, from 1; null in the opening handshake, and for what was not sent. */
  readonly frame: number | null;
  /** Position of the deciding byte in the party's stream, from 0; null where the recording has no bytes. */
  readonly byteOffset: number | null;
  /** In milliseconds since the connection's first observation; null without times. */
  readonly time: number | null;
}

/** A requirement that a party broke, with the evidence. */
export interface Finding extends StreamPlace {
  readonly by: Role;
  readonly requirement: RequirementId;
  readonly level: Level;
  /** What came, in a few words. */
  readonly detail: string;
  /** What had to come instead, one sentence. */
  readonly expected: string;
  /** The bytes around the deciding one, at most 32; empty where nothing came. */
  readonly bytes: Uint8Array;
  /** A pattern that people know by name, as "an HTTP answer inside the frame stream". */
  readonly pattern: string | null;
  /** Where the texts can be read in two ways: the id of the reading in spec/readings.ts, under which alone this is a breach. */
  readonly reading: string | null;
}

/** What a recording does not decide. */
export interface Undecided {
  readonly by: Role;
  readonly requirement: RequirementId;
  /** What the recording lacks. */
  readonly lacks: string;
  /** Which recording would decide it. */
  readonly wouldDecide: string;
}

/** What a party was seen to obey, and how often it had occasion to. */
export interface Upheld {
  readonly by: Role;
  readonly requirement: RequirementId;
  readonly times: number;
}

/** A reaction to what the other side broke, stated as right. */
export interface RightReaction extends StreamPlace {
  readonly by: Role;
  readonly requirement: RequirementId;
  readonly detail: string;
}

/** The verdict about one connection. `final` is false as long as more may be seen. */
export interface ConnectionVerdict {
  readonly facts: ConnectionFacts;
  readonly final: boolean;
  /** How the two programs name themselves in the handshake (User-Agent, Server), where they do. */
  readonly names: Readonly<Record<Role, string | null>>;
  readonly violations: readonly Finding[];
  readonly inconclusive: readonly Undecided[];
  readonly conforms: readonly Upheld[];
  readonly reactions: readonly RightReaction[];
  /** Frames seen per direction. */
  readonly frames: Readonly<Record<Role, number>>;
}

/** What a monitor tells as it goes, in the order of the recording. */
export type Told =
  /** A head of the opening handshake has come whole. */
  | {
      readonly kind: "head";
      readonly from: Role;
      readonly time: number | null;
      readonly startLine: string;
      readonly start: number;
      readonly end: number;
    }
  /** A frame has come whole. `payload` is unmasked, and only the beginning of one that is longer than what is kept. */
  | {
      readonly kind: "frame";
      readonly from: Role;
      readonly time: number | null;
      readonly number: number;
      readonly header: FrameHeader;
      readonly payload: Uint8Array;
      /** Positions in the sender's stream; null where the recording has no bytes. */
      readonly start: number | null;
      readonly end: number | null;
    }
  /** A message that a recording of messages holds. */
  | {
      readonly kind: "message";
      readonly from: Role;
      readonly time: number | null;
      readonly opcode: number;
      readonly payload: Uint8Array | null;
    }
  | { readonly kind: "gap"; readonly from: Role; readonly time: number | null; readonly length: number | null }
  | { readonly kind: "end"; readonly from: Role; readonly time: number | null; readonly how: "fin" | "reset" }
  | { readonly kind: "remark"; readonly from: Role; readonly words: string }
  | { readonly kind: "breach"; readonly breach: Finding }
  | { readonly kind: "reaction"; readonly reaction: RightReaction };
