import type { Case } from "../case/case.ts";

type Optional = "after" | "suppressAutoClose" | "reportTime";

/** A case as it is written down: what nearly all cases share may be left out. */
export type CaseDefinition = Omit<Case, Optional> & Partial<Pick<Case, Optional>>;

/** Completes a case: no further rules, closed by the fuzzer when all went well, duration not shown. */
export function defineCase(definition: CaseDefinition): Case {
  return { after: [], suppressAutoClose: false, reportTime: false, ...definition };
}
