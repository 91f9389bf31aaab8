import type { Case } from "../case/case.ts";

const pauses = ({ play }: Case): boolean => play.some(({ step }) => step === "continueLater");

/** Cases in two batches: only those that pause have the usual waits, for on a busy machine the others would have too little time. */
export const unhurried = (cases: readonly Case[]): readonly { readonly cases: readonly Case[]; readonly timeoutScale: number }[] => [
  { cases: cases.filter(pauses), timeoutScale: 1 },
  { cases: cases.filter((played) => !pauses(played)), timeoutScale: 10 },
];
