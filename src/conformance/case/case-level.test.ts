import { expect, it } from "vitest";
import { allCases } from "../cases/all-cases.ts";
import { forceInformational } from "../cases/steps.ts";
import { caseWith } from "../testing/sample-play.ts";
import { disputes } from "../verdict/disputed-readings.ts";
import { levelOf } from "./case-level.ts";

it("the strongest requirement decides", () => {
  expect(levelOf(caseWith({ requires: ["ours/core/chunking-independent", "rfc6455/5.5.2/ping-gets-pong"] }))).toBe("must");
  expect(levelOf(caseWith({ requires: ["ours/core/chunking-independent"] }))).toBe("robustness");
});

it("large messages and informational cases are robustness, whatever they test", () => {
  expect(levelOf(caseWith({ id: "9.1.1" }))).toBe("robustness");
  expect(levelOf(caseWith({ after: [forceInformational] }))).toBe("robustness");
});

it("every disputed case is in the suite", () => {
  const ids = new Set(allCases.map(({ id }) => id));
  expect(disputes.flatMap(({ cases }) => cases).filter((id) => !ids.has(id))).toEqual([]);
});

it("every case that knows a non-strict outcome has its readings", () => {
  const disputed = disputes.flatMap(({ cases }) => cases);
  const lenient = allCases.filter(({ expected }) => expected["NON-STRICT"] !== undefined).map(({ id }) => id);
  expect(lenient.filter((id) => !disputed.includes(id))).toEqual([]);
});
