import { latin1FromBytes } from "../bytes/text.ts";
import type { Fault, Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import type { Limits } from "../limits.ts";
import { parseField } from "./head-field.ts";

/** The head of an HTTP message: its first line and its fields, as they came. */
export interface Head {
  readonly startLine: string;
  readonly fields: readonly Field[];
  /** The head as it was on the wire, its final empty line included. */
  readonly raw: string;
}

/** Where a reader stands after a push. */
export type HeadProgress =
  | { readonly kind: "more" }
  /** `faults` has what a reader that goes on has found on the way. */
  | { readonly kind: "complete"; readonly head: Head; readonly rest: Uint8Array; readonly faults: readonly Fault[] }
  | { readonly kind: "fault"; readonly fault: Fault };

/** What is wrong with the first line of a head, if anything is. */
export type JudgeStartLine = (line: string) => Flaw | undefined;

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/**
 * RFC 9112, section 2: reads one head from bytes in any cuts, line by line, each byte looked at once. It stops at the first fault;
 * one that goes on takes a bare line feed for the end of a line, leaves bad field lines out, and tells all faults at the end.
 */
export class HeadReader {
  readonly #limits: Pick<Limits, "headBytesMax" | "headFieldsMax">;
  readonly #judgeStartLine: JudgeStartLine;
  readonly #goesOn: boolean;
  readonly #faults: Fault[] = [];
  #line: number[] = [];
  #startLine: string | undefined;
  readonly #fields: Field[] = [];
  readonly #raw: string[] = [];
  #length = 0;

  constructor(
    limits: Pick<Limits, "headBytesMax" | "headFieldsMax">,
    judgeStartLine: JudgeStartLine = () => undefined,
    { goesOn = false } = {},
  ) {
    this.#limits = limits;
    this.#judgeStartLine = judgeStartLine;
    this.#goesOn = goesOn;
  }

  /** Bytes taken so far: the position the next byte has in the stream. */
  get length(): number {
    return this.#length;
  }

  /** The first line, or as much of it as has come. */
  get startLine(): string {
    return this.#startLine ?? latin1FromBytes(Uint8Array.from(this.#line));
  }

  push(bytes: Uint8Array): HeadProgress {
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      this.#length++;
      if (this.#length > this.#limits.headBytesMax) return this.#stop(headTooLong(this.#limits));
      this.#line.push(byte);
      const progress = byte === lineFeed ? this.#endLine() : this.#insideLine();
      if (progress === "complete") {
        return { kind: "complete", head: this.#head(), rest: bytes.subarray(i + 1), faults: this.#faults };
      }
      if (progress !== undefined) return progress;
    }
    return { kind: "more" };
  }

  #insideLine(): HeadProgress | undefined {
    return this.#line.at(-2) === carriageReturn ? this.#fault(lineEnd("a carriage return without a line feed")) : undefined;
  }

  #endLine(): HeadProgress | "complete" | undefined {
    const isBare = this.#line.at(-2) !== carriageReturn;
    const fault = isBare ? this.#fault(lineEnd("a line that ends in a line feed alone")) : undefined;
    if (fault !== undefined) return fault;
    const raw = latin1FromBytes(Uint8Array.from(this.#line));
    const line = raw.slice(0, isBare ? -1 : -2);
    this.#line = [];
    this.#raw.push(raw);
    if (this.#startLine === undefined) return this.#begin(line);
    if (line === "") return "complete";
    const flaw = this.#addField(line);
    return flaw && this.#fault(flaw);
  }

  /** Judged before the fields, so that what is no HTTP at all is not taken for a bad field; it is wrong from its first byte on. */
  #begin(line: string): HeadProgress | undefined {
    // RFC 9112, section 2.2: an empty line before the request is skipped.
    if (line === "") return undefined;
    this.#startLine = line;
    const flaw = this.#judgeStartLine(line);
    return flaw && { kind: "fault", fault: { ...flaw, position: this.#length - line.length - "\r\n".length } };
  }

  #addField(line: string): Flaw | undefined {
    if (this.#fields.length === this.#limits.headFieldsMax) {
      return { requirement: "ours/limits/head", detail: `more than ${this.#limits.headFieldsMax} header fields` };
    }
    const field = parseField(line);
    if ("requirement" in field) return field;
    this.#fields.push(field);
    return undefined;
  }

  #head(): Head {
    return { startLine: this.#startLine as string, fields: this.#fields, raw: this.#raw.join("") };
  }

  #fault(flaw: Flaw): HeadProgress | undefined {
    if (!this.#goesOn) return this.#stop(flaw);
    this.#faults.push({ ...flaw, position: this.#length - 1 });
    return undefined;
  }

  #stop(flaw: Flaw): HeadProgress {
    return { kind: "fault", fault: { ...flaw, position: this.#length - 1 } };
  }
}

const lineEnd = (detail: string): Flaw => ({ requirement: "rfc9112/2.2/line-ends-crlf", detail });

const headTooLong = ({ headBytesMax }: Pick<Limits, "headBytesMax">): Flaw => ({
  requirement: "ours/limits/head",
  detail: `a head of more than ${headBytesMax} bytes`,
});
