/** The parts of a case or group id as numbers: 6, 22 and 1 of 6.22.1. */
const numbersOf = (id: string): number[] => id.split(".").map(Number);

/** The chapter of a case: 6 of 6.22.1. */
export const chapterOf = (caseId: string): string => caseId.split(".")[0] as string;

/** The section of a case: 6.22 of 6.22.1. */
export const sectionOf = (caseId: string): string => caseId.split(".").slice(0, -1).join(".");

/** Orders two case or group ids part by part as numbers: 2.9 before 2.10, 7.13.2 before 10.1.1, 6 before 6.1. */
export function compareCaseIds(a: string, b: string): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let part = 0; part < Math.min(left.length, right.length); part++) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
