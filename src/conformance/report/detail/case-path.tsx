import type { VNode } from "preact";

/** A link to the page of another case of the same agent. */
export interface CaseLink {
  readonly id: string;
  readonly href: string;
}

/** The cases before and after this one, as far as they were run. */
export interface Neighbours {
  readonly previous: CaseLink | undefined;
  readonly next: CaseLink | undefined;
}

/** The way back to the overview and on to the neighbouring cases. */
export const CasePath = ({ neighbours: { previous, next } }: { readonly neighbours: Neighbours }): VNode => (
  <nav class="path" aria-label="Cases">
    <a href="index.html">All results</a>
    <span>
      {previous !== undefined && (
        <a rel="prev" href={previous.href}>
          ← Case {previous.id}
        </a>
      )}
      {next !== undefined && (
        <a rel="next" href={next.href}>
          Case {next.id} →
        </a>
      )}
    </span>
  </nav>
);
