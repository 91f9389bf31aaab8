import type { RequirementId } from "../../../../spec/requirements.ts";
import { misuseOfOrder } from "../../../core/lifecycle/order-of-frames.ts";
import { transitionTables } from "../../../core/lifecycle/transition-table.generated.ts";
import type { SourceFile } from "../../source-files/source-files.ts";

/** Something a caller may not ask for. */
export interface ListedMisuse {
  readonly requirement: RequirementId;
  /** What was asked for; `…` stands for what the caller gave. */
  readonly detail: string;
  readonly file: string;
}

/** The misuses that the machine refuses, and those that the code finds in what it is given. */
export const listMisuses = (sources: readonly SourceFile[]): ListedMisuse[] => [...refusedByMachine(), ...foundInCode(sources)];

function refusedByMachine(): ListedMisuse[] {
  const refused = Object.values(transitionTables).flatMap(({ cells }) =>
    cells
      .flat()
      .flatMap(([, effects]) =>
        effects.flatMap(({ effect, requirement }) => (effect === "refuse" && requirement !== undefined ? [requirement] : [])),
      ),
  );
  return [...new Set(refused)].map((requirement) => ({ ...misuseOfOrder(requirement), file: "spec/lifecycle/connection.machine.ts" }));
}

const written = /blame: "caller",\s*requirement: "([^"]+)",\s*detail(?:: (?:"([^"]*)"|`([^`]*)`))?/g;

/** Misuse is an object with its requirement beside it wherever it is written; a detail made elsewhere stands just above. */
const foundInCode = (sources: readonly SourceFile[]): ListedMisuse[] =>
  sources
    .filter(({ file }) => file.startsWith("src/core/") && !file.includes(".test.") && !file.includes("/testing/"))
    .flatMap(({ file, text }) =>
      [...text.matchAll(written)].map(({ 1: requirement, 2: plain, 3: template, index }) => ({
        requirement: requirement as RequirementId,
        detail: (plain ?? template ?? detailAbove(text.slice(0, index))).replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…"),
        file,
      })),
    );

const detailAbove = (before: string): string => [...before.matchAll(/const detail = [`"]([^`"]*(?:"[^`"]*)*)[`"];/g)].at(-1)?.[1] ?? "";
