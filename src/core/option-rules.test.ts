import { describe, expect, it } from "vitest";
import { MisuseError } from "./blame.ts";
import {
  aBoolean,
  aFunction,
  aString,
  checkOptions,
  fieldList,
  listOf,
  needed,
  type OptionRules,
  objectOf,
  oneOf,
  orUndefined,
  someText,
  wholeNumber,
} from "./option-rules.ts";

const rules: OptionRules = {
  name: needed(someText),
  count: wholeNumber(1, 10, " of things"),
  flag: aBoolean,
  call: aFunction,
  word: orUndefined(oneOf("a", "b")),
  texts: listOf(aString),
  inner: objectOf({ deep: wholeNumber(0, 1) }),
  fields: fieldList,
};

/** What is said about options; undefined if nothing is wrong with them. */
function saidOf(options: unknown): string | undefined {
  try {
    checkOptions(options, rules);
    return undefined;
  } catch (error) {
    if (error instanceof MisuseError && error.misuse.requirement === "ours/options/checked") return error.misuse.detail;
    throw error;
  }
}

describe("checkOptions", () => {
  it.each([
    { name: "x" },
    { name: "x", count: 10, flag: false, call: () => undefined, word: undefined, texts: [], inner: {}, fields: [["A", "b"]] },
    { name: "x", count: 1, word: "b", texts: ["", "t"], inner: { deep: 0 }, fields: [] },
  ])("ours: finds nothing wrong with %j", (options) => {
    expect(saidOf(options)).toBeUndefined();
  });

  it.each<readonly [options: unknown, detail: string]>([
    [undefined, "the options with the value undefined; expected an object"],
    [null, "the options with the value null; expected an object"],
    [{}, "the option name with the value undefined; expected a string that is not empty"],
    [{ name: "" }, 'the option name with the value ""; expected a string that is not empty'],
    [{ name: "x", other: 1 }, "the option other, which is not known; known are name, count, flag, call, word, texts, inner, fields"],
    [{ name: "x", toString: 1 }, "the option toString, which is not known; known are name, count, flag, call, word, texts, inner, fields"],
    ...[Number.NaN, Number.POSITIVE_INFINITY, 0, 11, 1.5, undefined, null, true].map(
      (count) =>
        [{ name: "x", count }, `the option count with the value ${count}; expected a whole number of things from 1 to 10`] as const,
    ),
    [{ name: "x", count: "5" }, 'the option count with the value "5"; expected a whole number of things from 1 to 10'],
    [{ name: "x", flag: {} }, "the option flag with the value of type object; expected true or false"],
    [{ name: "x", call: "f" }, 'the option call with the value "f"; expected a function'],
    [{ name: "x", word: "c" }, 'the option word with the value "c"; expected "a" or "b"'],
    [{ name: "x", texts: "t" }, 'the option texts with the value "t"; expected an array'],
    [{ name: "x", texts: ["t", 1] }, "the option texts[1] with the value 1; expected a string"],
    [{ name: "x", inner: () => 1 }, "the option inner with the value of type function; expected an object"],
    [{ name: "x", inner: { deep: 2 } }, "the option inner.deep with the value 2; expected a whole number from 0 to 1"],
    [{ name: "x", inner: { deeper: 0 } }, "the option inner.deeper, which is not known; known are deep"],
    [{ name: "x", fields: [["A"]] }, "the option fields[0] with the value of an array; expected a name and a value, both strings"],
  ])("ours: %j is refused by name", (options, detail) => {
    expect(saidOf(options)).toBe(detail);
  });
});
