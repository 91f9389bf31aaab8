import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { productToken } from "../../conformance/case/suite-name.ts";
import type { PeerServer } from "../../conformance/testing/peer-server.ts";
import { startWsEchoServer } from "../../conformance/testing/ws-peers.ts";
import { CommandLine } from "../testing/command-line.ts";

let cli: CommandLine;
let server: PeerServer;

beforeEach(async () => {
  cli = new CommandLine();
  server = await startWsEchoServer();
});
afterEach(async () => {
  cli.dispose();
  await server.close();
});

// A ws server passes the first and is not strict in the second.
const cases = "1.1.1,6.4.3";
const test = (...words: readonly string[]): Promise<number> =>
  cli.run("test", server.url, "--outdir", cli.folder, "--agent", "ws", "--cases", cases, ...words);
const file = (name: string): string => join(cli.folder, name);

describe("--fail-on", () => {
  it("says what fails a run", async () => {
    expect(await test()).toBe(0);
    expect(await test("--fail-on", "non-strict")).toBe(1);
    expect(await test("--fail-on", "none")).toBe(0);
    expect(await test("--fail-on", "bad-luck")).toBe(2);
    expect(cli.output.err).toMatch(/bad-luck is no outcome; there are failed, unimplemented/);
  });
});

describe("--baseline", () => {
  it("is written, accepts what it says, and fails on what is new", async () => {
    expect(await test("--baseline", file("b.json"), "--update-baseline")).toBe(0);
    expect(readFileSync(file("b.json"), "utf8")).toContain('"6.4.3": {"behavior":"NON-STRICT"');
    expect(await test("--baseline", file("b.json"), "--fail-on", "non-strict")).toBe(0);
    expect(cli.output.out).toContain("As the baseline says.");
    writeFileSync(file("b.json"), "{}");
    expect(await test("--baseline", file("b.json"))).toBe(1);
    expect(cli.output.out).toMatch(/New, and not in the baseline:\n {2}ws as a server: 6\.4\.3 NON-STRICT/);
  });

  it("holds our own server and our own client apart", async () => {
    const own = (...words: readonly string[]) =>
      cli.run("test", "--outdir", cli.folder, "--cases", "1.1.1", "--baseline", file("b.json"), ...words);
    expect(await own("--update-baseline")).toBe(0);
    const keys = Object.keys(JSON.parse(readFileSync(file("b.json"), "utf8")));
    expect(keys).toEqual([`${productToken} as a client`, `${productToken} as a server`]);
    expect(await own()).toBe(0);
  });

  it("says what has been fixed", async () => {
    writeFileSync(
      file("b.json"),
      '{"ws": {"1.1.1": {"behavior": "FAILED", "behaviorClose": "OK"}, "6.4.3": {"behavior": "NON-STRICT", "behaviorClose": "OK"}}}',
    );
    expect(await test("--baseline", file("b.json"))).toBe(0);
    expect(cli.output.out).toMatch(/Better than the baseline says:\n {2}ws: 1\.1\.1 was FAILED/);
  });

  it.each([
    [
      "not there",
      ["--baseline", "nowhere.json"],
      /cannot read the baseline nowhere\.json: there is no such file; --update-baseline makes it/,
    ],
    ["not given", ["--update-baseline"], /--update-baseline needs --baseline/],
  ])("is refused before anything runs when it is %s", async (_, words, reason) => {
    expect(await test(...words)).toBe(2);
    expect(cli.output.err).toMatch(reason);
    expect(existsSync(file("servers"))).toBe(false);
  });

  it("is refused when it is broken", async () => {
    writeFileSync(file("b.json"), "{");
    expect(await test("--baseline", file("b.json"))).toBe(2);
    expect(cli.output.err).toMatch(/cannot use the baseline .*b\.json: it is not JSON/);
  });
});

