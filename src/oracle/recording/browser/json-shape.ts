/** A value of JSON whose shape is not known. */
export type Json = unknown;

/** The member of an object, or `undefined` where there is none or the value is no object. */
export const member = (value: Json, name: string): Json =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;

export const textOf = (value: Json): string | undefined => (typeof value === "string" ? value : undefined);
export const numberOf = (value: Json): number | undefined => (typeof value === "number" ? value : undefined);
export const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** The members of an object. */
export const membersOf = (value: Json): [string, Json][] => (typeof value === "object" && value !== null ? Object.entries(value) : []);

/** A text as JSON, or `undefined` where it is none. */
export function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
