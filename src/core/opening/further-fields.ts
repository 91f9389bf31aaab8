import { framingFields, headerFields, singleFields } from "../../../spec/registries/header-fields.ts";
import type { Misuse } from "../blame.ts";
import type { Field } from "../input.ts";
import { misuseOfFields } from "./head-field.ts";

const lowerCase = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

const written = lowerCase(Object.values(headerFields).map(({ name }) => name));
const framing = lowerCase(Object.keys(framingFields));
const single = lowerCase(Object.keys(singleFields));

/** Why an application may not add these fields to a head: they cannot be sent, or the head would contradict itself. */
export function misuseOfFurtherFields(fields: readonly Field[]): Misuse | undefined {
  const malformed = misuseOfFields(fields);
  if (malformed !== undefined) return malformed;
  const seen = new Set<string>();
  for (const [name] of fields) {
    const lower = name.toLowerCase();
    if (written.has(lower) || framing.has(lower)) {
      const why = written.has(lower) ? "which the endpoint writes itself where it is needed" : "which is up to whoever frames the message";
      return { blame: "caller", requirement: "ours/opening/own-fields", detail: `the field ${name}, ${why}` };
    }
    if (single.has(lower) && seen.has(lower)) {
      return { blame: "caller", requirement: "rfc9110/5.3/single-field-once", detail: `the field ${name} twice` };
    }
    seen.add(lower);
  }
  return undefined;
}
