import { describe, expect, it } from "vitest";
import { isHost, isToken, listIncludes, parseExtensions, parseList } from "./field-values.ts";

describe("isToken", () => {
  it("RFC 9110, 5.6.2: consists of exactly these characters", () => {
    const characters = Array.from({ length: 0x100 }, (_, i) => String.fromCharCode(i)).filter(isToken);
    expect(characters.join("")).toBe("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
  });

  it.each(["", "a b", "a\n", "\u00e9", "(a)"])("RFC 9110, 5.6.2: %j is no token", (text) => {
    expect(isToken(text)).toBe(false);
  });
});

describe("isHost", () => {
  it.each([
    "server.example.com",
    "localhost:8080",
    "127.0.0.1",
    "[::1]:9001",
    "[fe80::1%25eth0]",
    "h:",
    "a_b",
    "%41",
    "[v1.a:b]",
    "[::ffff:1.2.3.4]:80",
  ])("RFC 9110, 7.2: %s names a host", (text) => {
    expect(isHost(text)).toBe(true);
  });

  it.each([
    "",
    ":80",
    "a b",
    "a,b c",
    "user@host",
    "a/b",
    "a?b",
    "a#b",
    "[::1",
    "::1",
    "host:port",
    "h:1:2",
    "\u010aX",
    "a\n",
    "a%",
    "a%4",
    "a%4g",
    "[zz]",
    "[:::]",
    "[1.2.3.4]",
    "[]",
    "[%25eth0]",
    "[v1.]",
    "[::1]x",
  ])("RFC 9110, 7.2: %j does not", (text) => {
    expect(isHost(text)).toBe(false);
  });
});

describe("parseList", () => {
  it("RFC 9110, 5.3: joins the elements of all lines", () => {
    expect(parseList(["chat, superchat", "echo"])).toEqual(["chat", "superchat", "echo"]);
    expect(parseList([])).toEqual([]);
  });

  it("RFC 9110, 5.6.1: skips empty elements and the white space around them", () => {
    expect(parseList([",a, ,\tb\t,,", ""])).toEqual(["a", "b"]);
  });

  it("RFC 9110, 5.6.4: a comma inside quotes does not separate", () => {
    expect(parseList(['a; x="1,2", b'])).toEqual(['a; x="1,2"', "b"]);
    expect(parseList(['a; x="\\",", b', '"open, c'])).toEqual(['a; x="\\","', "b", '"open, c']);
    expect(parseList(['"a\\'])).toEqual(['"a\\']);
  });

  it("10.4: takes no longer than in proportion to a long run of spaces", () => {
    // More than in proportion, and the test would not end in its time.
    expect(parseList([`a${" ".repeat(1_000_000)}b`])).toHaveLength(1);
  });
});

describe("listIncludes", () => {
  it("RFC 9110, 7.6.1: finds an option in any case of letters, but not a part of one", () => {
    expect(listIncludes(["keep-alive, UPGRADE"], "upgrade")).toBe(true);
    expect(listIncludes(["keep-alive", "Upgrade"], "upgrade")).toBe(true);
    expect(listIncludes(["upgraded, x-upgrade, up grade"], "upgrade")).toBe(false);
    expect(listIncludes([], "upgrade")).toBe(false);
  });
});

describe("parseExtensions", () => {
  it("9.1: reads the examples of the section", () => {
    expect(parseExtensions(["deflate-stream"])).toEqual([{ name: "deflate-stream", parameters: [] }]);
    expect(parseExtensions(["mux; max-channels=4; flow-control, deflate-stream"])).toEqual([
      {
        name: "mux",
        parameters: [
          ["max-channels", "4"],
          ["flow-control", null],
        ],
      },
      { name: "deflate-stream", parameters: [] },
    ]);
    expect(parseExtensions(["private-extension"])).toHaveLength(1);
  });

  it("9.1: several lines are one list", () => {
    expect(parseExtensions(["foo", "bar; baz=2"])).toEqual(parseExtensions(["foo, bar; baz=2"]));
  });

  it("9.1: a field that is not there asks for nothing", () => {
    expect(parseExtensions([])).toEqual([]);
  });

  it("4.3: a quoted value stands for the token inside", () => {
    const [extension] = parseExtensions(['a; x="10"; y = "b\\c" ;z= d']) ?? [];
    expect(extension?.parameters).toEqual([
      ["x", "10"],
      ["y", "bc"],
      ["z", "d"],
    ]);
  });

  it.each([
    "",
    ",",
    "a b",
    "a;",
    "a;;b",
    "; x=1",
    "a; x=",
    "a; =1",
    "a; x=1=2",
    'a; x=""',
    'a; x="1 2"',
    'a; x="1,2"',
    'a; x="1',
    'a; x="1"2',
    "a; x=(1)",
    "a; x 1",
    "a; (x)=1",
    "a, b c",
    '"a"',
  ])("9.1: %j breaks the grammar", (text) => {
    expect(parseExtensions([text])).toBeUndefined();
  });
});
