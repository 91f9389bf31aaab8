import fc from "fast-check";
import { expect } from "vitest";
import { Endpoint } from "../src/core/endpoint.ts";
import type { EndpointOptions } from "../src/core/endpoint-options.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { drain } from "../src/core/testing/drain.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { property } from "./property.ts";

/** What a caller may take for a number of bytes or of milliseconds. */
const values = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.constantFrom<unknown>(2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.constantFrom<unknown>(undefined, null, "", "10", true, [], {}, 10n),
);

const names = [...Object.keys(defaultLimits), "maxPayload", "toString", "closeTimeoutMs"];

/** Said in another way than by the rules: a bound counts, a time is one that every timer has. */
function isBound(name: string, value: unknown): boolean {
  if (!(name in defaultLimits) || !Object.keys(defaultLimits).includes(name)) return false;
  if (typeof value !== "number" || Math.floor(value) !== value || Math.abs(value) >= 2 ** 53) return false;
  return name.endsWith("Ms") ? value > 0 && value < 2 ** 31 : value >= (/Max$/.test(name) ? 0 : 1);
}

property({
  title: "an endpoint is made with limits that can be kept, and with no others, and every timer it asks for can be had",
  requires: ["ours/options/checked"],
  given: [
    fc.constantFrom("client" as const, "server" as const),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...names), values), { maxLength: 3, selector: ([name]) => name }),
  ],
  runs: 1000,
  holds: (role, given) => {
    const limits = Object.fromEntries(given);
    const asked = role === "client" ? { resource: "/", host: "h" } : {};
    const make = () => new Endpoint({ role, ports: seededPorts(), ...asked, limits } as EndpointOptions);
    if (!given.every(([name, value]) => isBound(name, value))) return expect(make).toThrow(/^the option limits\./);
    const endpoint = make();
    endpoint.feed({ kind: "start" });
    const times = drain(endpoint).flatMap((output) => (output.kind === "startTimer" ? [output.ms] : []));
    expect(times).toHaveLength(1);
    return expect(times.every((ms) => ms >= 1 && ms < 2 ** 31)).toBe(true);
  },
});
