import { readdirSync } from "node:fs";
import { extname } from "node:path";

/** Every TypeScript file below a folder of the repository, by its path from the root, sorted. */
export const sourcesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path))
    .sort();

/** Whether a file holds tests. */
export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** Imports a source file of the repository: the compiled one beside this file where this file is itself compiled. */
export const importSource = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  await import(new URL(`../../../${path.replace(/\.tsx?$/, extname(import.meta.url))}`, import.meta.url).href);
