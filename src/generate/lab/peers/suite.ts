import type { Case } from "../../../conformance/case/case.ts";
import type { Profile } from "../../../conformance/case/profile.ts";
import type { Outcomes } from "../../../conformance/verdict/outcome.ts";
import type { Testee } from "./testee.ts";

/** What a run of a suite is told. */
export interface SuiteRun {
  /** The cases to play, whole. */
  readonly cases: readonly Case[];
  /** How our suite plays them; the others know one way only. */
  readonly profile: Profile;
  /** A folder of its own, for reports and whatever else the suite writes. */
  readonly folder: string;
}

/** A conformance suite: ours, or another one with the same cases. */
export interface Suite {
  /** Its name and, for a foreign one, its version. */
  readonly title: string;
  readonly testServer: (url: string, run: SuiteRun) => Promise<Outcomes>;
  readonly testClient: (runClient: Testee["runClient"], run: SuiteRun) => Promise<Outcomes>;
}

/** The agent's name in every run; file names say which peer it was. */
export const agent = "testee";
