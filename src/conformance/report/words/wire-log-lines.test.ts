import { describe, expect, it } from "vitest";
import { excerptOf, type WireLogEntry } from "../../fuzzer/seen/wire-log.ts";
import { bytesOf } from "../testing/sample-result.ts";
import { wireLogLines } from "./wire-log-lines.ts";

const text = (content: string) => excerptOf(new TextEncoder().encode(content));

const printed = (entry: WireLogEntry) =>
  wireLogLines([entry], false)
    .slice(0, -1)
    .map(({ class: lineClass, text }) => ({ class: lineClass, text }));

const received = {
  kind: "RF",
  payload: text("Hello"),
  opcode: 1,
  fin: true,
  rsv: 0,
  masked: true,
  maskingKey: bytesOf("37fa213d"),
} as const;

const transmitted = {
  kind: "TF",
  payload: text("Hello"),
  opcode: 1,
  fin: false,
  rsv: 4,
  maskingKey: null,
  repeatLength: null,
  chopSize: null,
  sync: false,
} as const;

describe("octets", () => {
  it("prints received octets", () => {
    expect(printed({ kind: "RO", octets: excerptOf(bytesOf("8900")) })).toEqual([
      { class: "wirelog_rx_octets", text: "000 RX OCTETS: 8900" },
    ]);
  });

  it("prints transmitted octets, and tells those that went out on their own", () => {
    const octets = excerptOf(bytesOf("8900"));
    expect(printed({ kind: "TO", octets, sync: false })).toEqual([{ class: "wirelog_tx_octets", text: "000 TX OCTETS: 8900" }]);
    expect(printed({ kind: "TO", octets, sync: true })).toEqual([{ class: "wirelog_tx_octets_sync", text: "000 TX OCTETS: 8900" }]);
  });

  it("wraps hex after 100 digits and indents the rest by 15 blanks", () => {
    const lines = printed({ kind: "RO", octets: excerptOf(new Uint8Array(70)) });
    expect(lines.map((line) => line.text)).toEqual([`000 RX OCTETS: ${"0".repeat(100)}`, `               ${"0".repeat(28)} ...`]);
    expect(new Set(lines.map((line) => line.class))).toEqual(new Set(["wirelog_rx_octets"]));
  });
});

describe("frames", () => {
  it("prints a received frame", () => {
    expect(printed(received)).toEqual([
      {
        class: "wirelog_rx_frame",
        text: "000 RX FRAME : OPCODE=1, FIN=True, RSV=0, PAYLOAD-LEN=5, MASKED=True, MASK=37fa213d",
      },
      { class: "wirelog_rx_frame", text: "               Hello" },
    ]);
  });

  it("prints a received frame without a mask and without payload", () => {
    expect(printed({ ...received, payload: text(""), masked: false, maskingKey: null })).toEqual([
      { class: "wirelog_rx_frame", text: "000 RX FRAME : OPCODE=1, FIN=True, RSV=0, PAYLOAD-LEN=0, MASKED=False, MASK=None" },
    ]);
  });

  it("prints a transmitted frame", () => {
    expect(printed(transmitted)).toEqual([
      {
        class: "wirelog_tx_frame",
        text: "000 TX FRAME : OPCODE=1, FIN=False, RSV=4, PAYLOAD-LEN=5, MASK=None, PAYLOAD-REPEAT-LEN=None, CHOPSIZE=None, SYNC=False",
      },
      { class: "wirelog_tx_frame", text: "               Hello" },
    ]);
  });

  it("tells a frame that is chopped or goes out on its own", () => {
    const chopped = printed({ ...transmitted, repeatLength: 65536, chopSize: 997 });
    expect(chopped[0]?.text).toMatch(/PAYLOAD-REPEAT-LEN=65536, CHOPSIZE=997, SYNC=False$/);
    expect(chopped.map((line) => line.class)).toEqual(["wirelog_tx_frame_sync", "wirelog_tx_frame_sync"]);
    expect(printed({ ...transmitted, sync: true })[0]?.class).toBe("wirelog_tx_frame_sync");
  });

  it("makes characters visible that would break the line", () => {
    expect(printed({ ...received, payload: text("a\r\nb\0\u202e") })[1]?.text).toBe("               a\\u{d}\\u{a}b\\u{0}\\u{202e}");
  });
});

it.each<[WireLogEntry, string, string]>([
  [{ kind: "CT", seconds: 1, tag: "A" }, "wirelog_delay", "000 DELAY 1.000000 sec for TAG A"],
  [{ kind: "CT", seconds: 0.5, tag: null }, "wirelog_delay", "000 DELAY 0.500000 sec for TAG None"],
  [{ kind: "CTE", tag: "A" }, "wirelog_delay", "000 DELAY TIMEOUT on TAG A"],
  [{ kind: "KL", seconds: 1 }, "wirelog_kill_after", "000 FAIL CONNECTION AFTER 1.000000 sec"],
  [{ kind: "KLE" }, "wirelog_kill_after", "000 FAILING CONNECTION"],
  [{ kind: "TI", seconds: 10 }, "wirelog_kill_after", "000 CLOSE CONNECTION AFTER 10.000000 sec"],
  [{ kind: "TIE" }, "wirelog_kill_after", "000 CLOSING CONNECTION"],
  [{ kind: "WLM", enabled: true }, "wirelog_delay", "000 WIRELOG ENABLED"],
  [{ kind: "WLM", enabled: false }, "wirelog_delay", "000 WIRELOG DISABLED"],
])("prints the moment %o", (entry, lineClass, line) => {
  expect(printed(entry)).toEqual([{ class: lineClass, text: line }]);
});

it("ends with who dropped TCP, numbered on", () => {
  const entries: readonly WireLogEntry[] = [{ kind: "KLE" }, received];
  expect(wireLogLines(entries, true).at(-1)).toEqual({ class: "wirelog_tcp_closed_by_me", text: "002 TCP DROPPED BY ME" });
  expect(wireLogLines(entries, false).at(-1)).toEqual({ class: "wirelog_tcp_closed_by_peer", text: "002 TCP DROPPED BY PEER" });
  expect(wireLogLines([], false)).toEqual([{ class: "wirelog_tcp_closed_by_peer", text: "000 TCP DROPPED BY PEER" }]);
});

it("tells which entry a line begins", () => {
  const moments = [{ kind: "KLE" }, { kind: "TIE" }] as const;
  expect(wireLogLines(moments, true).map(({ entry }) => entry)).toEqual([0, 1, undefined]);
});
