import { describe, expect, it } from "vitest";
import { shownName } from "./shown-name.ts";

describe("a name that a peer has given itself", () => {
  it("is shown as it is where it has nothing to hide", () => {
    expect(shownName("Zürich 7/1.0 (日本)")).toBe("Zürich 7/1.0 (日本)");
  });

  it("is no line, no colour and no other direction of its own", () => {
    expect(shownName("a\n::error title=x::y")).toBe("a\\u{a}::error title=x::y");
    expect(shownName("\u001b[31mred\u202e")).toBe("\\u{1b}[31mred\\u{202e}");
  });

  it.each([
    ["::error title=x::y", "\\u{3a}:error title=x::y"],
    ["  ::stop-commands::z", "  \\u{3a}:stop-commands::z"],
    ["##[error]x", "\\u{23}#[error]x"],
  ])("is no command of a workflow: %s", (name, shown) => {
    expect(shownName(name)).toBe(shown);
  });
});
