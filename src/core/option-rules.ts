import { type Misuse, MisuseError } from "./blame.ts";

/** What an option has to be. */
export interface OptionRule {
  /** In words, behind "expected". */
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
  /** Rules of what is in it, by name. */
  readonly members?: OptionRules;
  /** What each element of it has to be. */
  readonly elements?: OptionRule;
  /** Whether it has to be there. */
  readonly isNeeded?: true;
}

/** Rules of options by name; no other name is an option. */
export type OptionRules = Readonly<Record<string, OptionRule>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** Throws a `MisuseError` for the first option that is missing, is not what it has to be, or is not known. */
export function checkOptions(options: unknown, rules: OptionRules): void {
  checkValues(options, rules);
  checkNames(options as object, rules);
}

/** Throws a `MisuseError` for the first option that is missing or is not what it has to be. */
export function checkValues(options: unknown, rules: OptionRules): void {
  const found = isObject(options) ? misuseOfValues("", options, rules) : misuse("the options", options, "an object");
  if (found !== undefined) throw new MisuseError(found);
}

/** Throws a `MisuseError` for the first option that is not known. */
export function checkNames(options: object, rules: OptionRules): void {
  const found = misuseOfNames("", options, rules);
  if (found !== undefined) throw new MisuseError(found);
}

function misuseOfNames(path: string, options: object, rules: OptionRules): Misuse | undefined {
  const stranger = Object.keys(options).find((name) => !Object.hasOwn(rules, name));
  if (stranger === undefined) return undefined;
  const detail = `the option ${path}${stranger}, which is not known; known are ${Object.keys(rules).join(", ")}`;
  return { blame: "caller", requirement: "ours/options/checked", detail };
}

function misuseOfValues(path: string, options: Readonly<Record<string, unknown>>, rules: OptionRules): Misuse | undefined {
  for (const [name, rule] of Object.entries(rules)) {
    const found = name in options || rule.isNeeded ? misuseOfOption(`${path}${name}`, options[name], rule) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function misuseOfOption(name: string, value: unknown, { expected, takes, members, elements }: OptionRule): Misuse | undefined {
  if (!takes(value)) return misuse(`the option ${name}`, value, expected);
  if (members !== undefined && isObject(value)) {
    return misuseOfValues(`${name}.`, value, members) ?? misuseOfNames(`${name}.`, value, members);
  }
  if (elements === undefined || !Array.isArray(value)) return undefined;
  for (const [index, element] of value.entries()) {
    const found = misuseOfOption(`${name}[${index}]`, element, elements);
    if (found !== undefined) return found;
  }
  return undefined;
}

const misuse = (what: string, value: unknown, expected: string): Misuse => ({
  blame: "caller",
  requirement: "ours/options/checked",
  detail: `${what} with the value ${shown(value)}; expected ${expected}`,
});

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return "of an array";
  return isObject(value) || typeof value === "function" ? `of type ${typeof value}` : String(value);
}

/** A rule for an option that has to be there. */
export const needed = (rule: OptionRule): OptionRule => ({ ...rule, isNeeded: true });

/** A rule for an option that may also be undefined, which is the same as leaving it out. */
export const orUndefined = (rule: OptionRule): OptionRule => ({
  ...rule,
  takes: (value) => value === undefined || rule.takes(value),
});

/** A whole number in a range, of something. */
export const wholeNumber = (least: number, most: number, of = ""): OptionRule => ({
  expected: `a whole number${of} from ${least} to ${most}`,
  takes: (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
});

/** Text. */
export const aString: OptionRule = { expected: "a string", takes: (value) => typeof value === "string" };

/** Text that says something. */
export const someText: OptionRule = { expected: "a string that is not empty", takes: (value) => typeof value === "string" && value !== "" };

/** Yes or no. */
export const aBoolean: OptionRule = { expected: "true or false", takes: (value) => typeof value === "boolean" };

/** Something to call. */
export const aFunction: OptionRule = { expected: "a function", takes: (value) => typeof value === "function" };

/** One of some words. */
export const oneOf = (...words: readonly string[]): OptionRule => ({
  expected: words.map((word) => JSON.stringify(word)).join(" or "),
  takes: (value) => words.includes(value as string),
});

/** A list whose elements follow a rule. */
export const listOf = (elements: OptionRule): OptionRule => ({ expected: "an array", takes: Array.isArray, elements });

/** An object with nothing else in it than this. */
export const objectOf = (members: OptionRules): OptionRule => ({ expected: "an object", takes: isObject, members });

/** Names and values of header fields. */
export const fieldList: OptionRule = listOf({
  expected: "a name and a value, both strings",
  takes: (value) => Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string"),
});
