import type { Role } from "../../../spec/role.ts";
import { decodeBase64 } from "../../core/bytes/base64.ts";
import type { ConnectionFacts, Observation } from "../../oracle/recording/recording.ts";

/** The version of the protocol; it grows when a message changes its meaning or goes away. */
export const protocolVersion = 1;

/** What a program may ask, one message a line. */
export type OracleRequest =
  /** What must a strict endpoint do with these bytes? */
  | { readonly ask: "endpoint"; readonly role: Role; readonly pieces: readonly Uint8Array[]; readonly extensions: string }
  /** A connection that is going to be watched. */
  | { readonly ask: "open"; readonly connection: string; readonly facts: ConnectionFacts; readonly graceMs: number | undefined }
  | { readonly ask: "see"; readonly connection: string; readonly observation: Observation }
  | { readonly ask: "verdict" | "close"; readonly connection: string };

/** What is wrong with a message: the field, and what it has to be. */
export class RequestFault extends Error {
  override readonly name = "RequestFault";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** A line as a message; throws a `RequestFault` for what is none. */
export function requestIn(line: string): OracleRequest {
  const fields = fieldsIn(line);
  const ask = oneOf(fields, "ask", ["endpoint", "open", "see", "verdict", "close"] as const);
  switch (ask) {
    case "endpoint":
      return {
        ask,
        role: oneOf(fields, "role", ["client", "server"] as const),
        pieces: piecesIn(fields),
        extensions: textIn(fields, "extensions", ""),
      };
    case "open":
      return {
        ask,
        connection: textIn(fields, "connection"),
        facts: factsIn(fields),
        graceMs: fields["graceMs"] === undefined ? undefined : numberIn(fields, "graceMs"),
      };
    case "see":
      return { ask, connection: textIn(fields, "connection"), observation: observationIn(fields) };
    default:
      return { ask, connection: textIn(fields, "connection") };
  }
}

function fieldsIn(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new RequestFault("", "the line is no JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new RequestFault("", "the line is no JSON object");
  return value as Fields;
}

const factsIn = (fields: Fields): ConnectionFacts => ({
  name: textIn(fields, "name", "a connection"),
  detail: "bytes",
  order: oneOf(fields, "order", ["between", "exact", "client", "server", "unknown"] as const, "between"),
  begins: oneOf(fields, "begins", ["opening", "frames"] as const, "opening"),
  form: "http/1.1",
  ...(fields["extensions"] !== undefined && { extensions: textIn(fields, "extensions") }),
});

function observationIn(fields: Fields): Observation {
  const from = oneOf(fields, "from", ["client", "server"] as const);
  const moment = {
    from,
    ...(fields["time"] !== undefined && { time: numberIn(fields, "time") }),
    ...(fields["hadReceived"] !== undefined && { hadReceived: numberIn(fields, "hadReceived") }),
  };
  if (fields["end"] !== undefined) return { ...moment, kind: "end", how: oneOf(fields, "end", ["fin", "reset"] as const) };
  return { ...moment, kind: "bytes", bytes: bytesIn(fields) };
}

/** Bytes are given as `hex` or as `base64`. */
function bytesIn(fields: Fields): Uint8Array {
  if (fields["hex"] !== undefined) return fromHex(fields["hex"], "hex");
  if (fields["base64"] === undefined) throw new RequestFault("hex", "bytes are missing: give hex, base64 or end");
  const bytes = typeof fields["base64"] === "string" ? decodeBase64(fields["base64"]) : undefined;
  if (bytes === undefined) throw new RequestFault("base64", "it is no base64");
  return bytes;
}

function piecesIn(fields: Fields): Uint8Array[] {
  const { pieces } = fields;
  if (!Array.isArray(pieces)) throw new RequestFault("pieces", "it is a list of texts in hex");
  return pieces.map((piece, i) => fromHex(piece, `pieces[${i}]`));
}

function fromHex(value: unknown, field: string): Uint8Array {
  if (typeof value !== "string" || !/^(?:[0-9a-fA-F]{2})*$/.test(value)) throw new RequestFault(field, "it is no hex of whole bytes");
  return Uint8Array.from(Buffer.from(value, "hex"));
}

function textIn(fields: Fields, name: string, otherwise?: string): string {
  const value = fields[name] ?? otherwise;
  if (typeof value !== "string") throw new RequestFault(name, "it is a text");
  return value;
}

function numberIn(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || value < 0) throw new RequestFault(name, "it is a number from 0 on");
  return value;
}

function oneOf<Value extends string>(fields: Fields, name: string, values: readonly Value[], otherwise?: Value): Value {
  const value = fields[name] ?? otherwise;
  const found = values.find((each) => each === value);
  if (found === undefined) throw new RequestFault(name, `it is one of ${values.join(", ")}`);
  return found;
}
