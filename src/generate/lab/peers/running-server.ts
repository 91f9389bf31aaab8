import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Program, start, Unavailable } from "../../command-line/run-program.ts";

/** A server that is listening. */
export interface RunningServer {
  readonly url: string;
  /** Resolves when the server has ended by itself. */
  readonly ended: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

const startTimeoutMs = 60_000;

/** Starts a server program and waits for the line in which it names its port; `listening <port>` unless said otherwise. */
export async function startServer(program: Program, readyLine = /^listening (\d+)$/): Promise<RunningServer> {
  const child = start(program);
  const ended = once(child, "close");
  let lastLine = "nothing";
  const port = await new Promise<string>((resolve, reject) => {
    const refuse = (why: string) => reject(new Unavailable(`${program.command} ${why}; it said ${lastLine}`));
    const late = setTimeout(() => child.kill() && refuse("did not listen in time"), startTimeoutMs);
    const read = (line: string) => {
      lastLine = line;
      const match = readyLine.exec(line);
      if (match?.[1] === undefined) return;
      clearTimeout(late);
      resolve(match[1]);
    };
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", read);
    ended
      .then(
        () => refuse("ended before it listened"),
        (error: Error) => refuse(error.message),
      )
      .finally(() => clearTimeout(late));
  });
  const stop = async () => {
    child.stdin.end();
    child.kill();
    await ended;
  };
  return { url: `ws://127.0.0.1:${port}`, ended, stop };
}
