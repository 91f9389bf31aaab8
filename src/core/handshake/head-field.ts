import type { Field } from "../input.ts";
import { isToken } from "./field-values.ts";
import type { HeadFault } from "./head-reader.ts";

// field-line = field-name ":" OWS field-value OWS          (RFC 9112, section 5)
const fieldLine = /^([^:]*):[ \t]*(.*?)[ \t]*$/;
// field-value: visible characters, obs-text, and single spaces or tabs in between   (RFC 9110, section 5.5)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule is about
const forbiddenInValue = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** RFC 9112, section 5: one field line, or what is wrong with it. */
export function parseField(line: string): Field | HeadFault {
  if (/^[ \t]/.test(line)) return fault("rfc9112/5.2/no-line-folding", "a field line that begins with white space");
  const match = fieldLine.exec(line);
  if (match === null) return fault("rfc9110/5.1/field-name-token", "a field line without a colon");
  const [, name = "", value = ""] = match;
  if (/[ \t]$/.test(name)) return fault("rfc9112/5.1/no-space-before-colon", `white space between the name of the field "${name.trimEnd()}" and its colon`);
  if (!isToken(name)) return fault("rfc9110/5.1/field-name-token", `a field name that is no token: "${name}"`);
  if (forbiddenInValue.test(value)) return fault("rfc9110/5.5/field-value-characters", `a control character in the value of ${name}`);
  return [name, value];
}

const fault = (requirement: HeadFault["requirement"], detail: string): HeadFault => ({ blame: "peer", requirement, detail });

/** The values of all lines of a field, in order; names are compared without case (RFC 9110, section 5.1). */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  const wanted = name.toLowerCase();
  return fields.filter(([present]) => present.toLowerCase() === wanted).map(([, value]) => value);
}
