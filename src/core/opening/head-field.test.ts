import { describe, expect, it } from "vitest";
import { misuseOfFields, parseField, valuesOf } from "./head-field.ts";

describe("parseField", () => {
  it("RFC 9112, 5: takes name and value, without the white space around the value", () => {
    expect(parseField("Host: server.example.com")).toEqual(["Host", "server.example.com"]);
    expect(parseField("Host:server.example.com")).toEqual(["Host", "server.example.com"]);
    expect(parseField("Origin:\t  http://example.com \t")).toEqual(["Origin", "http://example.com"]);
    expect(parseField("Host: [::1]:80")).toEqual(["Host", "[::1]:80"]);
  });

  it("RFC 9110, 5.5: a value may be empty, have tabs inside, and bytes above 7F", () => {
    expect(parseField("X-Empty:")).toEqual(["X-Empty", ""]);
    expect(parseField("X-Empty: \t ")).toEqual(["X-Empty", ""]);
    expect(parseField("X-Free: a\tb \u00e9")).toEqual(["X-Free", "a\tb \u00e9"]);
  });

  it.each([
    ["Host : a", "rfc9112/5.1/no-space-before-colon", 'white space between the name of the field "Host" and its colon'],
    ["Host\t: a", "rfc9112/5.1/no-space-before-colon", 'white space between the name of the field "Host" and its colon'],
    [" folded", "rfc9112/5.2/no-line-folding", "a field line that begins with white space"],
    ["\tfolded: x", "rfc9112/5.2/no-line-folding", "a field line that begins with white space"],
    ["no colon", "rfc9110/5.1/field-name-token", "a field line without a colon"],
    [": a", "rfc9110/5.1/field-name-token", 'a field name that is no token: ""'],
    ["a b: c", "rfc9110/5.1/field-name-token", 'a field name that is no token: "a b"'],
    ["H\u00e4st: c", "rfc9110/5.1/field-name-token", 'a field name that is no token: "H\u00e4st"'],
    ["X: a\u0000b", "rfc9110/5.5/field-value-characters", "a control character in the value of X"],
    ["X: a\u007fb", "rfc9110/5.5/field-value-characters", "a control character in the value of X"],
    ["X: a\u000bb", "rfc9110/5.5/field-value-characters", "a control character in the value of X"],
  ])("RFC 9112, 5: the line %j is bad", (line, requirement, detail) => {
    expect(parseField(line)).toEqual({ requirement, detail });
  });

  it.each(["\n", "\r"])("takes no line end, not even %j, for part of a value", (end) => {
    expect(parseField(`X: a${end}b`)).toHaveProperty("requirement");
  });

  it("10.4: takes no longer than in proportion to a long run of spaces", () => {
    // More than in proportion, and the test would not end in its time.
    expect(parseField(`X: a${" ".repeat(200_000)}b`)).toHaveLength(2);
  });
});

describe("valuesOf", () => {
  it("RFC 9110, 5.1: finds the values of all lines, whatever the case of the name", () => {
    const fields = [
      ["Upgrade", "a"],
      ["Host", "h"],
      ["UPGRADE", "b"],
      ["upgrade", ""],
    ] as const;
    expect(valuesOf(fields, "Upgrade")).toEqual(["a", "b", ""]);
    expect(valuesOf(fields, "Origin")).toEqual([]);
  });
});

describe("misuseOfFields", () => {
  it("finds nothing wrong with fields that can be sent", () => {
    expect(misuseOfFields([])).toBeUndefined();
    expect(
      misuseOfFields([
        ["X-A", "b \t\u00e9"],
        ["Set-Cookie", ""],
      ]),
    ).toBeUndefined();
  });

  it.each([
    [["X A", "b"], "rfc9110/5.1/field-name-token", 'the field name "X A"'],
    [["", "b"], "rfc9110/5.1/field-name-token", 'the field name ""'],
    [["X-A", "b\r\nX-B: c"], "rfc9110/5.5/field-value-characters", "the value of the field X-A"],
    [["X-A", "\u010a"], "rfc9110/5.5/field-value-characters", "the value of the field X-A"],
  ] as const)("RFC 9110, 5: %j cannot be sent", (field, requirement, detail) => {
    expect(misuseOfFields([["X-Good", "yes"], field])).toEqual({ blame: "caller", requirement, detail });
  });
});
