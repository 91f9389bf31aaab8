import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

// A folder that takes no new file, or a file that is a mount of its own, can only be written in place.
const inPlaceOnly = ["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV"];

let drafts = 0;

/** Writes a file so that whoever reads it finds the old text or the new one, never a part: under another name first, then renamed. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined);
  // What is there and is no regular file, such as a pipe, takes text and no other name.
  if (existing !== undefined && !existing.isFile()) return writeFile(path, text);
  const target = existing === undefined ? path : await realpath(path);
  const draft = join(dirname(target), `.${basename(target).slice(0, 100)}.${process.pid}-${performance.timeOrigin}-${++drafts}`);
  try {
    await writeFile(draft, text, { flag: "wx", ...(existing !== undefined && { mode: existing.mode & 0o777 }) });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (existing === undefined || !inPlaceOnly.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await writeFile(target, text);
  }
}
