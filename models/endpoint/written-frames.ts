import { opcodeName } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import { type DeflateSide, readCompressed } from "../deflate/compressed-messages.ts";
import { type GrammarFrame, readFrames, shortestLengthBits } from "../frames/frame-grammar.ts";
import { readUtf8 } from "../utf8/utf8-grammar.ts";
import { hexOf, joined } from "../words.ts";

/** Reads what an endpoint writes as its peer would, frame by frame, and says in a line what it is. */
export class WrittenFrames {
  readonly #isClient: boolean;
  readonly #thresholdBytes: number;
  #deflating: DeflateSide | undefined;
  #message: { readonly format: string; readonly isCompressed: boolean; readonly fragments: Uint8Array[] } | undefined;

  /** Whole messages shorter than the threshold are to be left uncompressed. */
  constructor(role: Role, thresholdBytes: number) {
    this.#isClient = role === "client";
    this.#thresholdBytes = thresholdBytes;
  }

  /** permessage-deflate is in use from the next frame on. */
  compressAs(side: DeflateSide): void {
    this.#deflating = side;
  }

  /** One write, which has to be one frame, in the words of the model; `failed` is a Close frame that has to say why. */
  read(bytes: Uint8Array): string {
    const { frames, rest } = readFrames(bytes);
    const [frame] = frames;
    if (frame === undefined || frames.length !== 1 || rest.length > 0) return `write ${hexOf(bytes)}, which is not one frame`;
    const wrong = this.#wrongHeader(frame);
    if (wrong !== undefined) return `write ${hexOf(bytes)}, ${wrong}`;
    const kind = opcodeName(frame.opcode);
    if (kind === "close") return `write close ${hexOf(frame.payload)}`;
    return kind === "ping" || kind === "pong" ? `write ${kind} ${hexOf(frame.payload)}` : this.#readData(frame, kind as string);
  }

  #wrongHeader({ maskingKey, lengthBits, opcode, fin, rsv, payload }: GrammarFrame): string | undefined {
    if (opcodeName(opcode) === undefined) return "whose opcode is reserved";
    if ((maskingKey !== undefined) !== this.#isClient) return "masked by the wrong side";
    if (lengthBits !== shortestLengthBits(payload.length)) return "with a length in too many bytes";
    if (opcode >= 8 && (!fin || payload.length > 125)) return "a control frame too long or without FIN";
    const mayBeMarked = this.#deflating !== undefined && (opcode === 1 || opcode === 2);
    if (rsv !== 0 && !(rsv === 4 && mayBeMarked)) return "with a reserved bit";
    if ((opcode === 0) !== (this.#message !== undefined) && opcode < 8) return "out of order";
    return undefined;
  }

  #readData({ opcode, fin, rsv, payload }: GrammarFrame, kind: string): string {
    const message = this.#message ?? { format: kind, isCompressed: rsv === 4, fragments: [] };
    message.fragments.push(payload);
    this.#message = fin ? undefined : message;
    if (!fin) return `write ${kind}, more follows`;
    const whole = joined(...message.fragments);
    if (!message.isCompressed || this.#deflating === undefined) return `write last ${kind} of ${message.format} ${hexOf(whole)}`;
    const read = readCompressed(whole, this.#deflating, Number.POSITIVE_INFINITY);
    if ("blame" in read) return `write ${hexOf(whole)}, which breaks ${read.requirement}`;
    this.#deflating = read.side;
    const isTooShort = opcode !== 0 && read.message.length < this.#thresholdBytes;
    return `write last ${kind} of ${message.format} ${hexOf(read.message)}${isTooShort ? ", compressed although it is short" : ""}`;
  }
}

/** A line about a Close frame as one that says why: what it says is free, as long as it can be read. */
export function closeThatSaysWhy(line: string): string {
  const [, code = "", reason = ""] = /^write close ([0-9a-f]{4})((?:[0-9a-f]{2})*)$/.exec(line) ?? [];
  const octets = (reason.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const { wrongAt, isComplete } = readUtf8(octets);
  return octets.length > 0 && wrongAt < 0 && isComplete ? `write close ${Number.parseInt(code, 16)} and why` : line;
}
