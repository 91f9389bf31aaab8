import type { Role } from "../../../../spec/role.ts";
import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";
import { decodeUtf8 } from "../../../core/bytes/text.ts";
import { Utf8Validator } from "../../../core/message/utf8-validator.ts";
import { type Json, listOf, member, numberOf, parsed, textOf } from "../browser/json-shape.ts";
import { hexBytes } from "../dumps/hex-bytes.ts";
import { otherRole } from "../other-role.ts";
import type { RecordingEvent, RecordingReader } from "../recording.ts";
import { WireLog } from "./wire-log.ts";

/** A case file is read as a whole: a longer one is refused, in bytes. */
const fileBytesMax = 64 * 1024 * 1024;

/** Whether a file begins as the JSON of one case does. */
export const beginsCaseJson = (text: string): boolean => /^\s*\{\s*"/.test(text) && text.includes('"behaviorClose":');

/** Reads the JSON of one case, Autobahn's or ours. */
export class CaseJsonReader implements RecordingReader {
  readonly #file = new GrowingBytes();
  #isTooLong = false;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    if (this.#isTooLong) return;
    this.#isTooLong = this.#file.length + bytes.length > fileBytesMax;
    if (this.#isTooLong)
      yield { kind: "unreadable", position: fileBytesMax, detail: `a case of more than ${fileBytesMax} bytes is not read` };
    else this.#file.append(bytes, 0);
  }

  *end(): Generator<RecordingEvent> {
    if (this.#isTooLong) return;
    const bytes = this.#file.take();
    const broken = new Utf8Validator().push(bytes);
    if (broken >= 0) return yield { kind: "unreadable", position: broken, detail: "a byte that is not UTF-8" };
    const json = parsed(decodeUtf8(bytes));
    if (json === undefined) return yield { kind: "unreadable", position: bytes.length, detail: "the file is no whole JSON" };
    const wirelog = member(json, "wirelog");
    if (!Array.isArray(wirelog) || typeof member(json, "isServer") !== "boolean") {
      return yield { kind: "unreadable", detail: 'a case without "wirelog" and "isServer" has no recording in it' };
    }
    yield* connectionIn(json, wirelog);
  }
}

function* connectionIn(json: Json, wirelog: readonly Json[]): Generator<RecordingEvent> {
  const fuzzer: Role = member(json, "isServer") === true ? "server" : "client";
  const peer = otherRole(fuzzer);
  const name = `case ${textOf(member(json, "id")) ?? "?"} with ${textOf(member(json, "agent")) ?? "?"}`;
  const heads = { client: textOf(member(json, "httpRequest")) ?? "", server: textOf(member(json, "httpResponse")) ?? "" };
  const log = new WireLog({ name, fuzzer, heads });
  const times = listOf(member(json, "wirelogTimes"));
  let isOn = true;
  yield* log.begin();
  for (const [index, entry] of wirelog.entries()) {
    const [kind, second] = listOf(entry);
    if (kind === "WLM") {
      if (isOn && second === false) for (const role of [fuzzer, peer]) yield* log.miss(role);
      isOn = second === true;
    }
    if (kind !== "RO" && kind !== "TO") continue;
    const from = kind === "RO" ? peer : fuzzer;
    const [length, hex] = listOf(second);
    const bytes = hexBytes((textOf(hex) ?? "?").replace(/ \.\.\.$/, ""));
    const octets = numberOf(length);
    if (bytes === undefined || octets === undefined || octets < bytes.length) {
      yield { kind: "unreadable", id: 1, detail: `entry ${index} of the wire log is not octets: length and hex` };
      yield* log.miss(from);
      continue;
    }
    const time = numberOf(times[index]);
    yield* log.see({ from, bytes, length: octets, isCut: octets > bytes.length, ...(time !== undefined && { time }) });
  }
  if (isOn && member(json, "createWirelog") === false) for (const role of [fuzzer, peer]) yield* log.miss(role);
  const isDroppedByFuzzer = member(json, "droppedByMe");
  yield* log.end(typeof isDroppedByFuzzer === "boolean" ? (isDroppedByFuzzer ? fuzzer : peer) : undefined);
}
