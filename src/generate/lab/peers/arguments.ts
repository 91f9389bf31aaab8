import type { Role } from "../../../../spec/role.ts";
import type { Case } from "../../../conformance/case/case.ts";
import { selectCases } from "../../../conformance/case/case-patterns.ts";
import type { Profile } from "../../../conformance/case/profile.ts";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import { type Asked, type Tool, ToolMistake } from "../../command-line/tool-command-line.ts";
import { peers, roles } from "./peer.ts";

/** The suites that can judge, ours first. */
export const suiteNames = ["hybi", "autobahntestsuite", "kosoku"] as const;
export type SuiteName = (typeof suiteNames)[number];

/** The name of our own endpoints among the peers; only other suites judge them here. */
export const ownName = "hybi";

/** What is to be run. */
export interface Plan {
  readonly peers: readonly string[];
  readonly roles: readonly Role[];
  readonly suites: readonly SuiteName[];
  readonly profile: Profile;
  /** The selected cases, whole; only our suite can play them in a shorter profile. */
  readonly cases: readonly Case[];
}

const profiles: readonly Profile[] = ["quick", "full"];

const peerNames = [...peers.map(({ name }) => name), ownName];

/** What the command line may hold; by default it means all of it, quickly. */
export const peersTool: Tool = {
  script: "npm run results:peers",
  does: "Plays the suite against foreign implementations, and other suites against them and our own endpoints; keeps what lasts of it.",
  words: { noun: "peer", does: "tests only these", known: peerNames },
  lists: {
    roles: { noun: "role", does: "tests them only as these", known: roles },
    suites: { noun: "suite", does: "lets only these judge", known: suiteNames },
    cases: { noun: "case", does: "plays only these: 5.3 or 7.*" },
    exclude: { noun: "case", does: "leaves these out" },
    profile: { noun: "profile", does: "plays the bulk cases with fewer messages, or with all", known: profiles },
  },
};

/** What is asked for. */
export function planFrom({ words, lists }: Asked): Plan {
  const { selected, unmatched } = selectCases(allCases, lists["cases"] ?? ["*"], lists["exclude"] ?? []);
  if (unmatched.length > 0) throw new ToolMistake(`no case matches ${unmatched.join(", ")}`);
  const [profile = "quick"] = profiles.filter((name) => lists["profile"]?.includes(name) ?? true);
  return {
    profile,
    peers: peerNames.filter((name) => words.length === 0 || words.includes(name)),
    roles: roles.filter((name) => lists["roles"]?.includes(name) ?? true),
    suites: suiteNames.filter((name) => lists["suites"]?.includes(name) ?? true),
    cases: selected,
  };
}
