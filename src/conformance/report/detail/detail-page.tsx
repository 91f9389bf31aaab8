import type { VNode } from "preact";
import type { CaseResult } from "../../verdict/case-result.ts";
import type { Suite } from "../content/report.ts";
import { htmlText, Page } from "../page/page.tsx";
import { detailStyle } from "../page/style.ts";
import { behaviorWords } from "../words/verdict-words.ts";
import { visibleText } from "../words/visible-text.ts";
import { CasePath, type Neighbours } from "./case-path.tsx";
import { ClosingFactsTable } from "./closing-facts-table.tsx";
import { ExplanationSection } from "./explanation-section.tsx";
import { Headline } from "./headline.tsx";
import { OpeningHandshake } from "./opening-handshake.tsx";
import { OracleFindings } from "./oracle-findings.tsx";
import { Outcome } from "./outcome.tsx";
import { Requirements } from "./requirements.tsx";
import { WireLog } from "./wire-log.tsx";
import { WireStatistics } from "./wire-statistics.tsx";

/** What the page of one case shows. */
export interface DetailPageProps {
  readonly result: CaseResult;
  readonly neighbours: Neighbours;
  readonly suite: Suite;
}

/** The page of one case with one agent, as an HTML file. */
export const detailHtml = (props: DetailPageProps): string => htmlText(<DetailPage {...props} />);

const DetailPage = ({ result, neighbours, suite }: DetailPageProps): VNode => (
  <Page title={`${result.id} ${behaviorWords[result.behavior].longLabel} – ${visibleText(result.agent)}`} style={detailStyle}>
    <header>
      <CasePath neighbours={neighbours} />
      <Headline result={result} />
    </header>
    <main>
      <ExplanationSection result={result} />
      <div class="pair first">
        <section class="card">
          <h2>Case description</h2>
          <p>{result.description}</p>
        </section>
        <section class="card">
          <h2>Case expectation</h2>
          <p>{result.expectation}</p>
        </section>
      </div>
      <Outcome result={result} />
      <OracleFindings breaches={result.oracle} />
      <Requirements ids={result.requires} />
      <OpeningHandshake request={result.httpRequest} response={result.httpResponse} />
      <ClosingFactsTable facts={result} />
      <WireStatistics result={result} />
      <WireLog result={result} />
    </main>
    <footer>
      <CasePath neighbours={neighbours} />
      {suite.name} {suite.version}
    </footer>
  </Page>
);
