import type { RequirementId } from "../../../spec/requirements.ts";
import type { Misuse } from "../blame.ts";
import type { Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import { isToken, trimSpace } from "./field-values.ts";

// field-value: visible characters, obs-text, spaces and tabs, all on one line   (RFC 9110, section 5.5)
const fieldText = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

/** RFC 9110, section 5.5: whether a text can be a field value, or the reason phrase of a status line. */
export const isFieldText = (text: string): boolean => fieldText.test(text);

// field-line = field-name ":" OWS field-value OWS          (RFC 9112, section 5)
/** RFC 9112, section 5: one field line, or what is wrong with it. */
export function parseField(line: string): Field | Flaw {
  if (/^[ \t]/.test(line)) return flaw("rfc9112/5.2/no-line-folding", "a field line that begins with white space");
  const colon = line.indexOf(":");
  if (colon < 0) return flaw("rfc9110/5.1/field-name-token", "a field line without a colon");
  const name = line.slice(0, colon);
  const value = trimSpace(line.slice(colon + 1));
  if (/[ \t]$/.test(name)) {
    return flaw("rfc9112/5.1/no-space-before-colon", `white space between the name of the field "${trimSpace(name)}" and its colon`);
  }
  if (!isToken(name)) return flaw("rfc9110/5.1/field-name-token", `a field name that is no token: "${name}"`);
  if (!isFieldText(value)) return flaw("rfc9110/5.5/field-value-characters", `a control character in the value of ${name}`);
  return [name, value];
}

const flaw = (requirement: RequirementId, detail: string): Flaw => ({ requirement, detail });

/** The values of all lines of a field, in order; names are compared without case (RFC 9110, section 5.1). */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  const wanted = name.toLowerCase();
  return fields.filter(([present]) => present.toLowerCase() === wanted).map(([, value]) => value);
}

/** RFC 9110, section 5: why one of these fields may not be sent. */
export function misuseOfFields(fields: readonly Field[]): Misuse | undefined {
  for (const [name, value] of fields) {
    if (!isToken(name)) return { blame: "caller", requirement: "rfc9110/5.1/field-name-token", detail: `the field name "${name}"` };
    if (!isFieldText(value)) {
      return { blame: "caller", requirement: "rfc9110/5.5/field-value-characters", detail: `the value of the field ${name}` };
    }
  }
  return undefined;
}
