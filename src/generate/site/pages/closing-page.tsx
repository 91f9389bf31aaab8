import { closingVariants, playVariant } from "../../machine/sequences/closing-variants.ts";
import { endInWords } from "../../machine/sequences/moment-words.ts";
import { sequenceSvg } from "../../machine/sequences/sequence-svg.ts";
import { Html, htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";

/** The ways in which a connection ends, recorded from two running machines. */
export function closingPage(): SitePage {
  const runs = closingVariants.map((variant) => ({ ...variant, run: playVariant(variant) }));
  return {
    path: "closing.html",
    title: "How a connection ends",
    summary:
      "Two machines, a client and a server, run with a wire in each direction; these are the records. Time runs down. Beside each moment: the letter that is read, what is done, and the state that is entered.",
    part: "The machine",
    navigation: "How a connection ends",
    body: htmlOf(
      <>
        <ul>
          {runs.map(({ slug, title }) => (
            <li>
              <a href={`#${slug}`}>{title}</a>
            </li>
          ))}
        </ul>
        {runs.map(({ slug, title, remark, run }) => (
          <section>
            <h2 id={slug}>{title}</h2>
            <p>
              {remark} {endInWords(run)}
            </p>
            <figure>
              <Html class="picture" html={sequenceSvg(run, title)} />
            </figure>
          </section>
        ))}
      </>,
    ),
    search: runs.map(({ slug, title, remark }) => ({ kind: "closing", title, text: remark, anchor: slug })),
  };
}
