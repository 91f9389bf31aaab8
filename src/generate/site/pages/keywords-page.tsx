import { requirementIds, requirements } from "../../../../spec/requirements.ts";
import keywordIndex from "../../../../spec/rfc6455/keywords.json" with { type: "json" };
import { notForEndpoints } from "../../../../spec/rfc6455/not-for-endpoints.ts";
import { compareCaseIds } from "../../../conformance/case/case-ids.ts";
import { htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { RequirementLink } from "./requirement-words.tsx";

const occurrences = Object.entries(keywordIndex.keywords)
  .sort(([a], [b]) => compareCaseIds(a, b))
  .flatMap(([section, keywords]) => keywords.map((keyword, index) => ({ section, name: `${section}#${index + 1}`, keyword })));

/** Every RFC 2119 keyword of RFC 6455, with the requirement that accounts for it or the reason why none does. */
export function keywordsPage(): SitePage {
  const reasons: Readonly<Record<string, string>> = notForEndpoints;
  const carriers = (name: string) => requirementIds.filter((id) => requirements[id].keywords?.includes(name));
  return {
    path: "keywords.html",
    title: "Every keyword of RFC 6455",
    summary:
      "MUST, SHOULD and MAY wherever the RFC has them, each with the requirement that accounts for it, or the reason why it asks nothing of an endpoint.",
    part: "Requirements",
    navigation: "Keywords",
    body: htmlOf(
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>occurrence</th>
              <th>keyword</th>
              <th>accounted for by</th>
            </tr>
          </thead>
          <tbody>
            {occurrences.map(({ section, name, keyword }) => (
              <tr id={name.replace("#", "-")}>
                <th>
                  <a href={`https://www.rfc-editor.org/rfc/rfc6455#section-${section}`}>{name}</a>
                </th>
                <td>{keyword}</td>
                <td>
                  {carriers(name).map((id) => (
                    <p>
                      <RequirementLink id={id} />
                    </p>
                  ))}
                  {name in reasons ? <p class="soft">Asks nothing: {reasons[name]}.</p> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>,
    ),
    search: [{ kind: "page", title: "Every keyword of RFC 6455", text: "RFC 2119 keywords MUST SHOULD MAY by section, accounted for" }],
  };
}
