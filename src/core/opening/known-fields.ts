import { headerFields } from "../../../spec/registries/header-fields.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Field } from "../input.ts";
import { valuesOf } from "./head-field.ts";
import type { OpeningForms } from "./opening-form.ts";

/** Which head of the opening handshake: a column of the registry. */
type Head = "inRequest" | "inResponse";
type Registry = typeof headerFields;
type NamesWhere<H extends Head, Occurrence> = {
  [Name in keyof Registry]: Registry[Name][H] extends Occurrence ? Name : never;
}[keyof Registry];

/** The fields of a head that the handshake gives a meaning to there, as the registry has them; those of the other head cannot be asked for. */
export interface KnownFields<H extends Head> {
  /** The value of a field that comes once. */
  readonly one: (name: NamesWhere<H, { readonly once: RequirementId }>) => string | undefined;
  /** The values of all lines of a field that is a list. */
  readonly all: (name: NamesWhere<H, "list">) => readonly string[];
  /** How many lines a field has. */
  readonly count: (name: keyof Registry) => number;
}

/** The known fields among those of a head. */
export function knownFields<H extends Head>(fields: readonly Field[]): KnownFields<H> {
  const values = (name: keyof Registry): string[] => valuesOf(fields, headerFields[name].name);
  return { one: (name) => values(name)[0], all: values, count: (name) => values(name).length };
}

/** A rule that a field comes once. */
export interface OnceRule<H extends Head> {
  readonly requirement: RequirementId;
  readonly on: OpeningForms;
  readonly brokenBy: (fields: Pick<KnownFields<H>, "count">) => boolean;
  readonly detail: (fields: Pick<KnownFields<H>, "count">) => string;
}

/** One row for each field that the registry lets a head have once, in the order of the registry. */
export const onceRules = <H extends Head>(head: H): OnceRule<H>[] =>
  (Object.keys(headerFields) as (keyof Registry)[]).flatMap((key) => {
    const { name, [head]: occurrence } = headerFields[key];
    if (typeof occurrence === "string") return [];
    return [
      {
        requirement: occurrence.once,
        on: onlyInHttp1.has(key) ? "http/1.1" : "both",
        brokenBy: ({ count }) => count(key) > 1,
        detail: ({ count }) => `${count(key)} ${name} fields`,
      },
    ];
  });

/** RFC 8441, section 5: what these say, an extended CONNECT says by pseudo-header fields, or not at all. */
const onlyInHttp1: ReadonlySet<keyof Registry> = new Set(["host", "upgrade", "connection", "key", "accept"]);

/** The values of a field as they are shown to people. */
export function shown(values: string | readonly string[] | undefined): string {
  if (values === undefined || values.length === 0) return typeof values === "string" ? '""' : "(missing)";
  return `"${typeof values === "string" ? values : values.join(", ")}"`;
}
