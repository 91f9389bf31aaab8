import { expect } from "vitest";
import type { Role } from "../spec/role.ts";
import type { Case } from "../src/conformance/case/case.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import { playInMemory } from "./adapters/case-in-memory.ts";
import { lighter } from "./adapters/lighter-case.ts";
import { exhaustive } from "./property.ts";

/** What a case does on purpose is in the case: one that breaks a rule cannot ask its peer for a clean end, unless nothing behind a Close frame counts. */
const meansToMisbehave = ({ id, expectedClose }: Case): boolean => !expectedClose.requireClean || sendsDataBehindClose.has(id);

/** These see whether data behind the fuzzer's own Close frame is ignored. */
const sendsDataBehindClose: ReadonlySet<string> = new Set(["7.1.4", "7.1.5"]);

for (const role of ["server", "client"] as const satisfies readonly Role[]) {
  exhaustive({
    title: `the oracle finds the fuzzer guilty in the cases that mean to misbehave and in no others, and a strict ${role} never`,
    requires: ["rfc6455/7.1.7/fail-closes", "rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.2/ping-gets-pong"],
    over: () => allCases,
    holds: (played) => {
      const { violations } = playInMemory(lighter(played), role).oracle;
      const guilty = [...new Set(violations.map(({ by }) => by))];
      const fuzzer = role === "server" ? "client" : "server";
      expect({ id: played.id, guilty, violations }).toEqual({
        id: played.id,
        guilty: meansToMisbehave(played) ? [fuzzer] : [],
        violations,
      });
    },
  });
}
