import type { Case, CaseGroup } from "../case.ts";
import type { CaseResult } from "../case-result.ts";
import type { Profile } from "../profile.ts";
import { type Chapter, chaptersOf } from "./chapters.ts";
import { agentFileStems } from "./file-names.ts";
import { type ListedResult, listedResult } from "./listed-result.ts";

/** The name and version of the suite that made a report. */
export interface Suite {
  readonly name: string;
  readonly version: string;
}

/** What reports are made from. */
export interface ReportSource {
  readonly results: readonly CaseResult[];
  /** What an earlier run has left in the folder; of the cases that were played again, the later result counts. */
  readonly earlier?: readonly ListedResult[] | undefined;
  /** All cases of the suite in order; one without a result is reported as missing. */
  readonly cases: readonly Case[];
  readonly groups: readonly CaseGroup[];
  readonly suite: Suite;
  /** How much of the suite was played. */
  readonly profile?: Profile | undefined;
  /** When the run began, UTC, as in {@link CaseResult.started}; by default when its first case began. */
  readonly startedAt?: string | undefined;
}

/** All results of one agent. */
export interface AgentReport {
  readonly agent: string;
  readonly fileStem: string;
  /** By case id, in the order of the cases. */
  readonly results: ReadonlyMap<string, ListedResult>;
  /** Those of this run, which have more to show. */
  readonly played: ReadonlyMap<string, CaseResult>;
}

/** Results, arranged as pages show them. */
export interface Report {
  readonly suite: Suite;
  readonly profile: Profile | undefined;
  readonly startedAt: string | undefined;
  readonly chapters: readonly Chapter[];
  readonly caseCount: number;
  readonly agents: readonly AgentReport[];
}

/** Arranges results by agent and case. Of several results for the same agent and case the last one counts. */
export function reportOf(source: ReportSource): Report {
  const { results, earlier = [], cases, groups, suite } = source;
  const listed = [...earlier, ...results.map(listedResult)];
  const agents = [...new Set(listed.map(({ agent }) => agent))];
  const stems = agentFileStems(agents);
  return {
    suite,
    profile: source.profile,
    startedAt: source.startedAt ?? listed.map(({ started }) => started).sort()[0],
    chapters: chaptersOf(cases, groups),
    caseCount: cases.length,
    agents: agents.map((agent) => ({
      agent,
      fileStem: stems.get(agent) as string,
      results: ofAgent(agent, listed, cases),
      played: ofAgent(agent, results, cases),
    })),
  };
}

function ofAgent<T extends Pick<CaseResult, "agent" | "id">>(
  agent: string,
  results: readonly T[],
  cases: readonly Case[],
): ReadonlyMap<string, T> {
  const position = new Map(cases.map(({ id }, index) => [id, index]));
  const own = new Map(results.filter((result) => result.agent === agent).map((result) => [result.id, result]));
  const places = (id: string): number => position.get(id) ?? cases.length;
  return new Map([...own].sort(([a], [b]) => places(a) - places(b)));
}
