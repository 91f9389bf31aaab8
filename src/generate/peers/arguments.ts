import { parseArgs } from "node:util";
import type { Case } from "../../conformance/case.ts";
import { allCases } from "../../conformance/cases/all-cases.ts";
import { selectCases } from "../../conformance/cases/case-patterns.ts";
import type { Profile } from "../../conformance/profile.ts";
import { peers, type Role, roles } from "./peer.ts";

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

/** Reads the command line: names of peers, and `--roles`, `--suites`, `--cases` and `--exclude` with lists after a comma each, `--profile`; by default all of it, quickly. */
export function readPlan(args: readonly string[]): Plan {
  const option = { type: "string" } as const;
  const options = { roles: option, suites: option, cases: option, exclude: option, profile: option };
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { selected } = selectCases(allCases, listed(values.cases) ?? ["*"], listed(values.exclude) ?? []);
  const [profile = "quick"] = chosen(profiles, [values.profile ?? "quick"], "profile");
  return {
    profile,
    peers: chosen([...peers.map(({ name }) => name), ownName], positionals.length === 0 ? undefined : positionals, "peer"),
    roles: chosen(roles, listed(values.roles), "role"),
    suites: chosen(suiteNames, listed(values.suites), "suite"),
    cases: selected,
  };
}

const listed = (value: string | undefined): readonly string[] | undefined => value?.split(",");

function chosen<T extends string>(known: readonly T[], wanted: readonly string[] | undefined, noun: string): readonly T[] {
  const stranger = wanted?.find((name) => !known.some((each) => each === name));
  if (stranger !== undefined) throw new Error(`There is no ${noun} ${stranger}; there are ${known.join(", ")}.`);
  return known.filter((name) => wanted === undefined || wanted.includes(name));
}
