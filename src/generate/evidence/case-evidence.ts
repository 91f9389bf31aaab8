import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../../conformance/case/case.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { importSource, isTest, sourcesBelow } from "./source-tree.ts";
import type { CaseEvidence } from "./traced-requirement.ts";

const folder = "src/conformance/cases";
/** It lists what the other files define. */
const index = `${folder}/all-cases.ts`;

/** The conformance cases that require something, by the file that defines them. */
export type CasesFor = (id: RequirementId) => readonly CaseEvidence[];

/** Finds the file of every case of the suite. */
export async function loadCases(): Promise<CasesFor> {
  const files: { readonly file: string; readonly cases: readonly Case[] }[] = [];
  for (const file of sourcesBelow(folder).filter((path) => path !== index && !isTest(path))) {
    const exported = new Set(Object.values(await importSource(file)).flatMap((value) => (Array.isArray(value) ? value : [])));
    files.push({ file, cases: allCases.filter(({ id }) => [...exported].some((value) => isCase(value) && value.id === id)) });
  }
  return (id) =>
    files.flatMap(({ file, cases }) => {
      const ids = cases.filter(({ requires }) => requires.includes(id)).map((found) => found.id);
      return ids.length === 0 ? [] : [{ file, ids }];
    });
}

const isCase = (value: unknown): value is Case => typeof value === "object" && value !== null && "play" in value && "id" in value;
