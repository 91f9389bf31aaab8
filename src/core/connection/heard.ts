import type { Letter } from "../../../spec/lifecycle/letters.ts";
import type { Failure } from "../blame.ts";
import type { FrameHeader } from "../frame/frame-header.ts";
import type { MessageFormat } from "../input.ts";
import type { CloseStatus } from "../message/close-status.ts";

/** What the peer is found to have done. */
export type Heard =
  | { readonly kind: "data"; readonly letter: Letter; readonly byteOffset: number }
  | { readonly kind: "control"; readonly letter: Letter; readonly payload: Uint8Array; readonly status: CloseStatus | undefined }
  | { readonly kind: "message"; readonly format: MessageFormat; readonly payload: Uint8Array }
  | { readonly kind: "failure"; readonly failure: Failure }
  /** A message has ended in which a fault was found. */
  | { readonly kind: "spoiled" }
  /** A frame has come whole; told only where frames are kept. Its faults in the header come before it, those of a control frame's body behind it. */
  | ({ readonly kind: "frame" } & KeptFrame)
  /** Nothing yet: there is more to do than is done in one turn. */
  | { readonly kind: "turn" };

/** A frame that has come whole, with its place in the stream. */
export interface KeptFrame {
  readonly header: FrameHeader;
  /** Unmasked; only the beginning of a payload that is longer than what is kept. */
  readonly payload: Uint8Array;
  /** Position of its first byte. */
  readonly start: number;
  /** Position behind its last byte. */
  readonly end: number;
}
