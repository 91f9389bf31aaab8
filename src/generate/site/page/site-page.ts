import type { VNode } from "preact";

/** The parts of the site, in the order of the navigation. */
export type SitePart = "Start" | "Guides" | "The machine" | "Requirements" | "Cases" | "Code";

/** One thing that search can find. */
export interface SearchEntry {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  /** An anchor of the page, where the entry is not the whole page. */
  readonly anchor?: string;
}

/** One page of the site. Links and pictures inside it are written from the top of the site: `/requirements/index.html`. */
export interface SitePage {
  /** Its file, from the top of the site. */
  readonly path: string;
  readonly title: string;
  /** Shown under the title. */
  readonly summary?: string;
  readonly part: SitePart;
  /** Its name in the navigation; pages without one are reached from others. */
  readonly navigation?: string;
  /** The page of the navigation that is marked while this one is read. */
  readonly under?: string;
  /** Needs the whole width of a screen. */
  readonly wide?: boolean;
  /** Finished HTML. */
  readonly body: string | VNode;
  readonly search: readonly SearchEntry[];
}
