import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { testeesFolder } from "./paths.ts";
import type { Peer, ToolChain } from "./peer.ts";

/** The file that pins a library, and the line of it that says which version. */
const pins: Readonly<Record<ToolChain, { readonly file: (folder: string) => string; readonly version: (name: string) => RegExp }>> = {
  python: { file: (folder) => join(folder, "requirements.txt"), version: (name) => new RegExp(`^${name}==(\\S+)$`, "m") },
  go: { file: (folder) => join(folder, "go.mod"), version: (name) => new RegExp(`/${name}/websocket v(\\S+)$`, "m") },
  cargo: { file: (folder) => join(folder, "Cargo.toml"), version: (name) => new RegExp(`^${name} = "=(.+)"$`, "m") },
  node: { file: () => "package.json", version: (name) => new RegExp(`^\\s*"${name}": "(.+)",?$`, "m") },
};

/** The version of a peer's library that a pinning file names. */
export function versionIn(text: string, { name, toolChain }: Pick<Peer, "name" | "toolChain">): string {
  const version = pins[toolChain].version(name).exec(text)?.[1];
  if (version === undefined) throw new Error(`The version of ${name} is not pinned.`);
  return version;
}

/** The version of a peer's library; `folder` is the one with its pins. */
export const pinnedVersion = async (peer: Pick<Peer, "name" | "toolChain">, folder = join(testeesFolder, peer.name)): Promise<string> =>
  versionIn(await readFile(pins[peer.toolChain].file(folder), "utf8"), peer);
