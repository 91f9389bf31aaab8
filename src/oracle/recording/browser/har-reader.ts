import { opcodes } from "../../../../spec/registries/opcodes.ts";
import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";
import { decodeUtf8 } from "../../../core/bytes/text.ts";
import { Utf8Validator } from "../../../core/message/utf8-validator.ts";
import type { RecordingEvent, RecordingReader } from "../recording.ts";
import { fieldsFrom, messageFrom } from "./devtools-messages.ts";
import { type Json, listOf, member, numberOf, parsed, textOf } from "./json-shape.ts";

/** A HAR is read as a whole: a longer one is refused, in bytes. */
const fileBytesMax = 256 * 1024 * 1024;

/** Times below this are seconds since 1970, and milliseconds from there on. */
const millisecondsFrom = 1e11;

/** Whether a file begins as a HAR does. */
export const beginsHar = (text: string): boolean => /^\s*\{\s*"log"\s*:/.test(text);

/** Reads a HAR whose entries have `_webSocketMessages`: whole messages, in an order between the directions that is not that of the wire. */
export class HarReader implements RecordingReader {
  readonly #file = new GrowingBytes();
  #isTooLong = false;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    if (this.#isTooLong) return;
    if (this.#file.length + bytes.length > fileBytesMax) {
      this.#isTooLong = true;
      return yield { kind: "unreadable", position: fileBytesMax, detail: `a HAR of more than ${fileBytesMax} bytes, which is not read` };
    }
    this.#file.append(bytes, 0);
  }

  *end(): Generator<RecordingEvent> {
    if (this.#isTooLong) return;
    const bytes = this.#file.take();
    const broken = new Utf8Validator().push(bytes);
    if (broken >= 0) return yield { kind: "unreadable", position: broken, detail: "a byte that is not UTF-8" };
    const har = parsed(decodeUtf8(bytes));
    if (har === undefined) return yield { kind: "unreadable", position: bytes.length, detail: "the file is no whole JSON" };
    let id = 0;
    for (const entry of listOf(member(member(har, "log"), "entries"))) {
      if (Array.isArray(member(entry, "_webSocketMessages"))) yield* eventsOf(entry, ++id);
    }
  }
}

function* eventsOf(entry: Json, id: number): Generator<RecordingEvent> {
  const request = member(entry, "request");
  const response = member(entry, "response");
  const status = numberOf(member(response, "status")) ?? 0;
  const name = textOf(member(request, "url")) ?? "a request";
  // Over HTTP/2 the handshake is an extended CONNECT, whatever the version says.
  const form = status === 200 ? "extended-connect" : "http/1.1";
  yield { kind: "connection", id, facts: { name, detail: "messages", order: "unknown", begins: "opening", form } };
  const startLine = `${textOf(member(request, "method")) ?? "GET"} / HTTP/1.1`;
  yield { kind: "seen", id, observation: { kind: "head", from: "client", startLine, fields: fieldsFrom(member(request, "headers")) } };
  const answer = `HTTP/1.1 ${status} ${textOf(member(response, "statusText")) ?? ""}`;
  yield {
    kind: "seen",
    id,
    observation: { kind: "head", from: "server", startLine: answer, fields: fieldsFrom(member(response, "headers")) },
  };
  for (const message of listOf(member(entry, "_webSocketMessages"))) {
    const from = textOf(member(message, "type")) === "send" ? "client" : "server";
    const time = numberOf(member(message, "time"));
    const ms = time === undefined || time >= millisecondsFrom ? time : time * 1000;
    const opcode = numberOf(member(message, "opcode")) ?? opcodes.text;
    yield { kind: "seen", id, observation: messageFrom(from, ms, opcode, textOf(member(message, "data")) ?? "") };
  }
  yield { kind: "over", id };
}
