import { BitInput } from "./bit-input.ts";
import type { InflateFault, InflateRequest } from "./deflate-port.ts";
import { fixedDistanceLengths, fixedLiteralLengths, matchLengthMax } from "./deflate-symbols.ts";
import { DynamicCodes } from "./dynamic-codes.ts";
import { distanceMeanings, endFlag, HuffmanTable, invalidFlag, literalFlag, literalMeanings, lookUp } from "./huffman-table.ts";

/** RFC 1951: what a stream stands for, or what is wrong with it; see `DeflatePort`. */
export const inflateRaw = (request: InflateRequest): Uint8Array | InflateFault => new Inflation(request).run();

const fixedLiterals = fixedTable(literalMeanings, 9, fixedLiteralLengths);
const fixedDistances = fixedTable(distanceMeanings, 5, fixedDistanceLengths);
// Shared by all streams, as none is left half done, and made when first needed.
let dynamicCodes: DynamicCodes | undefined;

/** One stream on its way. Beyond its end all bits are zero, so whether it ended too soon is asked afterwards. */
class Inflation {
  readonly #input: BitInput;
  readonly #window: Uint8Array;
  readonly #windowBytes: number;
  readonly #outputMax: number;
  #output: Uint8Array;
  #length = 0;

  constructor({ bytes, window, windowBytes, outputBytesMax }: InflateRequest) {
    this.#input = new BitInput(bytes);
    this.#window = window;
    this.#windowBytes = windowBytes;
    this.#outputMax = outputBytesMax;
    this.#output = new Uint8Array(Math.min(3 * bytes.length, outputBytesMax) + matchLengthMax);
  }

  run(): Uint8Array | InflateFault {
    while (this.#input.left > 0) {
      const fault = this.#block();
      if (fault !== undefined) return fault;
    }
    // No more memory is handed on than twice what is in it.
    return this.#output.length > 2 * this.#length ? this.#output.slice(0, this.#length) : this.#output.subarray(0, this.#length);
  }

  // BFINAL = 1 bit, BTYPE = 2 bits                            (section 3.2.3)
  #block(): InflateFault | undefined {
    const header = this.#input.take(3);
    const fault = this.#blockOfType(header >> 1);
    if (fault !== undefined) return fault;
    if (this.#input.left < 0) return this.#truncated();
    // RFC 7692, section 7.2.1: more may follow the final block, from the next byte on.
    if ((header & 1) === 1) this.#input.alignToByte();
    return undefined;
  }

  #blockOfType(type: number): InflateFault | undefined {
    switch (type) {
      case 0:
        return this.#stored();
      case 1:
        return this.#compressed(fixedLiterals, fixedDistances);
      case 2:
        return this.#dynamic();
      default:
        return this.#fault("malformed", "a block of the reserved type 3");
    }
  }

  // LEN = 2 octets, NLEN = 2 octets, LEN octets               (section 3.2.4)
  #stored(): InflateFault | undefined {
    const input = this.#input;
    input.alignToByte();
    const length = input.take(16);
    if ((length ^ input.take(16)) !== 0xffff) return this.#fault("malformed", "a stored block whose length does not match its complement");
    const room = this.#outputMax - this.#length;
    const content = input.bytes.subarray(input.next, input.next + Math.min(length, room + 1));
    input.next += content.length;
    if (content.length > room) return this.#tooLarge();
    this.#reserve(this.#length + content.length);
    this.#output.set(content, this.#length);
    this.#length += content.length;
    return content.length < length ? this.#truncated() : undefined;
  }

  // HLIT, HDIST, HCLEN, the codes, then as with fixed ones    (section 3.2.7)
  #dynamic(): InflateFault | undefined {
    dynamicCodes ??= new DynamicCodes();
    const wrong = dynamicCodes.read(this.#input);
    if (wrong !== undefined) return this.#fault("malformed", wrong);
    return this.#compressed(dynamicCodes.literals, dynamicCodes.distances);
  }

  // literals, and lengths with distances, until the end       (section 3.2.3)
  #compressed(literals: HuffmanTable, distances: HuffmanTable): InflateFault | undefined {
    const input = this.#input;
    let output = this.#output;
    let at = this.#length;
    for (;;) {
      if (at + matchLengthMax > output.length) {
        if (at > this.#outputMax) return this.#tooLarge();
        if (input.left < 0) return this.#truncated();
        output = this.#reserve(at + matchLengthMax);
      }
      const entry = lookUp(literals, input.peek());
      input.skip(entry & 15);
      if ((entry & literalFlag) !== 0) {
        output[at++] = entry >>> 16;
        continue;
      }
      if ((entry & (endFlag | invalidFlag)) !== 0) {
        this.#length = at;
        return (entry & endFlag) !== 0 ? undefined : this.#fault("malformed", "a symbol that stands for no length");
      }
      const length = (entry >>> 16) + input.take((entry >>> 4) & 15);
      const distance = this.#distance(distances);
      if (distance > at + this.#window.length || distance > this.#windowBytes) return this.#wrongDistance(distance, at);
      copyMatch(output, at, distance, length, this.#window);
      at += length;
    }
  }

  /** The distance that comes next, or infinity if a symbol comes that stands for none. */
  #distance(distances: HuffmanTable): number {
    const entry = lookUp(distances, this.#input.peek());
    this.#input.skip(entry & 15);
    return (entry & invalidFlag) === 0 ? (entry >>> 16) + this.#input.take((entry >>> 4) & 15) : Number.POSITIVE_INFINITY;
  }

  /** The output, with so much room; it grows with what is in it, and by no more than one match beyond the limit. */
  #reserve(length: number): Uint8Array {
    if (length <= this.#output.length) return this.#output;
    const grown = new Uint8Array(Math.min(Math.max(length, 2 * this.#output.length), this.#outputMax + matchLengthMax));
    grown.set(this.#output);
    this.#output = grown;
    return grown;
  }

  #wrongDistance(distance: number, at: number): InflateFault {
    if (distance === Number.POSITIVE_INFINITY) return this.#fault("malformed", "a symbol that stands for no distance");
    if (this.#input.left < 0) return this.#truncated();
    const reach = Math.min(at + this.#window.length, this.#windowBytes);
    const detail = `a distance of ${distance}, where ${reach} is the longest possible`;
    return { kind: "distanceTooFar", detail, position: this.#input.position, distance };
  }

  #tooLarge(): InflateFault {
    return this.#fault("tooLarge", `more than ${this.#outputMax} bytes when inflated`);
  }

  #truncated(): InflateFault {
    return { kind: "truncated", detail: "a block that is not complete", position: this.#input.position };
  }

  /** What comes of bits that are not there is not to blame for anything else. */
  #fault(kind: InflateFault["kind"], detail: string): InflateFault {
    return this.#input.left < 0 ? this.#truncated() : { kind, detail, position: this.#input.position };
  }
}

function fixedTable(meanings: Int32Array, rootBits: number, lengths: Uint8Array): HuffmanTable {
  const table = new HuffmanTable(meanings, rootBits);
  table.build(lengths);
  return table;
}

/** Below this many bytes a loop is faster than a call. */
const callPaysFrom = 32;

/** Repeats what is so far back; a match may overlap itself, and may begin in the window. */
function copyMatch(output: Uint8Array, at: number, distance: number, length: number, window: Uint8Array): void {
  const end = at + length;
  let to = at;
  for (let from = window.length + at - distance; from < window.length && to < end; ) output[to++] = window[from++] as number;
  if (length >= callPaysFrom && distance >= length) output.copyWithin(to, to - distance, end - distance);
  else for (; to < end; to++) output[to] = output[to - distance] as number;
}
