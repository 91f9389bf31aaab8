import { expect, it } from "vitest";
import { requirementIds } from "../../../../spec/requirements.ts";
import { readSourceFiles } from "../../source-files/source-files.ts";
import { listMisuses } from "./misuses.ts";
import { reportedFailures } from "./reported-failures.ts";

it("a real endpoint fails with every sample, and its message ends with section and code", () => {
  for (const { failure, message } of reportedFailures()) {
    expect(message).toMatch(new RegExp(`\\((RFC [0-9]+, section [0-9.]+|our promise \\(.*\\)); close code ${failure.closeCode}\\)$`));
  }
});

it("10.4: limits are nobody's violation", () => {
  const limits = reportedFailures().filter(({ sample }) => sample.limits !== undefined);
  expect(limits.map(({ failure }) => [failure.blame, failure.closeCode])).toEqual(
    expect.arrayContaining([
      ["policy", 1009],
      ["policy", 1008],
    ]),
  );
});

it("finds every misuse in the code with its requirement and what was asked for", () => {
  const misuses = listMisuses(readSourceFiles());
  for (const { requirement, detail } of misuses) {
    expect(requirementIds).toContain(requirement);
    expect(detail, requirement).not.toBe("");
    expect(detail).not.toContain("${");
  }
  expect(misuses.map(({ requirement }) => requirement)).toEqual(
    expect.arrayContaining(["rfc6455/5.6/text-is-utf8", "rfc6455/6.1/open-before-sending", "rfc6455/4.2.2/subprotocol-from-offer"]),
  );
});

it("finds the misuses whose requirement stands in a table, and leaves none out in silence", () => {
  const misuses = listMisuses([]).map(({ requirement, detail }) => `${requirement}: ${detail}`);
  expect(misuses).toEqual(
    expect.arrayContaining([
      "rfc9110/15.5.2/401-names-challenge: refusing with status 401 without a WWW-Authenticate field",
      "rfc9110/15.5.8/407-names-challenge: refusing with status 407 without a Proxy-Authenticate field",
      "rfc6455/7.4.1/code-1005-not-sent: a Close frame with status code …",
      "rfc6455/7.4.2/code-in-use: a Close frame with status code …",
    ]),
  );
  const unread = { file: "src/core/new.ts", text: 'return { blame: "caller", requirement: rule.requirement, detail };' };
  expect(() => listMisuses([unread])).toThrow("cannot read 1 of the misuses in src/core/new.ts");
});
