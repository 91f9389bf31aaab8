import { opcodes } from "../../../../spec/registries/opcodes.ts";
import type { Role } from "../../../../spec/role.ts";
import { decodeBase64 } from "../../../core/bytes/base64.ts";
import { encodeUtf8 } from "../../../core/bytes/text.ts";
import type { Field } from "../../../core/input.ts";
import type { Observation } from "../recording.ts";
import { type Json, listOf, member, membersOf, textOf } from "./json-shape.ts";

/** A message as DevTools gives it: text as it is, everything else in base64. */
export function messageFrom(from: Role, time: number | undefined, opcode: number, content: string): Observation {
  const payload = opcode === opcodes.text ? encodeUtf8(content) : (decodeBase64(content) ?? encodeUtf8(content));
  return { kind: "message", from, ...(time !== undefined && { time }), opcode, payload };
}

/** Fields as an object, or as a list of names and values; several lines of one field may stand in one value. */
export const fieldsFrom = (headers: Json): Field[] =>
  Array.isArray(headers)
    ? listOf(headers).map((each): Field => [textOf(member(each, "name")) ?? "", textOf(member(each, "value")) ?? ""])
    : membersOf(headers).flatMap(([name, value]) =>
        String(value)
          .split("\n")
          .map((line): Field => [name, line]),
      );
