import { afterEach, describe, expect, it, vi } from "vitest";
import { isColoured, styled } from "./styled.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("colours", () => {
  it.each([
    ["a terminal", true, {}, true],
    ["a file", false, {}, false],
    ["a log of CI, which is no terminal", false, { CI: "true", GITHUB_ACTIONS: "true" }, false],
    ["a log of CI that is told to be coloured", false, { CI: "true", FORCE_COLOR: "1" }, true],
    ["a terminal that is told not to be coloured", true, { NO_COLOR: "1" }, false],
    ["a terminal with an empty NO_COLOR", true, { NO_COLOR: "" }, true],
    ["a file with an empty FORCE_COLOR", false, { FORCE_COLOR: "" }, false],
    ["a terminal with FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
    ["a terminal with FORCE_COLOR=false", true, { FORCE_COLOR: "false" }, false],
    ["whatever is told both", true, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["a terminal that can do nothing but text", true, { TERM: "dumb" }, false],
  ])("%s", (_, isTTY, environment, answer) => {
    expect(isColoured({ isTTY }, environment)).toBe(answer);
  });

  it("are those of the terminal, one style inside the other", () => {
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("FORCE_COLOR", "1");
    expect(styled("red", "no")).toBe("\x1b[31mno\x1b[39m");
    expect(styled(["red", "bold"], "no")).toBe("\x1b[31m\x1b[1mno\x1b[22m\x1b[39m");
  });

  it("depend on the stream that is written to", () => {
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("FORCE_COLOR", "");
    vi.stubEnv("TERM", "xterm");
    expect([styled("dim", "x", { isTTY: true }), styled("dim", "x", { isTTY: false })]).toEqual(["\x1b[2mx\x1b[22m", "x"]);
  });
});
