import { describe, expect, it } from "vitest";
import { allCases } from "../../../conformance/cases/all-cases.ts";
import { readToolWords } from "../../command-line/tool-command-line.ts";
import { peersTool, planFrom } from "./arguments.ts";
import { peers } from "./peer.ts";

const readPlan = (words: readonly string[]) => planFrom(readToolWords(peersTool, words));

describe("the command line", () => {
  it("means everything, quickly, when it is empty", () => {
    const { cases, ...plan } = readPlan([]);
    expect(plan).toEqual({
      peers: [...peers.map(({ name }) => name), "hybi"],
      roles: ["server", "client"],
      suites: ["hybi", "autobahntestsuite", "kosoku"],
      profile: "quick",
    });
    expect(cases).toHaveLength(allCases.length);
  });

  it("selects peers, roles, suites and cases", () => {
    const plan = readPlan([
      "ws",
      "gorilla",
      "--roles",
      "client",
      "--suites",
      "kosoku,hybi",
      "--cases",
      "7.*",
      "--exclude",
      "7.1.*",
      "--profile",
      "full",
    ]);
    expect(plan).toMatchObject({ peers: ["gorilla", "ws"], roles: ["client"], suites: ["hybi", "kosoku"], profile: "full" });
    expect(plan.cases[0]?.id).toBe("7.3.1");
  });

  it("refuses names nobody knows", () => {
    expect(() => readPlan(["wss"])).toThrow("there is no peer wss; there are websockets");
    expect(() => readPlan(["--suites", "tests"])).toThrow("there is no suite tests");
    expect(() => readPlan(["--profile", "slow"])).toThrow("there is no profile slow");
    expect(() => readPlan(["--cases", "1.1.1,99.*"])).toThrow("no case matches 99.*");
  });
});
