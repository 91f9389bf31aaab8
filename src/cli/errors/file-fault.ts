import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "./usage-error.ts";

const faults: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file, not a folder",
  EEXIST: "there is a file of this name",
  EACCES: "the permission is missing",
  EPERM: "the permission is missing",
  EROFS: "the file system cannot be written to",
  ENOSPC: "the disk is full",
};

/** Why a file could not be read or written, in words; rare reasons stay as the system has them. */
export const fileFault = ({ code = "", message }: NodeJS.ErrnoException): string => faults[code] ?? message;

/** Refuses, before anything runs, a file that could not be written after it. */
export async function proveFileWritable(path: string, what: string): Promise<void> {
  const isFolder = async (some: string) => (await stat(some).catch(() => undefined))?.isDirectory() === true;
  const folder = dirname(resolve(path));
  if (await isFolder(path)) throw new UsageError(`cannot write the ${what} ${path}: it is a folder; give a file`);
  if (!(await isFolder(folder))) throw new UsageError(`cannot write the ${what} ${path}: there is no folder ${folder}; make it first`);
}
