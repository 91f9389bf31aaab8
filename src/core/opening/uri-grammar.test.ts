import { describe, expect, it } from "vitest";
import { isIpv4, isIpv6, readAuthority, readTarget } from "./uri-grammar.ts";

describe("isIpv4", () => {
  it.each(["0.0.0.0", "127.0.0.1", "255.249.199.99", "1.20.100.200"])("RFC 3986, 3.2.2: %s is an address", (text) => {
    expect(isIpv4(text)).toBe(true);
  });

  it.each(["", "1.2.3", "1.2.3.4.", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1..2.3", "1.2.3.x", ".1.2.3"])(
    "RFC 3986, 3.2.2: %j is none",
    (text) => {
      expect(isIpv4(text)).toBe(false);
    },
  );
});

describe("isIpv6", () => {
  it.each([
    "::",
    "::1",
    "1::",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1:2:3::6:7:8",
    "FE80::abcd",
    "::1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5::1.2.3.4",
  ])("RFC 3986, 3.2.2: %s is an address", (text) => {
    expect(isIpv6(text)).toBe(true);
  });

  it.each([
    "",
    ":",
    ":::",
    "zz",
    "1.2.3.4",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4::5:6:7:8",
    "1::2::3",
    "12345::",
    "1:2:3:4:5:6:7:",
    ":1:2:3:4:5:6:7",
    "1.2.3.4::",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1:2:3:4:5:6::1.2.3.4",
    "::1%25eth0",
    "::g",
  ])("RFC 3986, 3.2.2: %j is none", (text) => {
    expect(isIpv6(text)).toBe(false);
  });
});

describe("readAuthority", () => {
  it("RFC 3986, 3.2: tells host and port apart", () => {
    expect(readAuthority("h")).toEqual({ host: "h", port: "" });
    expect(readAuthority("h:")).toEqual({ host: "h", port: "" });
    expect(readAuthority("[::1]:80")).toEqual({ host: "[::1]", port: "80" });
    expect(readAuthority("u@h")).toBeUndefined();
  });
});

describe("readTarget", () => {
  it.each([
    ["/", null],
    ["/%7Ea?b=%2F", null],
    ['/?a[]={1|2}^`"<>\\\\', null],
    ["http://h", "h"],
    ["HTTP://h:80?x", "h:80"],
    ["https://[::1]/a/b", "[::1]"],
  ])("RFC 9112, 3.2: %s names the authority %s", (target, authority) => {
    expect(readTarget(target)).toEqual({ authority });
  });

  it.each([
    "",
    "*",
    "a",
    "/#",
    "/a b",
    "/\u00e9",
    "/%zz",
    "/%",
    "/%2",
    "http://",
    "http:///",
    "http://[/x",
    "http://[zz]/",
    "http://h:x/",
    "http://u@h/",
    "http://h/%",
    "http://h?#",
    "ws://h/",
    "h:80",
  ])("RFC 9112, 3.2: %j is no target of a handshake", (target) => {
    expect(readTarget(target)).toBeUndefined();
  });
});
