/** A value as the pages print it; Autobahn's wire logs spell them in Python's way. */
export function pythonValue(value: boolean | number | string | null): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
