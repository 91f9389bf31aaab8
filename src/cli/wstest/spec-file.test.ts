import { describe, expect, it } from "vitest";
import { fuzzingClientSpec, fuzzingServerSpec } from "./spec-file.ts";

describe("a spec for the fuzzing client", () => {
  it("may leave everything out", () => {
    expect(fuzzingClientSpec("{}", "a.json")).toEqual({
      spec: { outdir: "./reports/servers", cases: ["*"], excludeCases: [], excludeAgentCases: {}, options: {}, servers: [] },
      warnings: [],
    });
  });

  it("holds all that is written into one for Autobahn", () => {
    const server = { url: "wss://h:1", agent: "A", hostname: "n", origin: "http://o", protocols: ["p"], options: { failByDrop: true } };
    expect(fuzzingClientSpec(JSON.stringify({ servers: [server], options: { version: 18 } }), "a.json").spec).toMatchObject({
      servers: [server],
      options: { version: 18 },
    });
  });

  it("warns of keys it does not know, in the spec and in a server", () => {
    const text = JSON.stringify({ comment: "", servers: [{ url: "ws://h", nickname: "" }] });
    expect(fuzzingClientSpec(text, "a.json").warnings).toEqual([
      'a.json: "comment" is not a key of this kind of spec, and is ignored',
      'a.json: "servers", number 1: "nickname" is not a key of this kind of spec, and is ignored',
    ]);
  });

  it("may begin with a byte order mark, as files of Windows do", () => {
    expect(fuzzingClientSpec('\ufeff{"outdir": "r"}', "a.json").spec.outdir).toBe("r");
  });

  it.each([
    ["[]", "a.json has to be an object, { … }"],
    ['{"outdir": 1}', 'a.json: "outdir" has to be a string'],
    ['{"cases": "*"}', 'a.json: "cases" has to be an array of strings'],
    ['{"servers": {}}', 'a.json: "servers" has to be an array of objects'],
    ['{"servers": [{}]}', 'a.json: "servers", number 1: "url" is missing; it is the address of the server, as in ws://127.0.0.1:9001'],
    ['{"options": []}', 'a.json: "options" has to be an object, { … }'],
    ['{"cases": ["*", 1]}', 'a.json: "cases", number 2 has to be a string'],
    ['{"servers": [{"url": "ws://h"}, "ws://h"]}', 'a.json: "servers", number 2 has to be an object, { … }'],
    ['{"servers": [{"url": 1}]}', 'a.json: "servers", number 1: "url" has to be a string'],
    ['{"servers": [{"url": "h:1"}]}', 'a.json: "servers", number 1: "url" is no address of a server: "h:1" begins with h:'],
    ['{"servers": [{"url": "ws://h", "options": []}]}', 'a.json: "servers", number 1: "options" has to be an object, { … }'],
    ['{"exclude-agent-cases": []}', 'a.json: "exclude-agent-cases" has to be an object, { … }'],
    ['{"exclude-agent-cases": {"A": "*"}}', 'a.json: "exclude-agent-cases": "A" has to be an array of case patterns'],
    ['{"exclude-agent-cases": {"A": ["*", null]}}', 'a.json: "exclude-agent-cases": "A", number 2 has to be a string'],
  ])("%s is refused with what is wrong and where", (text, complaint) => {
    expect(() => fuzzingClientSpec(text, "a.json")).toThrow(complaint);
  });

  it("says on which line JSON ends to be JSON; comments are none", () => {
    expect(() => fuzzingClientSpec('{\n  "cases": ["*"], // all\n}', "a.json")).toThrow(/^a\.json is not JSON: .*line 2,? column 19/);
  });
});

describe("a spec for the fuzzing server", () => {
  it("has an address, and what a server can be given", () => {
    const given = { url: "wss://h:1", protocols: ["p"], key: "k.pem", cert: "c.pem", webport: 0 };
    expect(fuzzingServerSpec(JSON.stringify(given), "a.json").spec).toMatchObject(given);
    expect(fuzzingServerSpec('{"webport": null}', "a.json").spec).toMatchObject({ url: "ws://127.0.0.1:9001", webport: undefined });
  });

  it.each(["70000", "-1", "80.5", '"80"', "1e999"])("is refused with the port %s", (port) => {
    expect(() => fuzzingServerSpec(`{"webport": ${port}}`, "a.json")).toThrow(/^a\.json: "webport" has to be a port, from 0 to 65535$/);
  });

  it("takes null for nothing said, everywhere", () => {
    const keys = ["url", "outdir", "cases", "exclude-cases", "exclude-agent-cases", "options", "protocols", "key", "cert", "webport"];
    const nulls = Object.fromEntries(keys.map((key) => [key, null]));
    expect(fuzzingServerSpec(JSON.stringify(nulls), "a.json")).toEqual(fuzzingServerSpec("{}", "a.json"));
  });
});
