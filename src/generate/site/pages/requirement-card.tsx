import type { ComponentChildren, VNode } from "preact";
import type { Case } from "../../../conformance/case/case.ts";
import type { TestEvidence, TracedRequirement, TransitionEvidence } from "../../evidence/traced-requirement.ts";
import type { Mention } from "../../source-files/source-files.ts";
import { caseHref, chartStateHref, readingHref, requirementAnchor, requirementHref, sourceHref } from "../page/addresses.ts";
import { ItemList } from "./item-list.tsx";
import { Citation, gapInWords, LevelBadge, verificationInWords } from "./requirement-words.tsx";

interface CardProps {
  readonly traced: TracedRequirement;
  readonly titles: ReadonlyMap<string, Case>;
  readonly mentions: readonly Mention[];
}

/** A requirement with everything that carries it. */
export const RequirementCard = ({ traced: { id, requirement, evidence, readings, gaps }, titles, mentions }: CardProps): VNode => (
  <article class="card" id={requirementAnchor(id)}>
    <h3>
      <a href={requirementHref(id)}>
        <code>{id}</code>
      </a>
    </h3>
    <p>{requirement.statement}</p>
    <div class="tags">
      <LevelBadge level={requirement.level} />
      <span>binds the {requirement.binds}</span>
      <Citation id={id} />
      <span>{verificationInWords(requirement.verification)}</span>
      {requirement.failsWith === undefined ? null : <span>fails with {requirement.failsWith}</span>}
    </div>
    <dl class="carried">
      <Carried by="transitions" items={evidence.transitions.map(transitionItem)} />
      <Carried
        by="rules"
        items={evidence.rules.map(({ table, file }) => <SourceLink file={file} mentions={mentions}>{`${table} rules`}</SourceLink>)}
      />
      <Carried by="code" items={evidence.code.map((file) => <SourceLink file={file} mentions={mentions} />)} />
      <Carried by="judged in" items={evidence.judges.map((file) => <SourceLink file={file} mentions={mentions} />)} />
      <Carried by="properties" items={evidence.properties.map((test) => <TestLink test={test} mentions={mentions} />)} />
      <Carried by="unit tests" items={evidence.unitTests.map((test) => <TestLink test={test} mentions={mentions} />)} />
      <Carried by="cases" items={evidence.cases.flatMap(({ ids }) => ids).map((caseId) => caseItem(caseId, titles))} />
      <Carried
        by="keywords"
        items={(requirement.keywords ?? []).map((keyword) => <a href={`/keywords.html#${keyword.replace("#", "-")}`}>{keyword}</a>)}
      />
      <Carried by="readings" items={readings.map((name) => <a href={readingHref(name)}>{name.replaceAll("-", " ")}</a>)} />
      <Carried by="lacking" items={gaps.map((gap) => <span>{gapInWords(gap)}</span>)} />
    </dl>
  </article>
);

const Carried = ({ by, items }: { readonly by: string; readonly items: readonly VNode[] }): VNode | null =>
  items.length === 0 ? null : (
    <>
      <dt>{by}</dt>
      <dd>
        <ItemList items={items} />
      </dd>
    </>
  );

const transitionItem = ({ state, letter, roles }: TransitionEvidence): VNode => (
  <a href={chartStateHref(state)}>
    {state}
    {letter === undefined ? "" : ` on ${letter}`}
    {roles.length === 1 ? ` (${roles[0]})` : ""}
  </a>
);

const caseItem = (id: string, titles: ReadonlyMap<string, Case>): VNode => (
  <a href={caseHref(id)} title={titles.get(id)?.title}>
    {id}
  </a>
);

const SourceLink = ({
  file,
  mentions,
  children,
}: {
  readonly file: string;
  readonly mentions: readonly Mention[];
  readonly children?: ComponentChildren;
}): VNode => (
  <a href={sourceHref(file, mentions.find((mention) => mention.file === file)?.line)} title={file}>
    {children ?? <span class="mono">{file.replace("src/", "")}</span>}
  </a>
);

const TestLink = ({ test: { file, title }, mentions }: { readonly test: TestEvidence; readonly mentions: readonly Mention[] }): VNode => (
  <a href={sourceHref(file, mentions.find((mention) => mention.file === file)?.line)} title={file}>
    {title}
  </a>
);
