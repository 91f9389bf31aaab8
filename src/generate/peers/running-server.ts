import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Program, start, Unavailable } from "./run-program.ts";

/** A server that is listening. */
export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a program and waits for the line in which it names its port; `listening <port>` unless said otherwise. */
export async function startServer(program: Program, readyLine = /^listening (\d+)$/): Promise<RunningServer> {
  const child = start(program);
  const ended = once(child, "close");
  const said: string[] = [];
  child.stderr.on("data", (bytes: Buffer) => said.push(bytes.toString()));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const match = readyLine.exec(line);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
    ended.then(
      () => reject(new Unavailable(`${program.command} ended before it listened: ${said.join("").trim().split("\n").at(-1) ?? ""}`)),
      (error: Error) => reject(new Unavailable(error.message)),
    );
  });
  const stop = async () => {
    child.stdin.end();
    child.kill();
    await ended;
  };
  return { url: `ws://127.0.0.1:${port}`, stop };
}
