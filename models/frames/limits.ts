import type { RequirementId } from "../../spec/requirements.ts";
import type { MessageFrame } from "./messages.ts";

/** Bounds a receiver keeps, in bytes and in frames. */
export interface MessageLimits {
  readonly frameBytesMax: number;
  readonly messageBytesMax: number;
  readonly fragmentsMax: number;
}

/** The first frame that exceeds a limit: its place, and what the connection then fails with. */
export interface Excess {
  readonly index: number;
  readonly requirement: RequirementId;
  readonly closeCode: 1008 | 1009;
}

/** Counts, for each data frame, what its message has come to, as if nothing had been counted before. */
export function firstExcess(frames: readonly MessageFrame[], limits: MessageLimits): Excess | undefined {
  for (const [index, frame] of frames.entries()) {
    if (isControl(frame)) continue;
    const message = messageUpTo(frames.slice(0, index + 1));
    const bytes = message.reduce((sum, { payload }) => sum + payload.length, 0);
    if (frame.payload.length > limits.frameBytesMax || bytes > limits.messageBytesMax) {
      return { index, requirement: "rfc6455/10.4/limits-protect", closeCode: 1009 };
    }
    if (message.length > limits.fragmentsMax) return { index, requirement: "ours/limits/fragments", closeCode: 1008 };
  }
  return undefined;
}

const isControl = ({ opcode }: MessageFrame): boolean => opcode >= 8;

/** The data frames of the message that the last frame belongs to. */
function messageUpTo(frames: readonly MessageFrame[]): readonly MessageFrame[] {
  const dataFrames = frames.filter((frame) => !isControl(frame));
  return dataFrames.slice(dataFrames.findLastIndex(({ opcode }) => opcode !== 0));
}
