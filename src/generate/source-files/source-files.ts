import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { requirementIds } from "../../../spec/requirements.ts";

/** A file of the repository with its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A line that names a requirement. */
export interface Mention {
  readonly file: string;
  readonly line: number;
}

const folders = ["spec", "src", "models", "properties", "bench"];

/** The TypeScript files of the repository, in order. */
export const readSourceFiles = (): SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => posix.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ file, text: readFileSync(file, "utf8") })),
  );

/** A requirement id in quotes. */
const quotedId = /"((?:rfc[0-9]+|ours)\/[a-z0-9.-]+\/[a-z0-9-]+)"/g;

/** Where each requirement is named in the code; generated files only repeat what others say. */
export function mentionsIn(files: readonly SourceFile[]): ReadonlyMap<string, readonly Mention[]> {
  const found = new Map<string, Mention[]>(requirementIds.map((id) => [id, []]));
  for (const { file, text } of files) {
    if (file.includes(".generated.")) continue;
    text.split("\n").forEach((content, index) => {
      for (const [, id] of content.matchAll(quotedId)) found.get(id as string)?.push({ file, line: index + 1 });
    });
  }
  return found;
}
