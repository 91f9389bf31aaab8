import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeWhole } from "./write-whole.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hybi-whole-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("writes a new file and replaces one, and leaves nothing else behind", async () => {
  const path = join(folder, "index.json");
  for (const text of ["{}", '{"a": 1}']) {
    await writeWhole(path, text);
    expect(readFileSync(path, "utf8")).toBe(text);
  }
  expect(readdirSync(folder)).toEqual(["index.json"]);
});

it("replaces the file as a whole: whoever has it open reads the old text to its end", async () => {
  const path = join(folder, "index.json");
  await writeWhole(path, "old");
  const before = lstatSync(path).ino;
  await writeWhole(path, "new");
  expect(lstatSync(path).ino).not.toBe(before);
});

it("many at once never leave a mixture, and every read in between is one of the texts", async () => {
  const path = join(folder, "index.json");
  const texts = Array.from({ length: 20 }, (_, i) => String(i % 10).repeat(100_000 * ((i % 3) + 1)));
  await writeWhole(path, texts[0] as string);
  const seen: string[] = [];
  const watcher = watch(folder, () => seen.push(readFileSync(path, "utf8")));
  await Promise.all(texts.map((text) => writeWhole(path, text)));
  watcher.close();
  seen.push(readFileSync(path, "utf8"));
  for (const text of seen) expect(texts.includes(text)).toBe(true);
});

it("writes through a link to the file behind it", async () => {
  writeFileSync(join(folder, "real.json"), "old");
  symlinkSync("real.json", join(folder, "link.json"));
  await writeWhole(join(folder, "link.json"), "new");
  expect(readFileSync(join(folder, "real.json"), "utf8")).toBe("new");
  expect(lstatSync(join(folder, "link.json")).isSymbolicLink()).toBe(true);
});

it("says what is wrong when it cannot write, and removes its draft", async () => {
  await expect(writeWhole(join(folder, "none", "a.json"), "")).rejects.toThrow(/ENOENT/);
  await expect(writeWhole(folder, "")).rejects.toThrow(/EISDIR/);
  expect(readdirSync(folder)).toEqual([]);
});
