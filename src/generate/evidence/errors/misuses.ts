import { maySendStatusCode } from "../../../../spec/registries/close-codes.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";
import type { Misuse } from "../../../core/blame.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import { requirementOfCode } from "../../../core/message/close-body.ts";
import { misuseOfStatus, refusals } from "../../../core/opening/refusals.ts";
import type { SourceFile } from "../../source-files/source-files.ts";

/** Something a caller may not ask for. */
export interface ListedMisuse {
  readonly requirement: RequirementId;
  /** What was asked for; `…` stands for what the caller gave. */
  readonly detail: string;
  readonly file: string;
}

/** The misuses that the machine refuses, those that tables of the code refuse, and those that stand in the code as they are. */
export const listMisuses = (sources: readonly SourceFile[]): ListedMisuse[] => [
  ...refusedByMachine(),
  ...foundInTables(),
  ...foundInCode(sources),
];

function refusedByMachine(): ListedMisuse[] {
  const refused = Object.values(transitionTables).flatMap(({ cells }) =>
    cells.flat().flatMap(([, effects]) => effects.flatMap((each) => (each.effect === "refuse" ? [each] : []))),
  );
  const byWords = new Map(
    refused.map(({ requirement, detail }) => [detail, { requirement, detail, file: "spec/lifecycle/connection.machine.ts" }]),
  );
  return [...byWords.values()];
}

/** Files whose code takes the requirement of a misuse from a table, with the misuses of that table. */
const tables: Readonly<Record<string, () => readonly Misuse[]>> = {
  // Each requirement is that of an effect of the machine.
  "src/core/lifecycle/blame-in-effects.ts": () => [],
  "src/core/opening/refusals.ts": () =>
    Object.entries(refusals).flatMap(([status, { fields }]) => misuseOfStatus(Number(status), fields, "") ?? []),
  "src/core/connection/outgoing.ts": misusedStatusCodes,
};

/** The first status code that breaks each requirement. */
function misusedStatusCodes(): readonly Misuse[] {
  const byRequirement = new Map<RequirementId, Misuse>();
  for (let code = 0; code < 0x10000; code++) {
    if (maySendStatusCode(code, "iana-2026")) continue;
    const requirement = requirementOfCode(code);
    if (!byRequirement.has(requirement))
      byRequirement.set(requirement, { blame: "caller", requirement, detail: "a Close frame with status code …" });
  }
  return [...byRequirement.values()];
}

const foundInTables = (): ListedMisuse[] =>
  Object.entries(tables).flatMap(([file, misuses]) => misuses().map(({ requirement, detail }) => ({ requirement, detail, file })));

const anyWritten = /(?<!readonly )blame: "caller"/g;
const written = /blame: "caller",\s*requirement: "([^"]+)",\s*detail(?:: (?:"([^"]*)"|`([^`]*)`))?/g;

/** Misuse is an object with its requirement beside it wherever it is written; a detail made elsewhere stands just above. */
const foundInCode = (sources: readonly SourceFile[]): ListedMisuse[] =>
  sources.filter(({ file }) => file.startsWith("src/core/") && !file.includes(".test.") && !file.includes("/testing/")).flatMap(writtenIn);

/** Throws where a misuse could not be read, and its file has no table either: it must not be missing in silence. */
function writtenIn({ file, text }: SourceFile): ListedMisuse[] {
  const found = [...text.matchAll(written)];
  const unread = [...text.matchAll(anyWritten)].length - found.length;
  if (unread > 0 && !Object.hasOwn(tables, file)) throw new Error(`The error reference cannot read ${unread} of the misuses in ${file}.`);
  return found.map(({ 1: requirement, 2: plain, 3: template, index }) => ({
    requirement: requirement as RequirementId,
    detail: (plain ?? template ?? detailAbove(text.slice(0, index))).replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…"),
    file,
  }));
}

const detailAbove = (before: string): string => [...before.matchAll(/const detail = [`"]([^`"]*(?:"[^`"]*)*)[`"];/g)].at(-1)?.[1] ?? "";
