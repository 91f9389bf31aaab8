import { parseRequirementId } from "../../../../spec/requirement.ts";

/** The page of a chapter of requirements. */
export const chapterOf = (requirementId: string): string => {
  const { document, section } = parseRequirementId(requirementId);
  return document === "ours"
    ? "ours"
    : document === "rfc6455" || document === "rfc7692"
      ? `${document}-${section.split(".")[0]}`
      : document;
};

/** The anchor of a requirement on the page of its chapter. */
export const requirementAnchor = (id: string): string => {
  const { section, slug } = parseRequirementId(id);
  return `${section}-${slug}`;
};

/** Where a requirement is shown. */
export const requirementHref = (id: string): string => `/requirements/${chapterOf(id)}.html#${requirementAnchor(id)}`;

/** Where a case is shown. */
export const caseHref = (id: string): string => `/cases/${id}.html`;

/** Where the cases of a chapter are listed. */
export const chapterHref = (chapter: string): string => `/cases/index.html#chapter-${chapter}`;

/** The page of a state of the compiled table. */
export const statePath = (state: string): string => `states/${state.replaceAll(" ", "--").replaceAll(".", "-")}.html`;

/** A letter in a state of the compiled table. */
export const cellHref = (state: string, letter: string): string => `/${statePath(state)}#${letter}`;

/** The anchor of a state of the chart; the chart itself stands for any state. */
export const chartStateAnchor = (path: string): string => (path === "" ? "any-state" : path.replaceAll(" ", "-"));

/** A state of the chart, by its path. */
export const chartStateHref = (path: string): string => `/states/index.html#${chartStateAnchor(path)}`;

/** A source file, shown as a page; or one of its lines. */
export const sourceHref = (file: string, line?: number): string => `/source/${file}.html${line === undefined ? "" : `#L${line}`}`;

/** A reading, by its name. */
export const readingHref = (name: string): string => `/readings.html#${name}`;
