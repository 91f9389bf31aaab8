import type { VNode } from "preact";
import { citationOf, sectionUrl } from "../../../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../../../spec/requirements.ts";

/** The requirements that a case tests, and where they come from. */
export const Requirements = ({ ids }: { readonly ids: readonly RequirementId[] }): VNode => (
  <>
    <h2>Requirements tested</h2>
    <ul class="requirements">
      {ids.map((id) => (
        <RequirementCard key={id} id={id} />
      ))}
    </ul>
  </>
);

/** A requirement with its level, its statement and where it stands. */
export const RequirementCard = ({ id }: { readonly id: RequirementId }): VNode => (
  <li class="card">
    <p class="source">
      <span class="level">{requirements[id].level}</span>
      <code>{id}</code>
      <Citation id={id} />
    </p>
    <p>{requirements[id].statement}</p>
  </li>
);

const Citation = ({ id }: { readonly id: RequirementId }): VNode => {
  const url = sectionUrl(id);
  return url === undefined ? <span class="soft">{citationOf(id)}</span> : <a href={url}>{citationOf(id)}</a>;
};
