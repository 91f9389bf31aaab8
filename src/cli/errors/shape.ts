import * as v from "valibot";

/** A JSON object: no array, whatever JavaScript calls an object. */
export const objectShape = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "has to be an object, { … }",
);

/** A value by its shape, or an `Error` that says where the first fault is and what has to be there; `whole` names the value itself. */
export function inShape<S extends v.GenericSchema>(shape: S, value: unknown, whole: string): v.InferOutput<S> | Error {
  const { issues, output } = v.safeParse(shape, value, { abortEarly: true });
  if (issues === undefined) return output as v.InferOutput<S>;
  const [{ path = [], message }] = issues;
  const place = path.map(({ key }) => (typeof key === "number" ? `, number ${key + 1}` : `: ${JSON.stringify(key)}`)).join("");
  return new Error(`${whole}${place} ${message}`);
}

/** JSON's null says nothing, as a missing key does. */
export const optional = <S extends v.GenericSchema>(shape: S) => v.nullish(shape, () => undefined);

/** A text. */
export const text = v.string("has to be a string");
