/** Where a frame was in the bytes of its direction, handshake included. */
export interface FramePlace {
  /** From 1, in the order of the direction. */
  readonly number: number;
  /** Position of its first byte. */
  readonly start: number;
  /** Position behind its last byte. */
  readonly end: number;
}

/** A frame that went over the wire, and the line of the wire log that shows it, from 0. */
export interface SeenFrame extends FramePlace {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly payloadLength: number;
  readonly logLine: number | null;
}

/** The frames of both directions in their order. */
export interface SeenFrames {
  readonly sent: readonly SeenFrame[];
  readonly received: readonly SeenFrame[];
}

/** As many as are kept of each direction; the last one is always among them. */
const framesMax = 2000;

/** The frames that a wire log shows: all that is worth keeping where there is nothing to explain. */
export const loggedFrames = ({ sent, received }: SeenFrames): SeenFrames => ({
  sent: sent.filter(({ logLine }) => logLine !== null),
  received: received.filter(({ logLine }) => logLine !== null),
});

/** Keeps a frame; of too many, the first ones and the last. */
export function keepFrame(frames: SeenFrame[], frame: SeenFrame): void {
  if (frames.length < framesMax) frames.push(frame);
  else frames[framesMax - 1] = frame;
}
