import * as v from "valibot";
import { closeReasonBytesMax } from "../../../spec/registries/lengths.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { bytesFromLatin1, encodeUtf8 } from "../../core/bytes/text.ts";
import type { RawFrame } from "../case/case.ts";

/** What can be asked of the fuzzing server on a connection that runs no case. */
export type ManualCommand =
  | { readonly command: "sendframes"; readonly frames: readonly RawFrame[] }
  | { readonly command: "close"; readonly code: number | null; readonly reason: string | null };

/** Reads a command, a JSON array of its name and its arguments; an `Error` says what is wrong with it. */
export function readManualCommand(text: string): ManualCommand | Error {
  try {
    return commandFrom(JSON.parse(text));
  } catch (error) {
    return error instanceof SyntaxError ? new Error(`a command is JSON: ${error.message}`) : (error as Error);
  }
}

function commandFrom(value: unknown): ManualCommand {
  const [name, argument] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  switch (name) {
    case "sendframe":
      return sending([inShape(frame, argument)]);
    case "sendframes":
      return sending(inShape(frames, argument));
    case "close":
      return { command: "close", ...inShape(closing, argument ?? {}) };
    case "echo":
      return sending([inShape(echo, argument)]);
    default:
      throw new Error('a command is ["sendframe", {…}], ["sendframes", […]], ["close", {…}] or ["echo", {…}]');
  }
}

/** An argument by its shape; throws what is wrong with the first field that is wrong. */
function inShape<S extends v.GenericSchema>(shape: S, argument: unknown): v.InferOutput<S> {
  const { issues, output } = v.safeParse(shape, argument, { abortEarly: true });
  if (issues === undefined) return output as v.InferOutput<S>;
  const [{ path = [], message }] = issues;
  const place = path.map(({ key }) => (typeof key === "number" ? `frame ${key + 1}: ` : `${key} `)).join("");
  throw new Error(`${place}${message}`);
}

/** How much payload some frames have on the wire. */
export const payloadBytesOf = (frames: readonly RawFrame[]): number => frames.reduce((sum, frame) => sum + lengthOf(frame), 0);

const lengthOf = ({ payload, repeatLength = payload.length }: RawFrame): number => repeatLength;

/** Far more than any case sends: a slip of the pen takes neither the memory nor the time. */
const lengthMax = 64 * 1024 * 1024;
const piecesMax = 1024 * 1024;

function sending(frames: readonly RawFrame[]): ManualCommand {
  if (payloadBytesOf(frames) > lengthMax) throw new Error(`the frames of a command have at most ${lengthMax} bytes of payload`);
  const pieces = frames.reduce((sum, frame) => sum + (frame.chopSize === undefined ? 1 : Math.ceil(lengthOf(frame) / frame.chopSize)), 0);
  if (pieces > piecesMax) throw new Error(`a command is sent in at most ${piecesMax} pieces: a larger chopsize makes fewer`);
  return { command: "sendframes", frames };
}

/** JSON's null says nothing, as a missing field does. */
const optional = <S extends v.GenericSchema>(shape: S) => v.nullish(shape, () => undefined);

const fieldsOf = (what: string) =>
  v.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), `${what} takes an object`);

function integer(smallest: number, largest: number) {
  const message = `is a whole number from ${smallest} to ${largest}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(smallest, message), v.maxValue(largest, message));
}

const text = v.string("is a string");
const flag = v.boolean("is true or false");
const length = optional(integer(0, lengthMax));

const payload = v.pipe(v.nullish(text, ""), v.transform(encodeUtf8));

/** JSON has no bytes: each of the four characters stands for one. */
const maskingKey = v.pipe(
  text,
  v.regex(/^[\0-\xff]{4}$/, "is a string of 4 characters, each from \\u0000 to \\u00ff"),
  v.transform(bytesFromLatin1),
);

const frame = v.pipe(
  fieldsOf("a frame"),
  v.object({
    opcode: v.pipe(optional(integer(0, 15)), v.number("is missing: a frame needs it")),
    fin: v.nullish(flag, true),
    rsv: v.nullish(integer(0, 7), 0),
    payload,
    mask: optional(maskingKey),
    payload_len: length,
    chopsize: optional(integer(1, lengthMax)),
    sync: v.nullish(flag, false),
  }),
  v.transform(
    ({ opcode, fin, rsv, payload, mask, payload_len: repeatLength, chopsize: chopSize, sync }): RawFrame => ({
      opcode,
      fin,
      rsv,
      payload,
      ...(mask !== undefined && { maskingKey: mask }),
      ...(repeatLength !== undefined && { repeatLength }),
      ...(chopSize !== undefined && { chopSize }),
      sync,
    }),
  ),
);

const frames = v.array(frame, "sendframes takes an array of frames");

/** One text message. */
const echo = v.pipe(
  fieldsOf("echo"),
  v.object({ payload, payload_len: length }),
  v.transform(({ payload, payload_len: repeatLength }): RawFrame => {
    return { opcode: opcodes.text, fin: true, rsv: 0, payload, ...(repeatLength !== undefined && { repeatLength }) };
  }),
);

/** Section 5.5.1: a reason follows a code, and both fit into a control frame. What does not can be sent with `sendframe`. */
const closing = v.pipe(
  fieldsOf("close"),
  v.object({
    code: v.nullish(integer(0, 0xffff), null),
    reason: v.nullish(
      v.pipe(
        text,
        v.check((reason) => encodeUtf8(reason).length <= closeReasonBytesMax, `is at most ${closeReasonBytesMax} bytes of UTF-8`),
      ),
      null,
    ),
  }),
  v.check(({ code, reason }) => code !== null || reason === null, "a reason needs a code"),
);
