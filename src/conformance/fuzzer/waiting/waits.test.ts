import { describe, expect, it } from "vitest";
import { FakeClock } from "../../testing/fake-clock.ts";
import { PeerPace } from "./peer-pace.ts";
import { SentBytes } from "./sent-bytes.ts";
import { type RunOutWait, type Wait, Waits } from "./waits.ts";

/** Waits of a connection, and those that have run out. */
function waiting() {
  const clock = new FakeClock();
  const pace = new PeerPace();
  const sent = new SentBytes();
  const waits = new Waits({ clock, pace, sent });
  const ended: RunOutWait[] = [];
  const begin = (wait: Partial<Wait> = {}) =>
    waits.begin({ seconds: 1, sentTo: 0, isDecisive: () => true, onRunOut: (each) => ended.push(each), ...wait });
  return { clock, pace, sent, begin, ended };
}

describe("a wait for the peer", () => {
  it("ends after its seconds where the machine has nothing else to do", () => {
    const { clock, begin, ended } = waiting();
    begin();
    clock.advance(0.999);
    expect(ended).toEqual([]);
    clock.advance(0.001);
    expect(ended).toEqual([{ seconds: 1, lateMs: 0, contention: 1, isCutShort: false }]);
  });

  it("that is cancelled ends for nobody", () => {
    const { clock, begin, ended } = waiting();
    begin()();
    clock.advance(100);
    expect(ended).toEqual([]);
    expect(clock.runningTimers).toBe(0);
  });

  it("lasts longer by the time in which the runner was late", () => {
    const { clock, begin, ended } = waiting();
    begin();
    clock.machine = { lateMs: 700, contention: 1 };
    clock.advance(1.699);
    expect(ended).toEqual([]);
    clock.advance(0.001);
    expect(ended).toMatchObject([{ seconds: 1.7, lateMs: 700, isCutShort: false }]);
  });

  it("counts only what happens while it lasts", () => {
    const { clock, begin, ended } = waiting();
    clock.machine = { lateMs: 5000, contention: 1 };
    begin();
    clock.advance(1);
    expect(ended).toMatchObject([{ seconds: 1, lateMs: 0 }]);
  });

  it("lasts longer by as many processes as share a processor", () => {
    const { clock, begin, ended } = waiting();
    clock.machine = { lateMs: 0, contention: 3 };
    begin();
    clock.advance(2.999);
    expect(ended).toEqual([]);
    clock.advance(0.001);
    expect(ended).toMatchObject([{ seconds: 3, contention: 3 }]);
  });

  it("gives a peer several times what its answers take as a rule, and not for one that was slow once", () => {
    const { clock, pace, begin, ended } = waiting();
    pace.observe(9000);
    begin();
    clock.advance(1);
    expect(ended.splice(0)).toMatchObject([{ seconds: 1 }]);
    for (let i = 0; i < 5; i++) pace.observe(600);
    begin();
    clock.advance(3);
    expect(ended).toMatchObject([{ seconds: 3, isCutShort: false }]);
  });

  it("ends on the busiest machine, and says that it was too short to tell", () => {
    const { clock, begin, ended } = waiting();
    clock.machine = { lateMs: 0, contention: 50 };
    begin();
    clock.advance(10);
    expect(ended.splice(0)).toMatchObject([{ seconds: 10, isCutShort: true }]);
    // A short one has as much time as one of a second.
    begin({ seconds: 0.05 });
    clock.advance(2.5);
    expect(ended).toMatchObject([{ seconds: 2.5, isCutShort: false }]);
  });

  it("is as long as it says where its end is no bad news", () => {
    const { clock, begin, ended } = waiting();
    clock.machine = { lateMs: 0, contention: 50 };
    begin({ isDecisive: () => false });
    clock.advance(1);
    expect(ended).toMatchObject([{ seconds: 1, isCutShort: false }]);
  });

  it("that is a pause makes up for the time in which nobody was looking, and for nothing else", () => {
    const { clock, begin, ended } = waiting();
    begin({ isPause: true });
    clock.machine = { lateMs: 300, contention: 50 };
    clock.advance(1.299);
    expect(ended).toEqual([]);
    clock.advance(0.001);
    expect(ended).toMatchObject([{ seconds: 1.3, isCutShort: false }]);
  });

  it("begins when what it waits for an answer to has left", () => {
    const { clock, sent, begin, ended } = waiting();
    begin({ sentTo: 10 });
    clock.advance(0.9);
    sent.leave(9);
    clock.advance(0.9);
    sent.leave(1);
    clock.advance(0.999);
    expect(ended).toEqual([]);
    clock.advance(0.001);
    expect(ended).toMatchObject([{ seconds: 1 }]);
  });

  it("is not put off by what is sent later", () => {
    const { clock, sent, begin, ended } = waiting();
    begin();
    for (let i = 0; i < 10; i++) {
      sent.leave(1);
      clock.advance(0.1);
    }
    expect(ended).toHaveLength(1);
  });

  it("ends for a peer that takes nothing more", () => {
    const { clock, sent, begin, ended } = waiting();
    begin({ sentTo: 10 });
    clock.advance(0.5);
    sent.leave(5);
    clock.advance(2);
    expect(ended).toHaveLength(1);
  });
});
