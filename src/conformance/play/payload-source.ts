import type { SourceName } from "../case/case.ts";
import { germanVerse } from "./payloads/german-verse.ts";
import { greyBitmap } from "./payloads/grey-bitmap.ts";
import { htmlPage } from "./payloads/html-page.ts";
import { jsonDocument } from "./payloads/json-document.ts";
import { pdfDocument } from "./payloads/pdf-document.ts";

const makers: Readonly<Record<SourceName, () => Uint8Array>> = {
  json: jsonDocument,
  bitmap: greyBitmap,
  prose: germanVerse,
  html: htmlPage,
  pdf: pdfDocument,
};

const made = new Map<SourceName, Uint8Array>();

/** The content of a source: the same bytes every time, made when they are first asked for. Not to be written to. */
export function sourceBytes(name: SourceName): Uint8Array {
  const bytes = made.get(name) ?? makers[name]();
  made.set(name, bytes);
  return bytes;
}

/** Cuts a source into messages of so many bytes or code points, going round it: after its end comes its beginning. */
export class WindowReader {
  readonly #source: Uint8Array;
  readonly #length: number;
  /** Where each unit begins, and after the last where the source ends; undefined where a unit is a byte. */
  readonly #starts: Uint32Array | undefined;
  readonly #unitCount: number;
  #pointer = 0;

  /** Code points are those of UTF-8, which the source then has to be. */
  constructor(source: Uint8Array, unit: "bytes" | "codePoints", length: number) {
    this.#source = source;
    this.#length = length;
    this.#starts = unit === "codePoints" ? codePointStarts(source) : undefined;
    this.#unitCount = this.#starts === undefined ? source.length : this.#starts.length - 1;
    if (length < 1 || length >= this.#unitCount) throw new RangeError(`no window of ${length} ${unit} in ${this.#unitCount}`);
  }

  /** The next message, as bytes of its own. */
  next(): Uint8Array {
    const start = this.#pointer;
    const end = (start + this.#length) % this.#unitCount;
    this.#pointer = end;
    if (end > start) return this.#source.slice(this.#offset(start), this.#offset(end));
    const tail = this.#source.subarray(this.#offset(start));
    const message = new Uint8Array(tail.length + this.#offset(end));
    message.set(tail);
    message.set(this.#source.subarray(0, this.#offset(end)), tail.length);
    return message;
  }

  #offset(unit: number): number {
    return this.#starts === undefined ? unit : (this.#starts[unit] as number);
  }
}

const knownStarts = new WeakMap<Uint8Array, Uint32Array>();

/** Looked for once in each source: many cases read the same one. */
function codePointStarts(source: Uint8Array): Uint32Array {
  const starts = knownStarts.get(source) ?? findStarts(source);
  knownStarts.set(source, starts);
  return starts;
}

function findStarts(utf8: Uint8Array): Uint32Array {
  const starts = new Uint32Array(utf8.length + 1);
  let count = 0;
  for (let at = 0; at < utf8.length; at++) if (!isContinuation(utf8[at] as number)) starts[count++] = at;
  starts[count] = utf8.length;
  return starts.subarray(0, count + 1);
}

const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
