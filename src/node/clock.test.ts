import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the clock of this process", () => {
  it("takes the longest time that a timer has for one that is longer, and not the shortest", () => {
    const started = vi.spyOn(globalThis, "setTimeout");
    for (const seconds of [2_147_483, 2_147_484, 2_200_000, Number.POSITIVE_INFINITY]) systemClock.after(seconds, () => undefined)();
    expect(started.mock.calls.map(([, ms]) => ms)).toEqual([2_147_483_000, 2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1]);
  });

  it("calls back after the time, not before", async () => {
    const startedAt = systemClock.now();
    await new Promise<void>((resolve) => systemClock.after(0.02, resolve));
    // A timer of Node may be up to a millisecond early by this clock.
    expect(systemClock.now() - startedAt).toBeGreaterThanOrEqual(19);
  });

  it("calls nobody who has cancelled, even when the time has just come", async () => {
    const called: string[] = [];
    const cancel = systemClock.after(0, () => called.push("cancelled"));
    await new Promise<void>((resolve) => {
      // This timer is called right behind the other, for both are due by the time that anything is called.
      setTimeout(cancel, 1);
      systemClock.after(0.01, resolve);
      for (const endMs = performance.now() + 5; performance.now() < endMs; );
    });
    expect(called).toEqual([]);
  });

  it("calls soon after what is being done", async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      systemClock.soon(() => {
        order.push("soon");
        resolve();
      });
      order.push("now");
    });
    expect(order).toEqual(["now", "soon"]);
  });
});
