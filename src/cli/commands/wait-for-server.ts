import { setTimeout as pause } from "node:timers/promises";
import { openTransport, parseWebSocketUrl } from "../../node/tcp.ts";

const triesPerSecond = 10;

/** Waits until a server takes connections, for so many seconds at most, or until somebody stops the wait; whether it does then is for the run to find out. */
export async function waitForServer(url: string, seconds: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const timeoutMs = deadline - performance.now();
    if (timeoutMs <= 0 || signal.aborted || (await isThere(url, timeoutMs, signal))) return;
    await pause(1000 / triesPerSecond, undefined, { signal }).catch(() => undefined);
  }
}

async function isThere(url: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const socket = await openTransport(parseWebSocketUrl(url), { timeoutMs, verifyCertificate: false, signal }).catch(() => undefined);
  socket?.destroy();
  return socket !== undefined;
}
