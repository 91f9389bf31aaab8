import type { StatusCodeProfile } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { GrowingBytes } from "../bytes/growing-bytes.ts";
import { type Fault, movedBy } from "../fault.ts";
import type { FrameHeader } from "../frame/frame-header.ts";
import { CloseBodyReader } from "./close-body.ts";
import type { CloseStatus } from "./close-status.ts";

const noFaults: readonly Fault[] = [];

/** Section 5.5: collects the payload of one control frame after the other; that of a Close frame is judged as it comes. */
export class ControlReader {
  readonly #closeBody: CloseBodyReader;
  readonly #bytesMax: number;
  readonly #payload = new GrowingBytes();

  /** Of a payload that is longer than the bound only the beginning is kept. */
  constructor(statusCodes: StatusCodeProfile, bytesMax: number) {
    this.#closeBody = new CloseBodyReader(statusCodes);
    this.#bytesMax = bytesMax;
  }

  /** Takes the next piece of a payload that begins at this position of the stream; returns what is wrong with it. */
  push({ opcode, payloadLength }: FrameHeader, piece: Uint8Array, payloadStart: number): readonly Fault[] {
    const room = Math.max(0, this.#bytesMax - this.#payload.length);
    this.#payload.append(piece.subarray(0, room), Math.min(payloadLength, this.#bytesMax));
    if (opcode !== opcodes.close) return noFaults;
    return this.#closeBody.push(piece).map((fault) => movedBy(payloadStart, fault));
  }

  /** What is wrong with a payload that ends here. */
  faultsAtEnd({ opcode }: FrameHeader, payloadStart: number): readonly Fault[] {
    return opcode === opcodes.close ? this.#closeBody.end().map((fault) => movedBy(payloadStart, fault)) : noFaults;
  }

  /** Hands the payload over, with what it says if it is that of a Close frame. */
  take({ opcode }: FrameHeader): { readonly payload: Uint8Array; readonly status: CloseStatus | undefined } {
    const payload = this.#payload.take();
    return { payload, status: opcode === opcodes.close ? this.#closeBody.statusOf(payload) : undefined };
  }
}
