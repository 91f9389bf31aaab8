import type { Case, CaseGroup } from "../../case/case.ts";
import { chapterOf, sectionOf } from "../../case/case-ids.ts";

/** Cases that follow each other and share the leading part of their ids. */
export interface Section {
  readonly id: string;
  /** Empty for cases that stand in their chapter directly. */
  readonly title: string;
  readonly cases: readonly Case[];
}

/** The sections of a chapter. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** Arranges a sorted list of cases under the titles of its groups. */
export function chaptersOf(cases: readonly Case[], groups: readonly CaseGroup[]): readonly Chapter[] {
  const titles = new Map(groups.map((group) => [group.id, group.title]));
  return [...groupedBy(cases, ({ id }) => chapterOf(id))].map(([chapterId, chapterCases]) => ({
    id: chapterId,
    title: titles.get(chapterId) ?? "",
    sections: [...groupedBy(chapterCases, ({ id }) => sectionOf(id))].map(([id, sectionCases]) => ({
      id,
      title: id === chapterId ? "" : (titles.get(id) ?? ""),
      cases: sectionCases,
    })),
  }));
}

function groupedBy(cases: readonly Case[], keyOf: (testCase: Case) => string): ReadonlyMap<string, readonly Case[]> {
  const grouped = new Map<string, Case[]>();
  for (const testCase of cases) {
    const key = keyOf(testCase);
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [testCase]);
    else group.push(testCase);
  }
  return grouped;
}
