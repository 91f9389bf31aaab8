import type { Material } from "../material/material.ts";
import { Html, htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";

/** The statechart of each role. */
export const statechartPage = ({ pictures }: Material): SitePage => ({
  path: "statechart.html",
  title: "The statechart",
  summary:
    "The life of one connection, drawn from the machine itself. There is one region for each direction, and each ends with its Close frame: OPEN, CLOSING and who began to close need no states of their own.",
  part: "The machine",
  navigation: "Statechart",
  wide: true,
  body: htmlOf(
    <>
      <p>
        As a <a href="#client">client</a> · as a <a href="#server">server</a> · <a href="/states/index.html">every state in words</a> ·{" "}
        <a href="/transition-table.html">the whole table</a> · <a href="/closing.html">how connections end</a>
      </p>
      {(["client", "server"] as const).map((role) => (
        <figure id={role}>
          <Html class="picture" html={pictures[role]} />
          <figcaption>
            A state leads to its description. The client and the server differ in who ends the transport, and in the sections behind it.{" "}
            <a href={`/images/statechart-${role}.svg`}>The picture alone</a>
          </figcaption>
        </figure>
      ))}
    </>,
  ),
  search: [
    { kind: "page", title: "The statechart", text: "statechart of a client and of a server; states, regions, transitions, effects" },
  ],
});
