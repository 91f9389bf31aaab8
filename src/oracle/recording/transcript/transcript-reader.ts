import type { Role } from "../../../../spec/role.ts";
import { bytesFromLatin1 } from "../../../core/bytes/text.ts";
import type { Field } from "../../../core/input.ts";
import type { Line } from "../lines.ts";
import { Lines } from "../lines.ts";
import type { ConnectionFacts, Observation, RecordedHeader, RecordingEvent, RecordingReader } from "../recording.ts";
import type { SeenContent } from "../seen.ts";
import { frameFrom, isFrame } from "./frame-words.ts";
import { bytesOf, TranscriptFault, type Word, wordsOf } from "./words.ts";

const plainFacts: ConnectionFacts = { name: "a transcript", detail: "bytes", order: "exact", begins: "opening", form: "http/1.1" };

/** What a fact at the top may say. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  detail: ["bytes", "headers", "messages"],
  order: ["exact", "client", "server", "between", "unknown"],
  begins: ["opening", "frames"],
  form: ["http/1.1", "extended-connect"],
};

/** The first line that is no comment and not empty, of any transcript. */
export const beginsTranscript = (text: string): boolean =>
  /^(?:\s*(?:#.*)?\r?\n)*\s*(?:(?:connection|detail|order|begins|form|extensions):|(?:client|server)\s)/.test(text);

/**
 * Reads transcripts: a line for each thing that was seen, as `client text "Hello"` or `server 12ms 81 05 48 65 6c 6c 6f`; lines that are
 * indented go on with the line before. A line that cannot be read is told with its number and column, and left out.
 */
export class TranscriptReader implements RecordingReader {
  readonly #lines = new Lines();
  #facts = plainFacts;
  #connections = 0;
  #isOpen = false;
  #frames = 0;
  /** The line that may go on. */
  #words: Word[] = [];
  #line: Line | undefined;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    for (const line of this.#lines.push(bytes)) yield* this.#take(line);
  }

  *end(): Generator<RecordingEvent> {
    for (const line of this.#lines.end()) yield* this.#take(line);
    yield* this.#finish();
    if (this.#isOpen) yield { kind: "over", id: this.#connections };
  }

  *#take(line: Line): Generator<RecordingEvent> {
    const goesOn = /^\s/.test(line.text) && this.#line !== undefined;
    if (!goesOn && !/^\s*(?:#.*)?$/.test(line.text)) yield* this.#finish();
    try {
      const words = wordsOf(line.text);
      if (words.length === 0) return;
      const fact = goesOn ? null : /^([a-z]+):\s*(.*?)\s*$/.exec(line.text);
      if (fact !== null) return yield* this.#takeFact(fact[1] ?? "", fact[2] ?? "");
      this.#words.push(...words);
      if (!goesOn) this.#line = line;
    } catch (error) {
      yield this.#unreadable(line, error);
    }
  }

  *#takeFact(name: string, value: string): Generator<RecordingEvent> {
    if (name === "connection") {
      if (this.#isOpen) yield { kind: "over", id: this.#connections };
      this.#isOpen = false;
      this.#facts = { ...plainFacts, name: value };
    } else if (name === "extensions") this.#facts = { ...this.#facts, extensions: value };
    else {
      const values = allowed[name];
      if (values === undefined)
        throw new TranscriptFault(1, `"${name}" is no fact: there are connection, extensions, ${Object.keys(allowed).join(", ")}`);
      if (!values.includes(value)) throw new TranscriptFault(name.length + 3, `${name} is one of ${values.join(", ")}`);
      if (this.#isOpen) throw new TranscriptFault(1, `${name} has to stand before the first line of its connection`);
      this.#facts = { ...this.#facts, [name]: value };
    }
  }

  *#finish(): Generator<RecordingEvent> {
    const line = this.#line;
    const words = this.#words;
    this.#line = undefined;
    this.#words = [];
    if (line === undefined) return;
    try {
      const observation = this.#observed(words);
      if (!this.#isOpen) yield { kind: "connection", id: ++this.#connections, facts: this.#facts };
      this.#isOpen = true;
      yield { kind: "seen", id: this.#connections, observation };
    } catch (error) {
      yield this.#unreadable(line, error);
    }
  }

  #unreadable({ number, position }: Line, error: unknown): RecordingEvent {
    if (!(error instanceof TranscriptFault)) throw error;
    return { kind: "unreadable", position, detail: `line ${number}, column ${error.column}: ${error.message}` };
  }

  #observed(words: readonly Word[]): Observation {
    const [who, ...rest] = words;
    if (who === undefined || (who.text !== "client" && who.text !== "server")) {
      throw new TranscriptFault(who?.column ?? 1, "a line begins with client or server, or with a fact such as order: exact");
    }
    const from: Role = who.text;
    const moment: { from: Role; time?: number; hadReceived?: number } = { from };
    const time = /^([0-9]+(?:\.[0-9]+)?)(ms|s)$/.exec(rest[0]?.text ?? "");
    if (time !== null) {
      moment.time = Number(time[1]) * (time[2] === "s" ? 1000 : 1);
      rest.shift();
    }
    if (rest[0]?.text === "had" && !rest[0].isQuoted) {
      moment.hadReceived = numberIn(rest[1], rest[0]);
      rest.splice(0, 2);
    }
    return { ...moment, ...this.#seen(from, rest, who) };
  }

  #seen(from: Role, words: readonly Word[], who: Word): SeenContent {
    const [first, ...rest] = words;
    if (first === undefined) throw new TranscriptFault(who.column, "nothing was seen on this line");
    if (!first.isQuoted) {
      if (first.text === "fin" || first.text === "reset") return { kind: "end", how: first.text };
      if (first.text === "gap") return rest.length === 0 ? { kind: "gap" } : { kind: "gap", length: numberIn(rest[0], first) };
      if (first.text === "remark") return { kind: "remark", words: rest.map(({ text }) => text).join(" ") };
      if (first.text === "head") return { kind: "bytes", bytes: bytesFromLatin1(`${rest.map(({ text }) => text).join("\r\n")}\r\n\r\n`) };
      if (first.text === "parsed") return parsedHead(first, rest);
      if (first.text === "header") return recordedHeader(first, rest);
      if (first.text === "message") return recordedMessage(first, rest);
      if (isFrame(first)) return { kind: "bytes", bytes: frameFrom(words, from, this.#frames++) };
    }
    return { kind: "bytes", bytes: bytesOf(words) };
  }
}

function numberIn(word: Word | undefined, before: Word): number {
  const value = Number(word?.text);
  if (word === undefined || !Number.isSafeInteger(value) || value < 0)
    throw new TranscriptFault(before.column, `${before.text} wants a number of bytes`);
  return value;
}

/** `parsed "GET / HTTP/1.1" "Host: a"`: a head of which only its parts were recorded. */
function parsedHead(word: Word, [startLine, ...lines]: readonly Word[]): SeenContent {
  if (startLine === undefined) throw new TranscriptFault(word.column, "parsed wants the first line of a head, and its fields");
  const fields = lines.map(({ text, column }): Field => {
    const colon = text.indexOf(":");
    if (colon < 1) throw new TranscriptFault(column, `"${text}" is no field`);
    return [text.slice(0, colon), text.slice(colon + 1).trim()];
  });
  return { kind: "head", startLine: startLine.text, fields };
}

/** `header fin 4 1 masked 5`: FIN or more, reserved bits, opcode, mask, length, and the payload where it was recorded. */
function recordedHeader(word: Word, [fin, rsv, opcode, masked, length, ...payload]: readonly Word[]): SeenContent {
  const isFin = fin?.text === "fin";
  const isMasked = masked?.text === "masked";
  if ((!isFin && fin?.text !== "more") || (!isMasked && masked?.text !== "unmasked")) {
    throw new TranscriptFault(
      word.column,
      "header wants fin or more, reserved bits, opcode, masked or unmasked, and length, as header fin 0 1 masked 5",
    );
  }
  const header: RecordedHeader = {
    fin: isFin,
    rsv: numberIn(rsv, word),
    opcode: numberIn(opcode, word),
    masked: isMasked,
    payloadLength: numberIn(length, word),
  };
  return { kind: "frame", header, ...(payload.length > 0 && { payload: bytesOf(payload) }) };
}

/** `message 1 "Hello"`: opcode, and what was in it where it was recorded. */
const recordedMessage = (word: Word, [opcode, ...payload]: readonly Word[]): SeenContent => ({
  kind: "message",
  opcode: numberIn(opcode, word),
  ...(payload.length > 0 && { payload: bytesOf(payload) }),
});
