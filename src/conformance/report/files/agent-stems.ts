import { agentFileStem, reportFileName } from "./file-names.ts";

/**
 * How the agents of one folder of reports appear in its file names. An agent keeps the stem it got first, for as long as
 * the process runs: names that would share one get `_2`, `_3` and so on, in the order in which they were met.
 */
export class AgentStems {
  readonly #stems = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #tried = new Map<string, number>();

  /** The stem of an agent's files. */
  of(agent: string): string {
    const known = this.#stems.get(agent);
    if (known !== undefined) return known;
    return this.#keep(agent, this.#freeStem(agentFileStem(agent)));
  }

  /** An earlier run has given this agent a stem. */
  know(agent: string, stem: string): void {
    if (!this.#stems.has(agent) && !this.#taken.has(stem)) this.#keep(agent, stem);
  }

  #keep(agent: string, stem: string): string {
    this.#stems.set(agent, stem);
    this.#taken.add(stem);
    return stem;
  }

  /** Goes on counting where the last search for the same stem ended, so that a thousand agents of one name cost a thousand steps. */
  #freeStem(wanted: string): string {
    let number = this.#tried.get(wanted) ?? 1;
    const numbered = (): string => (number === 1 ? wanted : `${wanted}_${number}`);
    while (this.#taken.has(numbered())) number++;
    this.#tried.set(wanted, number);
    return numbered();
  }
}

const folders = new Map<string, AgentStems>();

/** The stems of a folder: one object for all who name files in it, so that they agree. */
export function agentStemsIn(folder: string): AgentStems {
  const known = folders.get(folder) ?? new AgentStems();
  folders.set(folder, known);
  return known;
}

/** The name of the page of one case in a folder of reports. */
export const pageName = (folder: string, agent: string, caseId: string): string =>
  reportFileName(agentStemsIn(folder).of(agent), caseId, "html");
