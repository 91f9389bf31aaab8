import type { Case, CaseGroup } from "../../case/case.ts";
import type { Profile } from "../../case/profile.ts";
import type { CaseResult } from "../../verdict/case-result.ts";
import { AgentStems } from "../files/agent-stems.ts";
import { type Chapter, chaptersOf } from "./chapters.ts";
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
  /** How agents appear in file names; by default in the order of the results. */
  readonly stems?: AgentStems | undefined;
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

/** Arranges results by agent and case, each looked at once. Of several results for the same agent and case the last one counts. */
export function reportOf(source: ReportSource): Report {
  const { results, earlier = [], cases, groups, suite, stems = new AgentStems() } = source;
  const listed = [...earlier, ...results.map(listedResult)];
  const places = new Map(cases.map(({ id }, index) => [id, index]));
  const played = byAgent(results, places);
  return {
    suite,
    profile: source.profile,
    startedAt: source.startedAt ?? listed.map(({ started }) => started).sort()[0],
    chapters: chaptersOf(cases, groups),
    caseCount: cases.length,
    agents: [...byAgent(listed, places)].map(([agent, own]) => ({
      agent,
      fileStem: stems.of(agent),
      results: own,
      played: played.get(agent) ?? new Map(),
    })),
  };
}

/** The results of each agent by case id, in the order of the cases. */
function byAgent<T extends Pick<CaseResult, "agent" | "id">>(
  results: readonly T[],
  places: ReadonlyMap<string, number>,
): ReadonlyMap<string, ReadonlyMap<string, T>> {
  const agents = new Map<string, Map<string, T>>();
  for (const result of results) {
    const own = agents.get(result.agent) ?? new Map<string, T>();
    agents.set(result.agent, own.set(result.id, result));
  }
  const placeOf = (id: string): number => places.get(id) ?? places.size;
  for (const [agent, own] of agents) agents.set(agent, new Map([...own].sort(([a], [b]) => placeOf(a) - placeOf(b))));
  return agents;
}
