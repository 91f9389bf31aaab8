import type { VNode } from "preact";
import type { Material } from "../material/material.ts";
import { Html, htmlOf } from "../page/html.tsx";
import type { SitePage } from "../page/site-page.ts";
import { hasGuides } from "./markdown-pages.ts";

/** What the project is, in a screenful, and the picture that the rest follows from. */
export const frontPage = (material: Material): SitePage => ({
  path: "index.html",
  title: "hybi",
  part: "Start",
  navigation: "What this is",
  wide: true,
  body: htmlOf(
    <>
      <div class="hero">
        <div>
          <h1>The WebSocket protocol as a reference you can run</h1>
          <p class="lead">
            A catalogue of what RFC 6455 and RFC 7692 demand, a statechart, a strict implementation compiled from it, and the conformance
            suite that judges everybody else's.
          </p>
          <Numbers material={material} />
          <pre>
            <code>{"npx hybi test ws://127.0.0.1:9001     # judge a server\nnpx hybi serve --port 9001            # judge a client"}</code>
          </pre>
        </div>
        <a class="preview" href="#statechart" aria-label="The statechart, in full below">
          <img src="/images/statechart-server.svg" alt="The statechart of a server, in small" width="1170" height="1400" />
        </a>
      </div>
      <Entrances />
      <h2 id="statechart">One machine, from which the rest follows</h2>
      <p>
        The endpoint runs this chart, compiled into a table; the properties hold the one against the other; every transition names the
        section that demands it. This is the server's; <a href="/statechart.html">the client's</a> differs in who ends the transport.
      </p>
      <figure>
        <Html class="picture" html={material.pictures.server} />
      </figure>
    </>,
  ),
  search: [
    {
      kind: "page",
      title: "hybi",
      text: "The WebSocket protocol as a reference you can run: requirements, statechart, implementation, conformance suite",
    },
  ],
});

const Numbers = ({ material: { traced, cases, machines } }: { readonly material: Material }): VNode => {
  const cells = [machines.client, machines.server].reduce((sum, { next }) => sum + next.length * (next[0]?.length ?? 0), 0);
  const properties = new Set(traced.flatMap(({ evidence }) => evidence.properties.map(({ file, title }) => `${file} ${title}`)));
  const numbers: readonly (readonly [number, string, string])[] = [
    [traced.length, "requirements", "/requirements/index.html"],
    [cells, "cells of the transition tables", "/transition-table.html"],
    [properties.size, "properties", "/properties.html"],
    [cases.length, "conformance cases", "/cases/index.html"],
  ];
  return (
    <ul class="numbers">
      {numbers.map(([count, words, href]) => (
        <li>
          <b>{count}</b>
          <a href={href}>{words}</a>
        </li>
      ))}
    </ul>
  );
};

const entrances: readonly (readonly [title: string, text: string, href: string])[] = [
  ["Read me", "Test your server or client; use the library.", "/readme.html"],
  ["Requirements", "What the RFCs demand, and where each demand is kept.", "/requirements/index.html"],
  ["States", "What may arrive, what we do, and why.", "/states/index.html"],
  ["How a connection ends", "Runs of two machines, recorded.", "/closing.html"],
  ["Errors", "What an endpoint may report, and what to do about it.", "/errors.html"],
  ["Cases", "What the suite sends and what it expects back.", "/cases/index.html"],
  ["API reference", "The library, the core, the specification and the suite.", "/api/index.html"],
];

const guides = ["Guides", "Step by step, from a first run to a fixed peer.", "/guides/index.html"] as const;

const Entrances = (): VNode => (
  <div class="grid">
    {(hasGuides() ? [guides, ...entrances] : entrances).map(([title, text, href]) => (
      <a class="card" href={href}>
        <b>{title}</b>
        <span>{text}</span>
      </a>
    ))}
  </div>
);
