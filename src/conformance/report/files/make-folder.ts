import { mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder, and those above it that are missing; tells of each one it made. Node's own way asks for ever where a
 * file system refuses every folder by saying that there is none, as /proc does.
 */
export async function makeFolder(path: string, onMade: (folder: string) => void = () => undefined): Promise<void> {
  const folder = resolve(path);
  const fault = await faultOfMaking(folder, onMade);
  if (fault?.code !== "ENOENT") return refuse(fault);
  await makeFolder(dirname(folder), onMade);
  const again = await faultOfMaking(folder, onMade);
  refuse(again?.code === "ENOENT" ? new Error("no folder can be made there") : again);
}

async function faultOfMaking(folder: string, onMade: (folder: string) => void): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder);
    onMade(folder);
    return undefined;
  } catch (error) {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    return isFolder ? undefined : (error as NodeJS.ErrnoException);
  }
}

function refuse(fault: Error | undefined): void {
  if (fault !== undefined) throw fault;
}
