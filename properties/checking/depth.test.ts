import { expect, it } from "vitest";
import { depthFrom } from "./depth.ts";

it("properties are checked once and at the usual length, unless the environment says otherwise", () => {
  expect(depthFrom({})).toEqual({ rounds: 1, length: 1 });
  expect(depthFrom({ HYBI_ROUNDS: "100", HYBI_LENGTH: "4" })).toEqual({ rounds: 100, length: 4 });
});

it("a depth that is no whole number is refused by name", () => {
  expect(() => depthFrom({ HYBI_ROUNDS: "many" })).toThrow('HYBI_ROUNDS is "many", but has to be a whole number from 1 on.');
  expect(() => depthFrom({ HYBI_LENGTH: "0" })).toThrow("HYBI_LENGTH");
});
