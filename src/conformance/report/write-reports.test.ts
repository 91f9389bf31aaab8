import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sampleCases, sampleGroups, sampleResult } from "./testing/sample-result.ts";
import { writeReports } from "./write-reports.ts";

const source = {
  results: [sampleResult, { ...sampleResult, id: "2.9" }, { ...sampleResult, agent: "b" }],
  cases: sampleCases,
  groups: sampleGroups,
  suite: { name: "hybi", version: "1.2.3" },
};

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hybi-reports-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("writes the overview and two files for each result into a new folder", async () => {
  const outdir = join(folder, "reports", "servers");
  const written = await writeReports({ ...source, outdir });
  expect(written).toEqual({ indexHtml: join(outdir, "index.html"), files: 8 });
  expect((await readdir(outdir)).sort()).toEqual([
    ...["b_case_4_1_2.html", "b_case_4_1_2.json"],
    ...["exampleserver_0_4_10_case_2_9.html", "exampleserver_0_4_10_case_2_9.json"],
    ...["exampleserver_0_4_10_case_4_1_2.html", "exampleserver_0_4_10_case_4_1_2.json"],
    ...["index.html", "index.json"],
  ]);
});

it("links every page to its neighbours and to pages that exist", async () => {
  await writeReports({ ...source, outdir: folder });
  const names = await readdir(folder);
  for (const name of names.filter((candidate) => candidate.endsWith(".html"))) {
    const html = await readFile(join(folder, name), "utf8");
    const links = [...html.matchAll(/href="([^"#:]+\.html)"/g)].map((match) => match[1]);
    expect(links.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(links));
  }
  expect(await readFile(join(folder, "exampleserver_0_4_10_case_2_9.html"), "utf8")).toContain('rel="next"');
});

it("writes JSON that ends without a newline and names its own file", async () => {
  await writeReports({ ...source, outdir: folder });
  const index = await readFile(join(folder, "index.json"), "utf8");
  expect(index.endsWith("}")).toBe(true);
  const { reportfile } = JSON.parse(index).b["4.1.2"];
  expect(JSON.parse(await readFile(join(folder, reportfile), "utf8"))).toMatchObject({ agent: "b", id: "4.1.2" });
});

it("names the folder that cannot be created", async () => {
  const outdir = join(folder, "taken");
  await writeFile(outdir, "");
  await expect(writeReports({ ...source, outdir })).rejects.toThrow(`Cannot create the report folder ${outdir}: EEXIST`);
});

it("names the file that cannot be written", async () => {
  const path = join(folder, "b_case_4_1_2.json");
  await writeReports({ ...source, results: [], outdir: path });
  await expect(writeReports({ ...source, outdir: folder })).rejects.toThrow(`Cannot write the report file ${path}: EISDIR`);
});
