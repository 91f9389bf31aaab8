import type { VNode } from "preact";
import { counted } from "../../case/counted.ts";
import type { Chapter } from "../content/chapters.ts";
import type { Report } from "../content/report.ts";
import { htmlText, Page } from "../page/page.tsx";
import { masterStyle } from "../page/style.ts";
import { AgentSummary } from "./agent-summary.tsx";
import { ChapterDescriptions } from "./chapter-descriptions.tsx";
import { ChapterResults } from "./chapter-results.tsx";
import { Legend } from "./legend.tsx";

// A table with a thousand columns helps nobody, and a report of 8,000 agents would have 200 MB.
const agentsSideBySideMax = 50;

/** The overview as an HTML file: every case of the suite, with the verdicts of every agent. */
export const masterHtml = (report: Report): string => htmlText(<MasterPage report={report} />);

const MasterPage = ({ report }: { readonly report: Report }): VNode => {
  const { agents, chapters, suite } = report;
  return (
    <Page title={`WebSocket conformance report – ${suite.name}`} style={masterStyle}>
      <Title report={report} />
      <main>
        <h2>Summary</h2>
        {agents.length === 0 && <p>No agent has run a case yet.</p>}
        <div class="agents">
          {agents.map((agent) => (
            <AgentSummary key={agent.agent} agent={agent} caseCount={report.caseCount} />
          ))}
        </div>
        <h2>Legend</h2>
        <Legend />
        <h2>Results</h2>
        {agents.length > agentsSideBySideMax && (
          <p>
            The tables show the first {agentsSideBySideMax} of {counted(agents.length, "agent")}. What deserves a look of the others stands
            in the summary; every verdict, with its page, is in <a href="index.json">index.json</a>.
          </p>
        )}
        <ChapterLinks chapters={chapters} />
        {chapters.map((chapter) => (
          <ChapterResults key={chapter.id} chapter={chapter} agents={agents.slice(0, agentsSideBySideMax)} />
        ))}
        <h2 id="descriptions">Descriptions</h2>
        {chapters.map((chapter) => (
          <ChapterDescriptions key={chapter.id} chapter={chapter} />
        ))}
      </main>
      <footer>
        {suite.name} {suite.version}
      </footer>
    </Page>
  );
};

const Title = ({ report: { suite, profile, caseCount, agents, startedAt } }: { readonly report: Report }): VNode => (
  <header>
    <p class="eyebrow">
      {suite.name} {suite.version}
    </p>
    <h1>WebSocket conformance report</h1>
    <p class="soft">
      {counted(caseCount, "case")} · {counted(agents.length, "agent")}
      {profile !== undefined && ` · ${profile} profile`}
      {startedAt !== undefined && " · started "}
      {startedAt !== undefined && <time datetime={startedAt}>{startedAt}</time>}
    </p>
  </header>
);

const ChapterLinks = ({ chapters }: { readonly chapters: readonly Chapter[] }): VNode => (
  <nav aria-label="Chapters">
    <ul class="chips">
      {chapters.map(({ id, title }) => (
        <li key={id}>
          <a href={`#chapter-${id}`}>
            {id} {title}
          </a>
        </li>
      ))}
      <li>
        <a href="#descriptions">Descriptions</a>
      </li>
    </ul>
  </nav>
);
