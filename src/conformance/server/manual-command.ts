import { opcodes } from "../../../spec/registries/opcodes.ts";
import { bytesFromLatin1, encodeUtf8 } from "../../core/bytes/text.ts";
import type { RawFrame } from "../case/case.ts";

/** What can be asked of the fuzzing server on a connection that runs no case. */
export type ManualCommand =
  | { readonly command: "sendframes"; readonly frames: readonly RawFrame[] }
  | { readonly command: "close"; readonly code: number | null; readonly reason: string | null };

type Fields = Readonly<Record<string, unknown>>;

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
      return sending([frameFrom(argument)]);
    case "sendframes":
      if (!Array.isArray(argument)) throw new Error("sendframes takes an array of frames");
      return sending(argument.map(frameFrom));
    case "close":
      return closeFrom(fieldsOf(argument ?? {}, "close"));
    case "echo":
      return sending([echoFrom(fieldsOf(argument, "echo"))]);
    default:
      throw new Error('a command is ["sendframe", {…}], ["sendframes", […]], ["close", {…}] or ["echo", {…}]');
  }
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

/** One text message. */
const echoFrom = (fields: Fields): RawFrame => {
  const repeatLength = integer(fields, "payload_len", 0, lengthMax);
  const payload = encodeUtf8(text(fields, "payload") ?? "");
  return { opcode: opcodes.text, fin: true, rsv: 0, payload, ...(repeatLength !== undefined && { repeatLength }) };
};

/** Section 5.5.1: a reason follows a code, and both fit into a control frame. What does not can be sent with `sendframe`. */
function closeFrom(fields: Fields): ManualCommand {
  const code = integer(fields, "code", 0, 0xffff) ?? null;
  const reason = text(fields, "reason") ?? null;
  if (code === null && reason !== null) throw new Error("a reason needs a code");
  if (encodeUtf8(reason ?? "").length > reasonBytesMax) throw new Error(`reason is at most ${reasonBytesMax} bytes of UTF-8`);
  return { command: "close", code, reason };
}

const reasonBytesMax = 123;

function frameFrom(value: unknown): RawFrame {
  const fields = fieldsOf(value, "a frame");
  const opcode = integer(fields, "opcode", 0, 15);
  if (opcode === undefined) throw new Error("a frame needs its opcode");
  const repeatLength = integer(fields, "payload_len", 0, lengthMax);
  const chopSize = integer(fields, "chopsize", 1, lengthMax);
  const maskingKey = keyFrom(fields);
  return {
    opcode,
    fin: flag(fields, "fin") ?? true,
    rsv: integer(fields, "rsv", 0, 7) ?? 0,
    payload: encodeUtf8(text(fields, "payload") ?? ""),
    ...(maskingKey !== undefined && { maskingKey }),
    ...(repeatLength !== undefined && { repeatLength }),
    ...(chopSize !== undefined && { chopSize }),
    sync: flag(fields, "sync") ?? false,
  };
}

/** JSON has no bytes: each of the four characters stands for one. */
function keyFrom(fields: Fields): Uint8Array | undefined {
  const mask = text(fields, "mask");
  if (mask === undefined) return undefined;
  if (/^[\0-\xff]{4}$/.test(mask)) return bytesFromLatin1(mask);
  throw new Error("mask is a string of 4 characters, each from \\u0000 to \\u00ff");
}

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`${what} takes an object`);
}

function integer(fields: Fields, name: string, smallest: number, largest: number): number | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= smallest && value <= largest) return value;
  throw new Error(`${name} is a whole number from ${smallest} to ${largest}`);
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`${name} is a string`);
}

function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name] ?? undefined;
  if (value === undefined || typeof value === "boolean") return value;
  throw new Error(`${name} is true or false`);
}
