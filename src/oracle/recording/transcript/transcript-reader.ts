import type { Role } from "../../../../spec/role.ts";
import { encodeUtf8 } from "../../../core/bytes/text.ts";
import type { Field } from "../../../core/input.ts";
import { LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import { otherRole } from "../other-role.ts";
import type { ConnectionFacts, Observation, RecordedHeader, RecordingEvent } from "../recording.ts";
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

/** What the first line shows of a connection of which the transcript says nothing: a head begins with capital letters, and no frame does. */
function shownBy(seen: Observation): Partial<ConnectionFacts> {
  const first = seen.kind === "bytes" ? (seen.bytes[0] ?? 0) : undefined;
  if (first !== undefined && (first < 0x41 || first > 0x5a)) return { begins: "frames" };
  if (seen.kind === "frame") return { begins: "frames", detail: "headers" };
  return seen.kind === "message" ? { begins: "frames", detail: "messages" } : {};
}

/** The first line that is no comment and not empty, of any transcript. */
export const beginsTranscript = (text: string): boolean =>
  /^(?:\s*(?:#.*)?\r?\n)*\s*(?:(?:connection|detail|order|begins|form|extensions):|(?:client|server)\s)/.test(text);

/**
 * Reads transcripts: a line for each thing that was seen, as `client text "Hello"` or `server 12ms 81 05 48 65 6c 6c 6f`; lines that are
 * indented go on with the line before. A line that cannot be read is told with its number and column; what it was about counts as not recorded.
 */
export class TranscriptReader extends LineReader {
  #facts: Partial<ConnectionFacts> = {};
  #connections = 0;
  #isOpen = false;
  #frames = 0;
  /** The words of the line that may go on. */
  #words: Word[] = [];
  #goesOn = false;
  /** Whether the line before could not be read: what is indented under it is left out with it. */
  #hasFailed = false;
  /** Of whom something could not be read before anything could. */
  readonly #lost = new Set<Role>();

  protected *finish(): Generator<RecordingEvent> {
    yield* this.#conclude();
    if (this.#isOpen) yield { kind: "over", id: this.#connections };
  }

  protected *take(line: Line): Generator<RecordingEvent> {
    if (/^\s*(?:#.*)?$/.test(line.text)) return;
    const isIndented = /^\s/.test(line.text);
    if (isIndented && this.#hasFailed) return;
    const goesOn = isIndented && this.#goesOn;
    if (!goesOn) yield* this.#conclude();
    this.#hasFailed = false;
    try {
      const words = wordsOf(line);
      const fact = goesOn ? null : /^([a-z]+):\s*(.*?)\s*(?:(?<=\s)#.*)?$/.exec(line.text);
      if (fact !== null) return yield* this.#takeFact(line, fact[1] ?? "", fact[2] ?? "");
      this.#words.push(...words);
      this.#goesOn = true;
    } catch (error) {
      const who = goesOn ? this.#words[0]?.text : /^\S*/.exec(line.text)?.[0];
      this.#words = [];
      this.#goesOn = false;
      yield* this.#fail(error, who);
    }
  }

  *#takeFact(line: Line, name: string, value: string): Generator<RecordingEvent> {
    if (name === "connection") {
      if (this.#isOpen) yield { kind: "over", id: this.#connections };
      this.#isOpen = false;
      this.#facts = { name: value };
      return;
    }
    const values = allowed[name];
    if (values === undefined && name !== "extensions") {
      const names = ["connection", "extensions", ...Object.keys(allowed)].join(", ");
      throw new TranscriptFault({ line, column: 1 }, `"${name}" is no fact: there are ${names}`);
    }
    if (values !== undefined && !values.includes(value)) {
      throw new TranscriptFault({ line, column: name.length + 3 }, `${name} is one of ${values.join(", ")}`);
    }
    if (this.#isOpen) throw new TranscriptFault({ line, column: 1 }, `${name} has to stand before the first line of its connection`);
    this.#facts = { ...this.#facts, [name]: value };
  }

  *#conclude(): Generator<RecordingEvent> {
    const words = this.#words;
    this.#words = [];
    this.#goesOn = false;
    if (words.length === 0) return;
    try {
      yield* this.#see(this.#observed(words));
    } catch (error) {
      yield* this.#fail(error, words[0]?.text);
    }
  }

  *#see(observation: Observation): Generator<RecordingEvent> {
    if (!this.#isOpen) {
      yield { kind: "connection", id: ++this.#connections, facts: { ...plainFacts, ...shownBy(observation), ...this.#facts } };
      for (const from of this.#lost) yield { kind: "seen", id: this.#connections, observation: { from, kind: "gap" } };
      this.#lost.clear();
    }
    this.#isOpen = true;
    yield { kind: "seen", id: this.#connections, observation };
  }

  /** Names what could not be read; nobody is blamed for what stood there. */
  *#fail(error: unknown, who: string | undefined): Generator<RecordingEvent> {
    if (!(error instanceof TranscriptFault)) throw error;
    const { line, column } = error.at;
    const position = line.position + encodeUtf8(line.text.slice(0, column - 1)).length;
    yield { kind: "unreadable", position, detail: `line ${line.number}, column ${column}: ${error.message}` };
    this.#hasFailed = true;
    for (const from of ["client", "server"] as const) {
      if (who === otherRole(from)) continue;
      if (this.#isOpen) yield* this.#see({ from, kind: "gap" });
      else this.#lost.add(from);
    }
  }

  #observed(words: readonly Word[]): Observation {
    const [who, ...rest] = words;
    if (who === undefined || (who.text !== "client" && who.text !== "server")) {
      throw new TranscriptFault((who as Word).at, "a line begins with client or server, or with a fact such as order: exact");
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
    if (first === undefined) throw new TranscriptFault(who.at, "nothing was seen on this line");
    if (!first.isQuoted) {
      if (first.text === "fin" || first.text === "reset") return { kind: "end", how: first.text };
      if (first.text === "gap") return rest.length === 0 ? { kind: "gap" } : { kind: "gap", length: numberIn(rest[0], first) };
      if (first.text === "remark") return { kind: "remark", words: quotedTexts(first, rest).join(" ") };
      if (first.text === "head") return { kind: "bytes", bytes: encodeUtf8(`${quotedTexts(first, rest).join("\r\n")}\r\n\r\n`) };
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
    throw new TranscriptFault(before.at, `${before.text} wants a number of bytes`);
  return value;
}

/** Texts that have to be quoted, for a bare word would be a line of its own. */
function quotedTexts(before: Word, words: readonly Word[]): string[] {
  const bare = words.find(({ isQuoted }) => !isQuoted);
  if (words.length === 0 || bare !== undefined) {
    throw new TranscriptFault((bare ?? before).at, `${before.text} wants texts in quotes, as ${before.text} "…"`);
  }
  return words.map(({ text }) => text);
}

/** `parsed "GET / HTTP/1.1" "Host: a"`: a head of which only its parts were recorded. */
function parsedHead(word: Word, words: readonly Word[]): SeenContent {
  quotedTexts(word, words);
  const [startLine, ...lines] = words;
  if (startLine === undefined) throw new TranscriptFault(word.at, "parsed wants the first line of a head, and its fields");
  const fields = lines.map(({ text, at }): Field => {
    const colon = text.indexOf(":");
    if (colon < 1) throw new TranscriptFault(at, `"${text}" is no field`);
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
      word.at,
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
