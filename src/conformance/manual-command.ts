import { encodeUtf8 } from "../core/bytes/text.ts";
import type { RawFrame } from "./case.ts";

/** What can be asked of the fuzzing server on a connection that runs no case. */
export type ManualCommand =
  | { readonly command: "sendframes"; readonly frames: readonly RawFrame[] }
  | { readonly command: "close"; readonly code: number | null; readonly reason: string | null }
  | { readonly command: "echo"; readonly payload: Uint8Array; readonly length: number | undefined };

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
      return { command: "sendframes", frames: [frameFrom(argument)] };
    case "sendframes":
      if (!Array.isArray(argument)) throw new Error("sendframes takes an array of frames");
      return { command: "sendframes", frames: argument.map(frameFrom) };
    case "close": {
      const fields = fieldsOf(argument ?? {}, "close");
      return { command: "close", code: integer(fields, "code", 0, 0xffff) ?? null, reason: text(fields, "reason") ?? null };
    }
    case "echo": {
      const fields = fieldsOf(argument, "echo");
      return { command: "echo", payload: encodeUtf8(text(fields, "payload") ?? ""), length: integer(fields, "payload_len", 0, lengthMax) };
    }
    default:
      throw new Error('a command is ["sendframe", {…}], ["sendframes", […]], ["close", {…}] or ["echo", {…}]');
  }
}

/** Far more than any case sends: a slip of the pen does not take the memory. */
const lengthMax = 64 * 1024 * 1024;

function frameFrom(value: unknown): RawFrame {
  const fields = fieldsOf(value, "a frame");
  const opcode = integer(fields, "opcode", 0, 15);
  if (opcode === undefined) throw new Error("a frame needs its opcode");
  const repeatLength = integer(fields, "payload_len", 0, lengthMax);
  const chopSize = integer(fields, "chopsize", 1, lengthMax);
  return {
    opcode,
    fin: flag(fields, "fin") ?? true,
    rsv: integer(fields, "rsv", 0, 7) ?? 0,
    payload: encodeUtf8(text(fields, "payload") ?? ""),
    ...(repeatLength !== undefined && { repeatLength }),
    ...(chopSize !== undefined && { chopSize }),
    sync: flag(fields, "sync") ?? false,
  };
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