describe("--junit", () => {
  it("writes a test for each case, with the explanation of each failure", async () => {
    expect(await test("--junit", file("j.xml"), "--fail-on", "non-strict")).toBe(1);
    const xml = readFileSync(file("j.xml"), "utf8");
    expect(xml).toMatch(/<testsuite name="hybi: ws as a server" .*tests="2" failures="1"/);
    expect(xml).toMatch(/<testcase classname="1 Framing" name="1\.1\.1 /);
    expect(xml).toMatch(/type="NON-STRICT, close OK"><!\[CDATA\[[\s\S]*expected {2}/);
  });

  it("has a suite for each role of our own endpoints, which links to the pages of that role", async () => {
    expect(await cli.run("test", "--outdir", cli.folder, "--cases", "1.1.1", "--junit", file("j.xml"))).toBe(0);
    const suites = readFileSync(file("j.xml"), "utf8")
      .split(/(?=<testsuite )/)
      .slice(1);
    expect(suites).toHaveLength(2);
    for (const [place, role] of (["server", "client"] as const).entries()) {
      expect(suites[place]).toContain(`<testsuite name="hybi: ${productToken} as a ${role}"`);
      const page = /<system-out>(?:<!\[CDATA\[)?([^<\]]+)/.exec(suites[place] ?? "")?.[1] ?? "";
      expect(page).toContain(join(cli.folder, `${role}s`));
      expect(existsSync(page)).toBe(true);
    }
  });

  it("that cannot be written is a mistake before anything runs", async () => {
    expect(await test("--junit", join(cli.folder, "no", "j.xml"))).toBe(2);
    expect(cli.output.err).toMatch(/cannot write the JUnit file/);
    expect(existsSync(file("servers"))).toBe(false);
  });
});

describe("--reporter json", () => {
  it("writes lines of JSON and nothing else", async () => {
    expect(await test("--reporter", "json")).toBe(0);
    const lines = cli.output.out
      .trim()
      .split(/\n+/)
      .map((line) => JSON.parse(line) as { type: string; id?: string });
    expect(lines.map(({ type }) => type)).toEqual(["start", "result", "result", "peer", "end"]);
    expect(lines.find(({ id }) => id === "6.4.3")).toMatchObject({
      behavior: "NON-STRICT",
      passed: true,
      explanation: { summary: expect.any(String) },
    });
    expect(lines.at(-1)).toMatchObject({ cases: 2, failing: 0, exitCode: 0 });
  });
});

describe("--only-failed", () => {
  it("runs what did not pass, and keeps the rest of the report", async () => {
    expect(await test()).toBe(0);
    const index = JSON.parse(cli.file("servers", "index.json"));
    const failed = { ...JSON.parse(cli.file("servers", index.ws["1.1.1"].reportfile)), behavior: "FAILED" };
    writeFileSync(join(cli.folder, "servers", index.ws["1.1.1"].reportfile), JSON.stringify(failed));
    expect(await test("--only-failed", "--reporter", "json")).toBe(0);
    expect(cli.output.out).toMatch(/"cases":1/);
    expect(Object.keys(cli.index("servers")["ws"] ?? {})).toEqual(["1.1.1", "6.4.3"]);
    expect(cli.index("servers")["ws"]?.["1.1.1"]?.behavior).toBe("OK");
    expect(cli.file("servers", "index.html")).toContain("ws_case_6_4_3.html");
  });

  it("has nothing to do when nothing failed, which is no failure", async () => {
    await test();
    expect(await test("--only-failed")).toBe(0);
    expect(cli.output.out).toContain("Nothing failed in the last report");
  });

  it("needs a report", async () => {
    expect(await test("--only-failed")).toBe(2);
    expect(cli.output.err).toMatch(/--only-failed needs the report of a run before/);
  });
});

describe("--strict-patterns", () => {
  it("makes a mistake of a pattern without a case", async () => {
    expect(await cli.run("test", server.url, "--outdir", cli.folder, "--cases", "1.1.1,11.*")).toBe(0);
    expect(cli.output.err).toMatch(/the pattern 11\.\* matches no case/);
    expect(await cli.run("test", server.url, "--outdir", cli.folder, "--cases", "1.1.1,11.*", "--strict-patterns")).toBe(2);
  });
});
