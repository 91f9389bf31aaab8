import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hybi-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a folder is made", () => {
  it("with those above it, and each is told of, the uppermost first", async () => {
    const made: string[] = [];
    await makeFolder(join(folder, "a", "b", "c"), (each) => made.push(each));
    expect(made).toEqual([join(folder, "a"), join(folder, "a", "b"), join(folder, "a", "b", "c")]);
    expect(existsSync(join(folder, "a", "b", "c"))).toBe(true);
  });

  it("only where it is missing", async () => {
    const made: string[] = [];
    symlinkSync(folder, join(folder, "link"));
    for (const path of [folder, join(folder, "link"), "/"]) await makeFolder(path, (each) => made.push(each));
    expect(made).toEqual([]);
  });
});

describe("a folder that cannot be", () => {
  it.each([
    ["under a file", "file/a", "ENOTDIR"],
    ["in place of a file", "file", "EEXIST"],
    ["in place of a link to nowhere", "dangling", "EEXIST"],
  ])("%s is refused with the reason of the system", async (_, name, code) => {
    writeFileSync(join(folder, "file"), "");
    symlinkSync(join(folder, "nowhere"), join(folder, "dangling"));
    await expect(makeFolder(join(folder, name))).rejects.toMatchObject({ code });
  });

  it.runIf(existsSync("/proc/self"))("in a file system that has no place for it is refused, and nobody asks for ever", async () => {
    for (const path of ["/proc/x", "/proc/x/y/z"]) await expect(makeFolder(path)).rejects.toThrow("no folder can be made there");
  });
});
