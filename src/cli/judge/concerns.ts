import type { Level } from "../../../spec/requirement.ts";
import type { Role } from "../../../spec/role.ts";
import type { Finding } from "../../oracle/verdict.ts";
import type { JudgedConnection } from "./judged-connection.ts";

/** From which level on something counts. */
export const judgedLevels = ["must", "should", "robustness"] as const;
export type JudgedLevel = (typeof judgedLevels)[number];

/** What a person asks about. */
export interface Concerns {
  readonly level: JudgedLevel;
  readonly only: Role | undefined;
  readonly connection: number | undefined;
}

const rank: Readonly<Record<Level, number>> = { MUST: 0, "MUST NOT": 0, SHOULD: 1, "SHOULD NOT": 1, MAY: 2, OURS: 2 };

/** Whether a breach is of the level and the side that are asked about. */
const concerns = ({ level, only }: Concerns, breach: Finding): boolean =>
  rank[breach.level] <= judgedLevels.indexOf(level) && (only === undefined || breach.by === only);

/** The connections asked about, each with the breaches that count. */
export const concerned = (connections: readonly JudgedConnection[], asked: Concerns): readonly JudgedConnection[] =>
  connections
    .filter(({ number }) => asked.connection === undefined || number === asked.connection)
    .map((judged) => {
      const { verdict } = judged;
      const isAsked = ({ by }: { readonly by: Role }): boolean => asked.only === undefined || by === asked.only;
      return {
        ...judged,
        verdict: {
          ...verdict,
          violations: verdict.violations.filter((breach) => concerns(asked, breach)),
          inconclusive: verdict.inconclusive.filter(isAsked),
          conforms: verdict.conforms.filter(isAsked),
          reactions: verdict.reactions.filter(isAsked),
        },
      };
    });
