import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Program, start, Unavailable } from "./run-program.ts";

/** A server that is listening. */
export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const startTimeoutMs = 60_000;

/** How a server says that it is ready, and how it wants to be told to stop. */
export interface Manners {
  /** The line in which it names its port. */
  readonly readyLine: RegExp;
  readonly stopSignal: "SIGTERM" | "SIGINT";
}

const testeeManners: Manners = { readyLine: /^listening (\d+)$/, stopSignal: "SIGTERM" };

/** Starts a server program and waits until it listens; a testee unless other manners are given. */
export async function startServer(program: Program, { readyLine, stopSignal } = testeeManners): Promise<RunningServer> {
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
    child.kill(stopSignal);
    await ended;
  };
  return { url: `ws://127.0.0.1:${port}`, stop };
}
