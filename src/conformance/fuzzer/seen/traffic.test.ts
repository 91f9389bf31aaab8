import { describe, expect, it } from "vitest";
import { hex, repeat } from "../../cases/steps.ts";
import { Traffic } from "./traffic.ts";
import { excerptOf } from "./wire-log.ts";

describe("traffic", () => {
  it("counts chunks by their length and frames by their opcode, each direction for itself", () => {
    const traffic = new Traffic(() => 0);
    for (const length of [3, 3, 5]) traffic.octetsReceived(repeat(0, length));
    traffic.octetsSent(repeat(0, 3), true);
    traffic.frameReceived(
      { opcode: 9, fin: true, rsv: 0, masked: false, maskingKey: null, payload: hex("") },
      { number: 1, start: 0, end: 2 },
    );
    traffic.frameSent({ opcode: 10, fin: true, rsv: 0, payload: hex("") }, undefined, 0, 2);
    expect(traffic.rxOctetStats).toEqual(
      new Map([
        [3, 2],
        [5, 1],
      ]),
    );
    expect(traffic.txOctetStats).toEqual(new Map([[3, 1]]));
    expect(traffic.rxFrameStats).toEqual(new Map([[9, 1]]));
    expect(traffic.txFrameStats).toEqual(new Map([[10, 1]]));
    expect(traffic.wireLog.map(({ kind }) => kind)).toEqual(["RO", "RO", "RO", "TO", "RF", "TF"]);
  });

  it("keeps copies: what is unmasked in place later does not change the log", () => {
    const bytes = hex("01 02");
    const { head, length } = excerptOf(bytes);
    bytes.fill(0xff);
    expect(head).toEqual(hex("01 02"));
    expect(length).toBe(2);
  });

  it("keeps no more than 64 bytes of each", () => {
    expect(excerptOf(repeat(1, 64)).head).toHaveLength(64);
    expect(excerptOf(repeat(1, 65))).toEqual({ length: 65, head: repeat(1, 64) });
  });
});

describe("the wire log of a flood", () => {
  it("stops and says so; the counts and the lines about time go on", () => {
    const traffic = new Traffic(() => 0);
    for (let i = 0; i < 5000; i++) traffic.octetsReceived(hex("00"));
    traffic.note({ kind: "KLE" });
    expect(traffic.wireLog.slice(-3)).toEqual([
      { kind: "RO", octets: excerptOf(hex("00")) },
      { kind: "WLM", enabled: false },
      { kind: "KLE" },
    ]);
    expect(traffic.wireLog).toHaveLength(2002);
    expect(traffic.rxOctetStats).toEqual(new Map([[1, 5000]]));
  });
});
