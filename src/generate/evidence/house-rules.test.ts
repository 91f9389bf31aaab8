import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";

const files = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "spec", "src", "models", "properties", "bench"],
  {
    encoding: "utf8",
  },
)
  .split("\n")
  .filter((file) => file !== "");

/** The folders that the tables of CONTRIBUTING name: `src/core/`. */
const namedFolders = new Set(
  readFileSync("CONTRIBUTING.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split("|")[1] as string).matchAll(/`([a-z0-9/-]+)\/`/g)].map(([, folder]) => folder as string)),
);

/** The parts of the source, and the rooms one floor below them: what lies deeper belongs to its room. */
const folders = new Set(
  files
    .map((file) => posix.dirname(file).split("/"))
    .filter((parts) => !parts.includes("testing"))
    .flatMap((parts) => (parts[0] === "src" ? [parts.slice(0, 2), parts.slice(0, 3)] : [parts.slice(0, 1), parts.slice(0, 2)]))
    .map((parts) => parts.join("/"))
    .filter((folder) => folder !== "src" && !folder.startsWith("src/generate/site/")),
);

describe("the house rules of CONTRIBUTING", () => {
  it("hold every file to 300 lines, but for catalogues, tables of cases, tests and what is generated", () => {
    const isLong = (file: string): boolean => readFileSync(file, "utf8").split("\n").length - 1 > 300;
    const isExcepted = (file: string): boolean =>
      /^(spec\/|src\/conformance\/cases\/)|[.](generated|test)[.]|[.](css|pml|json)$/.test(file);
    expect(files.filter((file) => !isExcepted(file) && isLong(file))).toEqual([]);
  });

  it("name every folder of the source, and no other", () => {
    const unnamed = [...folders].filter((folder) => !namedFolders.has(folder));
    const gone = [...namedFolders].filter((folder) => /^(spec|src|models|properties|bench)/.test(folder) && !folders.has(folder));
    expect({ unnamed, gone }).toEqual({ unnamed: [], gone: [] });
  });

  it("give every dependency a reason, and pin it exactly", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, Record<string, string>>;
    const versions = { ...dependencies, ...devDependencies };
    const rows = readFileSync("docs/decisions/0008-dependencies.md", "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const explained = rows.flatMap((line) => [...(line.split("|")[1] as string).matchAll(/`([^`]+)`/g)].map(([, name]) => name as string));
    expect([...new Set(explained)].sort()).toEqual(Object.keys(versions).sort());
    expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("give a name to one exported type of the specification and the published source, so that it means one thing", () => {
    const published = files.filter((file) => /^(spec|src)\/.*\.tsx?$/.test(file) && !/^src\/generate\/|\/testing\/|\.test\.ts/.test(file));
    const homes = new Map<string, Set<string>>();
    for (const file of published) {
      for (const [, name = ""] of readFileSync(file, "utf8").matchAll(/^export (?:interface|type|class) (\w+)/gm)) {
        homes.set(name, (homes.get(name) ?? new Set<string>()).add(file));
      }
    }
    expect(homes.size).toBeGreaterThan(100);
    expect([...homes].filter(([, named]) => named.size > 1).map(([name, named]) => [name, ...named])).toEqual([]);
  });
});
