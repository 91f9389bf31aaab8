import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Measures } from "./attacked-server.ts";
import type { Setting } from "./setting.ts";

/** Whose server is attacked. */
export type ServerKind = "hybi" | "ws";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Begins to count anew, and says what there is to begin with. */
  readonly begin: () => Promise<Measures>;
  readonly measure: () => Promise<Measures>;
}

const program = new URL("./attacked-server.js", import.meta.url);

/** Starts a server, does something with it, and ends its process in any case. */
export async function withServer<T>(kind: ServerKind, setting: Setting, use: (server: ServerProcess) => Promise<T>): Promise<T> {
  const child = fork(program, [kind, JSON.stringify(setting)]);
  try {
    const { port } = (await nextMessage(child)) as { port: number };
    return await use({
      port,
      begin: () => ask(child, "begin"),
      measure: () => ask(child, "measure"),
    });
  } finally {
    child.kill("SIGKILL");
  }
}

function ask(child: ChildProcess, what: "begin" | "measure"): Promise<Measures> {
  child.send(what);
  return nextMessage(child) as Promise<Measures>;
}

/** What the server says next; an error if its process ends without a word. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(child, "exit", { signal }).then(([code, killedBy]) => {
      throw new Error(`The attacked server has ended: ${code ?? killedBy}.`);
    });
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    return message;
  } finally {
    over.abort();
  }
}
