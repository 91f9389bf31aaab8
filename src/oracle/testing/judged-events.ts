import { ConnectionMonitor } from "../monitor.ts";
import type { RecordingEvent } from "../recording/recording.ts";
import type { ConnectionVerdict } from "../verdict.ts";

/** The verdict about the one connection that a recording has. */
export function judgedEvents(events: Iterable<RecordingEvent>): ConnectionVerdict {
  let monitor: ConnectionMonitor | undefined;
  for (const event of events) {
    if (event.kind === "connection") monitor = new ConnectionMonitor(event.facts);
    // What is told is not asked for here, but it has to be drawn.
    else if (event.kind === "seen") Array.from(monitor?.see(event.observation) ?? []);
    else if (event.kind === "over") Array.from(monitor?.end() ?? []);
  }
  if (monitor === undefined) throw new Error("there is no connection in this recording");
  return monitor.verdict();
}
