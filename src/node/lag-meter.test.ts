import { describe, expect, it } from "vitest";
import { LagMeter } from "./lag-meter.ts";

/** Keeps the process from doing anything else for so long. */
function block(ms: number): void {
  for (const endMs = performance.now() + ms; performance.now() < endMs; );
}

describe("a lag meter", () => {
  it("counts the time in which nobody could look, at once and when it is over", () => {
    const meter = new LagMeter();
    const leave = meter.attend();
    block(120);
    expect(meter.read().lateMs).toBeGreaterThanOrEqual(90);
    leave();
    expect(meter.read().lateMs).toBeGreaterThanOrEqual(90);
  });

  it("counts nothing while nobody waits", () => {
    const meter = new LagMeter();
    block(60);
    expect(meter.read().lateMs).toBe(0);
    const leave = meter.attend();
    leave();
    expect(meter.read().lateMs).toBe(0);
  });

  it("never says that there is less than one process for a processor", () => {
    expect(new LagMeter().read().contention).toBeGreaterThanOrEqual(1);
  });
});
