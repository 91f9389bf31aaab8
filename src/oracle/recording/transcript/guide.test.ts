import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../../core/bytes/text.ts";
import { ConnectionMonitor } from "../../monitor.ts";
import { recognised } from "../recognised.ts";
import type { RecordingEvent } from "../recording.ts";

const guide = readFileSync(new URL("../../../../docs/guides/transcripts.md", import.meta.url), "utf8");
const examples = Array.from(guide.matchAll(/^```transcript\n(.*?)^```$/gms), ([, text = ""]) => text);

/** What is broken in a transcript, connection by connection. */
function brokenIn(events: Iterable<RecordingEvent>): string[] {
  const monitors = new Map<number, ConnectionMonitor>();
  for (const event of events) {
    if (event.kind === "unreadable") return [event.detail];
    if (event.kind === "connection") monitors.set(event.id, new ConnectionMonitor(event.facts));
    const monitor = monitors.get(event.id);
    if (event.kind === "seen") Array.from(monitor?.see(event.observation) ?? []);
    if (event.kind === "over") Array.from(monitor?.end() ?? []);
  }
  return [...monitors.values()].flatMap((monitor) => monitor.verdict().violations.map(({ by, requirement }) => `${by} ${requirement}`));
}

describe("the guide to transcripts", () => {
  it.each(examples)("shows a transcript in which this is broken, and nothing else:\n%s", (text) => {
    const bytes = encodeUtf8(text);
    const form = recognised(bytes);
    expect(form?.name).toBe("transcript");
    const reader = form?.reader();
    const events = reader === undefined ? [] : [...reader.push(bytes), ...reader.end()];
    expect(brokenIn(events)).toEqual(Array.from(text.matchAll(/^# breaks: (.*)$/gm), ([, broken]) => broken));
  });

  it("has examples", () => expect(examples.length).toBeGreaterThan(4));
});
