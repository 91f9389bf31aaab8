import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { isControlOpcode } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { Failure } from "../core/blame.ts";
import type { KeptFrame } from "../core/connection/heard.ts";
import { Incoming } from "../core/connection/incoming.ts";
import type { IncomingOptions } from "../core/connection/incoming-options.ts";
import type { MessageFormat } from "../core/input.ts";
import type { CloseStatus } from "../core/message/close-status.ts";
import type { MessageInflater } from "../core/permessage-deflate/message-deflate.ts";
import { OrderWatch } from "./order-watch.ts";

/** Something wrong in a direction, and in which of its frames, from 1. */
export interface SeenFault {
  readonly kind: "fault";
  readonly failure: Failure;
  readonly frame: number;
}

/** A frame that went over the wire. */
export interface SeenWholeFrame extends KeptFrame {
  readonly kind: "frame";
  /** From 1. */
  readonly number: number;
}

/** What is seen in a direction, in order. */
export type Seen =
  | SeenFault
  | SeenWholeFrame
  | { readonly kind: "control"; readonly letter: Letter; readonly payload: Uint8Array; readonly status: CloseStatus | undefined }
  /** `framedBytes` is what its frames carried. */
  | { readonly kind: "message"; readonly format: MessageFormat; readonly payload: Uint8Array; readonly framedBytes: number }
  /** A message has ended in which a fault was found. */
  | { readonly kind: "spoiled" };

/** What a direction is watched with. */
export interface DirectionWatchOptions {
  /** Who sends. */
  readonly sender: Role;
  /** Position in the stream of the first byte that belongs to a frame. */
  readonly byteOffset: number;
  readonly limits: IncomingOptions["limits"];
  readonly statusCodes: StatusCodeProfile;
  /** As much of the payload of a frame is told. In bytes. */
  readonly keptBytesMax: number;
  /** Inflates the sender's messages, where permessage-deflate is in use. */
  readonly inflater?: MessageInflater | undefined;
  /** Whether messages are told with what is in them; they are unless said otherwise. */
  readonly keepsMessages?: boolean;
  /** Checks UTF-8 quickly, where the platform can. */
  readonly isUtf8?: ((bytes: Uint8Array) => boolean) | undefined;
  /** What the sender may break without being blamed. */
  readonly tolerated?: ReadonlySet<RequirementId>;
}

const nothing: ReadonlySet<RequirementId> = new Set();

/** One direction of an open connection, from the first frame to the Close frame: every frame, every message and every fault. */
export class DirectionWatch {
  readonly #incoming: Incoming;
  readonly #tolerated: ReadonlySet<RequirementId>;
  readonly #order: OrderWatch;
  readonly #start: number;
  #given = 0;
  #frames = 0;
  /** Position behind the frame told last. */
  #told = 0;
  #framedBytes = 0;

  constructor({ tolerated = nothing, isUtf8, ...options }: DirectionWatchOptions) {
    const { sender, byteOffset } = options;
    this.#incoming = new Incoming({
      ...options,
      inflater: options.inflater,
      isUtf8,
      takesAnyText: tolerated.has("rfc6455/8.1/invalid-utf8-fails"),
    });
    this.#tolerated = tolerated;
    this.#order = new OrderWatch(sender);
    this.#start = byteOffset;
  }

  /** How many of the bytes it was given lie behind what was told last. */
  get unreadBytes(): number {
    return this.#start + this.#given - this.#incoming.byteOffset;
  }

  /** Everything in the next bytes, in order, whatever the cuts; they are unmasked in place. */
  *read(bytes: Uint8Array): Generator<Seen> {
    this.#given += bytes.length;
    this.#incoming.push(bytes);
    for (let heard = this.#incoming.next(); heard !== undefined; heard = this.#incoming.next()) {
      switch (heard.kind) {
        case "turn":
          break;
        case "data":
          yield* this.#blamed(this.#placed(heard.letter, heard.byteOffset));
          break;
        case "failure":
          yield* this.#blamed(heard.failure);
          break;
        case "frame":
          yield this.#frame(heard);
          break;
        case "message":
          yield { ...heard, framedBytes: this.#framedBytes };
          this.#framedBytes = 0;
          break;
        default:
          if (heard.kind === "spoiled") this.#framedBytes = 0;
          yield heard;
      }
    }
  }

  #placed(letter: Letter, byteOffset: number): Failure | undefined {
    const violation = this.#order.take(letter, byteOffset);
    if (violation !== undefined) this.#incoming.misplace();
    return violation;
  }

  *#blamed(failure: Failure | undefined): Generator<SeenFault> {
    if (failure === undefined || this.#tolerated.has(failure.requirement)) return;
    yield { kind: "fault", failure, frame: failure.byteOffset < this.#told ? this.#frames : this.#frames + 1 };
  }

  #frame(frame: KeptFrame): SeenWholeFrame {
    this.#frames++;
    this.#told = frame.end;
    if (!isControlOpcode(frame.header.opcode)) this.#framedBytes += frame.header.payloadLength;
    return { ...frame, kind: "frame", number: this.#frames };
  }
}
