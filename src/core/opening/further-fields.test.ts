import { describe, expect, it } from "vitest";
import { misuseOfFurtherFields } from "./further-fields.ts";

describe("misuseOfFurtherFields", () => {
  it("finds nothing wrong with what an application may add", () => {
    expect(misuseOfFurtherFields([])).toBeUndefined();
    expect(
      misuseOfFurtherFields([
        ["Set-Cookie", "a=b"],
        ["Set-Cookie", "c=d"],
        ["User-Agent", "x"],
        ["Sec-Fetch-Mode", "websocket"],
      ]),
    ).toBeUndefined();
  });

  it.each([
    ["host", "the field host, which the endpoint writes itself where it is needed"],
    ["Sec-WebSocket-Extensions", "the field Sec-WebSocket-Extensions, which the endpoint writes itself where it is needed"],
    ["CONTENT-LENGTH", "the field CONTENT-LENGTH, which is up to whoever frames the message"],
  ])("RFC 9110, 7: takes no %s, in any case of letters", (name, detail) => {
    expect(
      misuseOfFurtherFields([
        ["X-Good", "yes"],
        [name, "1"],
      ]),
    ).toEqual({ blame: "caller", requirement: "ours/opening/own-fields", detail });
  });

  it("RFC 9110, 5.3: takes no second field whose value is no list", () => {
    const detail = "the field user-agent twice";
    expect(
      misuseOfFurtherFields([
        ["User-Agent", "x"],
        ["X-A", "1"],
        ["user-agent", "y"],
      ]),
    ).toEqual({
      blame: "caller",
      requirement: "rfc9110/5.3/single-field-once",
      detail,
    });
  });

  it("RFC 9110, 5: takes nothing that would break the head", () => {
    expect(misuseOfFurtherFields([["X A", "b"]])).toMatchObject({ requirement: "rfc9110/5.1/field-name-token" });
  });
});
