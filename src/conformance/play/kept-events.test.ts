import { describe, expect, it } from "vitest";
import { textMessage } from "../cases/steps.ts";
import { eventWords } from "../explain/shown-event.ts";
import { KeptEvents } from "./kept-events.ts";

const message = (length: number) => ({ event: "message", payload: new Uint8Array(length).fill(0x2a), binary: true }) as const;

describe("kept events", () => {
  it("are all that is expected, and some more", () => {
    const kept = new KeptEvents([[textMessage("Hello")]]);
    for (let i = 0; i < 100; i++) kept.keep(textMessage("Hello"));
    expect(kept.events).toHaveLength(17);
  });

  it("have room for what is expected, however long it is", () => {
    const kept = new KeptEvents([[message(1_000_000)]]);
    expect(kept.keep(message(1_000_000))).toBe(true);
    expect(kept.events).toEqual([message(1_000_000)]);
  });

  it("are cut where they are far longer than that, and still tell their length", () => {
    const kept = new KeptEvents([[]]);
    kept.keep(message(60_000));
    kept.keep(message(60_000));
    expect(kept.keep(message(1))).toBe(false);
    expect(kept.events.map((event) => "payload" in event && event.payload.length)).toEqual([60_000, 5536]);
    expect(eventWords(kept.events[1] as never)).toMatch(/^a binary message of 60000 bytes/);
  });
});
