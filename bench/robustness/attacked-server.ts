import { readdirSync } from "node:fs";
import { startHybi } from "./hybi-server.ts";
import type { Setting } from "./setting.ts";
import { startWs } from "./ws-server.ts";

// A server to be attacked, in a process of its own, which measures itself: started by server-process.ts.

/** What a server has cost since the count began. */
export interface Measures {
  readonly descriptors: number;
  readonly residentMiB: number;
  /** The most there was since then. */
  readonly residentMostMiB: number;
  readonly processorMs: number;
  /** The longest time in which the event loop did not turn. */
  readonly longestStallMs: number;
}

const [kind, settingText] = process.argv.slice(2);
const tickMs = 1;
/** Looking at the memory costs more than looking at the clock. */
const ticksPerLook = 10;

let ticks = 0;
let residentMost = 0;
let longestStall = 0;
let lastTick = performance.now();
let processorBefore = process.cpuUsage();

function tick(): void {
  const now = performance.now();
  longestStall = Math.max(longestStall, now - lastTick - tickMs);
  lastTick = now;
  if (++ticks % ticksPerLook === 0) residentMost = Math.max(residentMost, process.memoryUsage.rss());
}

function begin(): void {
  residentMost = process.memoryUsage.rss();
  longestStall = 0;
  lastTick = performance.now();
  processorBefore = process.cpuUsage();
}

function measures(): Measures {
  tick();
  residentMost = Math.max(residentMost, process.memoryUsage.rss());
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    descriptors: readdirSync("/proc/self/fd").length,
    residentMiB: process.memoryUsage.rss() / 2 ** 20,
    residentMostMiB: residentMost / 2 ** 20,
    processorMs: (user + system) / 1000,
    longestStallMs: longestStall,
  };
}

setInterval(tick, tickMs);
const port = await (kind === "ws" ? startWs : startHybi)(JSON.parse(settingText ?? "{}") as Setting);
process.on("message", (asked) => {
  if (asked === "begin") begin();
  process.send?.(measures());
});
process.on("disconnect", () => process.exit());
process.send?.({ port });
