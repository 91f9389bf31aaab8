/** Below this many bytes the automaton alone is faster than a call to the host. */
const nativePaysFrom = 48;

// The automaton of RFC 3629, section 4. A state is what may come next:
const accept = 0; //  a character
const tail1 = 1; //   one more byte 80..BF
const tail2 = 2; //   two more
const tail3 = 3; //   three more
const afterE0 = 4; // A0..BF, then one more: no overlong form
const afterED = 5; // 80..9F, then one more: no surrogate
const afterF0 = 6; // 90..BF, then two more: no overlong form
const afterF4 = 7; // 80..8F, then two more: nothing above U+10FFFF
const reject = 8;

type Arc = readonly [from: number, low: number, high: number, to: number];

const arcs: readonly Arc[] = [
  [accept, 0x00, 0x7f, accept],
  [accept, 0xc2, 0xdf, tail1],
  [accept, 0xe0, 0xe0, afterE0],
  [accept, 0xe1, 0xec, tail2],
  [accept, 0xed, 0xed, afterED],
  [accept, 0xee, 0xef, tail2],
  [accept, 0xf0, 0xf0, afterF0],
  [accept, 0xf1, 0xf3, tail3],
  [accept, 0xf4, 0xf4, afterF4],
  [tail1, 0x80, 0xbf, accept],
  [tail2, 0x80, 0xbf, tail1],
  [tail3, 0x80, 0xbf, tail2],
  [afterE0, 0xa0, 0xbf, tail1],
  [afterED, 0x80, 0x9f, tail1],
  [afterF0, 0x90, 0xbf, tail2],
  [afterF4, 0x80, 0x8f, tail2],
];

const automaton = new Uint8Array((reject + 1) << 8).fill(reject);
for (const [from, low, high, to] of arcs) automaton.fill(to, (from << 8) + low, (from << 8) + high + 1);

/** RFC 6455, section 8.1: validates UTF-8 as it arrives and fails at the first byte that cannot be continued. */
export class Utf8Validator {
  readonly #isUtf8: ((bytes: Uint8Array) => boolean) | undefined;
  #state = accept;

  constructor(isUtf8?: (bytes: Uint8Array) => boolean) {
    this.#isUtf8 = isUtf8;
  }

  /** Whether what came so far ends at the end of a character. */
  get isComplete(): boolean {
    return this.#state === accept;
  }

  /** Takes the next bytes; returns the position in them of the byte that breaks UTF-8, or -1. */
  push(bytes: Uint8Array): number {
    if (this.#isUtf8 === undefined || bytes.length < nativePaysFrom) return this.#walk(bytes, 0, bytes.length);
    return this.#pushLong(bytes, this.#isUtf8);
  }

  /** Takes the next bytes only if they keep the text valid, and complete where they are the last. */
  accepts(bytes: Uint8Array, isLast: boolean): boolean {
    const before = this.#state;
    const isValid = this.push(bytes) < 0 && (!isLast || this.isComplete);
    if (!isValid) this.#state = before;
    return isValid;
  }

  /** Begins a new text. */
  reset(): void {
    this.#state = accept;
  }

  /** Finishes the open character, asks the host about all complete ones, and walks the rest. */
  #pushLong(bytes: Uint8Array, isUtf8: (bytes: Uint8Array) => boolean): number {
    let start = 0;
    while (this.#state !== accept) {
      const broken = this.#walk(bytes, start, ++start);
      if (broken >= 0) return broken;
    }
    const end = lastCharacterStart(bytes);
    const isValid = isUtf8(bytes.subarray(start, end));
    return this.#walk(bytes, isValid ? end : start, bytes.length);
  }

  #walk(bytes: Uint8Array, start: number, end: number): number {
    let state = this.#state;
    for (let i = start; i < end; i++) {
      state = automaton[(state << 8) | (bytes[i] as number)] as number;
      if (state === reject) {
        this.#state = reject;
        return i;
      }
    }
    this.#state = state;
    return -1;
  }
}

/** Where the last character begins if it may be incomplete: at most three bytes before the end. */
function lastCharacterStart(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= bytes.length - 3; i--) {
    if ((bytes[i] as number) >= 0xc0) return i;
  }
  return bytes.length;
}
