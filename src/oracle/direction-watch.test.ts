import { describe, expect, it } from "vitest";
import type { RawFrame } from "../conformance/case/case.ts";
import { binary, continuation, frame, hex, joined, ping, repeat, text, unfinished } from "../conformance/cases/steps.ts";
import { maskingKey } from "../conformance/testing/fuzzer-in-memory.ts";
import { encodeFrame } from "../core/frame/frame-encoder.ts";
import { DirectionWatch, type DirectionWatchOptions, type Seen } from "./direction-watch.ts";

const fromServer = (...frames: readonly RawFrame[]): Uint8Array => joined(...frames.map((each) => encodeFrame(each)));
const fromClient = (...frames: readonly RawFrame[]): Uint8Array => joined(...frames.map((each) => encodeFrame({ ...each, maskingKey })));
const unfinishedText = { ...text("a"), ...unfinished };

const mebibyte = 1024 * 1024;

/** A watch of a server, or of another sender, that keeps sixteen mebibytes. */
function watchOf(options: Partial<DirectionWatchOptions> = {}): DirectionWatch {
  const kept = 16 * mebibyte;
  const limits = { frameBytesMax: Number.POSITIVE_INFINITY, messageBytesMax: kept, fragmentsMax: 1000, turnBytes: mebibyte };
  return new DirectionWatch({ sender: "server", byteOffset: 0, limits, statusCodes: "rfc6455", keptBytesMax: kept, ...options });
}

/** What was seen in words: the close code and the requirement of a fault, `frame` and its opcode, `text` or `binary`. */
const inWords = (seen: Seen): string => {
  if (seen.kind === "fault") return `${seen.failure.closeCode} ${seen.failure.requirement}`;
  if (seen.kind === "frame") return `frame ${seen.header.opcode}`;
  if (seen.kind === "message") return `${seen.format} ${Buffer.from(seen.payload).toString("latin1")}`;
  return seen.kind;
};
/** Control frames are told twice, as frames and by what they say; the second is left out here. */
const read = (watch: DirectionWatch, bytes: Uint8Array): string[] =>
  [...watch.read(bytes)].map(inWords).filter((words) => words !== "control");
const readAll = (bytes: Uint8Array): string[] => read(watchOf(), bytes);
const byteByByte = (bytes: Uint8Array, watch = watchOf()): string[] => [...bytes].flatMap((byte) => read(watch, Uint8Array.of(byte)));

describe("what is legal", () => {
  it("a message is told after its frame", () => {
    expect(readAll(fromServer(text("hi"), binary("ho")))).toEqual(["frame 1", "text hi", "frame 2", "binary ho"]);
  });

  it("a fragmented message with a Ping between is told after its last frame", () => {
    const bytes = fromServer(unfinishedText, ping("p"), { ...continuation("b"), ...unfinished }, continuation("c"));
    expect(readAll(bytes)).toEqual(["frame 1", "frame 9", "frame 0", "frame 0", "text abc"]);
  });

  it("a client's frames come out unmasked", () => {
    expect(read(watchOf({ sender: "client" }), fromClient(text("masked")))).toEqual(["frame 1", "text masked"]);
  });

  it("a character may be cut by fragments and by segments", () => {
    const watch = watchOf();
    const bytes = fromServer(frame("text", hex("ce"), unfinished), frame("continuation", hex("ba e1 bd b9")));
    expect([...bytes].flatMap((byte) => read(watch, Uint8Array.of(byte)))).toEqual(["frame 1", "frame 0", "text \xce\xba\xe1\xbd\xb9"]);
  });

  it("positions count what came before the frames, and each violation has that of its deciding byte", () => {
    const watch = watchOf({ byteOffset: 100 });
    const bytes = fromServer(ping(), frame("text", hex("48 ce 48")), frame(3, "x"));
    const places = [...watch.read(bytes)].map((seen) => {
      if (seen.kind === "fault") return [seen.frame, seen.failure.byteOffset];
      return seen.kind === "frame" ? { number: seen.number, start: seen.start, end: seen.end } : seen.kind;
    });
    expect(places).toEqual([
      { number: 1, start: 100, end: 102 },
      "control",
      [2, 106],
      { number: 2, start: 102, end: 107 },
      "spoiled",
      [3, 107],
      { number: 3, start: 107, end: 110 },
    ]);
  });

  it("a frame keeps what came with it", () => {
    const [first] = watchOf({ sender: "client" }).read(fromClient(frame("pong", "x")));
    expect(first).toMatchObject({
      kind: "frame",
      header: { opcode: 10, fin: true, rsv: 0, masked: true },
      payload: text("x").payload,
      number: 1,
      start: 0,
      end: 7,
    });
  });
});

describe("what is not legal, and that the reading goes on behind it", () => {
  const rows: readonly [string, Uint8Array, string][] = [
    ["a reserved bit", fromServer(frame("text", "a", { rsv: 2 })), "rfc6455/5.2/rsv-zero"],
    ["a masked frame of a server", fromClient(text("a")), "rfc6455/5.1/server-frames-unmasked"],
    ["a fragmented control frame", fromServer({ ...ping("a"), ...unfinished }), "rfc6455/5.4/control-not-fragmented"],
    ["a long control frame", fromServer(ping(repeat(0x2a, 126))), "rfc6455/5.5/control-payload-125"],
    ["a Close frame of one byte", fromServer(frame("close", "a")), "rfc6455/5.5.1/body-begins-with-code"],
    ["a continuation of nothing", fromServer(continuation("a")), "rfc6455/5.4/continuation-follows-start"],
    ["a length in 16 bits that fits in 7", hex("82 7e 00 01 2a"), "rfc6455/5.2/length-minimal"],
    ["a length in 64 bits that fits in 16", hex("82 7f 00 00 00 00 00 00 00 01 2a"), "rfc6455/5.2/length-minimal"],
  ];
  it.each(rows)("%s", (_, bytes, requirement) => {
    const findings = readAll(joined(bytes, fromServer(ping())));
    expect(findings[0]).toBe(`1002 ${requirement}`);
    expect(findings.filter((seen) => seen.startsWith("1002"))).toHaveLength(1);
    expect(findings.at(-1)).toBe("frame 9");
  });

  it.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])("the reserved opcode %i", (opcode) => {
    expect(readAll(fromServer(frame(opcode, "a")))).toEqual(["1002 rfc6455/5.2/opcode-known", `frame ${opcode}`]);
  });

  it("an unmasked frame of a client", () => {
    const findings = read(watchOf({ sender: "client" }), fromServer(text("a")));
    expect(findings).toEqual(["1002 rfc6455/5.1/client-frames-masked", "frame 1", "text a"]);
  });

  it("a new message inside a message", () => {
    const findings = readAll(fromServer(unfinishedText, { ...binary("b"), ...unfinished }, continuation("c")));
    expect(findings).toEqual(["frame 1", "1002 rfc6455/5.4/fragments-not-interleaved", "frame 2", "frame 0", "text abc"]);
  });

  it("a 64-bit length with its top bit set", () => {
    expect(readAll(hex("82 ff 80 00 00 00 00 00 00 00"))).toEqual([
      "1002 rfc6455/5.1/server-frames-unmasked",
      "1002 rfc6455/5.2/length-top-bit-zero",
    ]);
    expect(readAll(hex("82 7f 80 00 00 00 00 00 00 00"))).toEqual(["1002 rfc6455/5.2/length-top-bit-zero"]);
  });

  it("all that one header breaks, in the order of its bytes", () => {
    const findings = readAll(hex("7b fe 00 01 61 19 93 0a 00"));
    expect(findings).toEqual([
      "1002 rfc6455/5.2/rsv-zero",
      "1002 rfc6455/5.2/opcode-known",
      "1002 rfc6455/5.4/control-not-fragmented",
      "1002 rfc6455/5.1/server-frames-unmasked",
      "1002 rfc6455/5.5/control-payload-125",
      "1002 rfc6455/5.2/length-minimal",
      "frame 11",
    ]);
  });
});

describe("text that is not UTF-8", () => {
  const invalid = "1007 rfc6455/8.1/invalid-utf8-fails";

  it("is found once, at the offending byte, and spoils its message; the next one is read", () => {
    const watch = watchOf();
    expect(read(watch, fromServer(frame("text", hex("c3"), unfinished)))).toEqual(["frame 1"]);
    expect(read(watch, fromServer(frame("continuation", hex("28"), unfinished)))).toEqual([invalid, "frame 0"]);
    expect(read(watch, fromServer({ ...continuation("fine"), ...unfinished }))).toEqual(["frame 0"]);
    expect(read(watch, fromServer(continuation()))).toEqual(["frame 0", "spoiled"]);
    expect(read(watch, fromServer(text("next")))).toEqual(["frame 1", "text next"]);
  });

  it("may be tolerated, and is a message then", () => {
    const watch = watchOf({ tolerated: new Set(["rfc6455/8.1/invalid-utf8-fails"]) });
    expect(read(watch, fromServer(frame("text", hex("ff"))))).toEqual(["frame 1", "text \xff"]);
  });

  it("is found in the piece that has come, before the frame is complete", () => {
    expect(readAll(hex("81 05 48 ff"))).toEqual([invalid]);
  });

  it("is found at the end where a character is not complete", () => {
    expect(readAll(fromServer(frame("text", hex("48 ce"))))).toEqual(["frame 1", invalid, "spoiled"]);
  });

  it("may be binary", () => {
    expect(readAll(fromServer(frame("binary", hex("ff"))))).toEqual(["frame 2", "binary \xff"]);
  });
});

describe("a header cut by segments", () => {
  it("is blamed once, as soon as the byte has come that decides it", () => {
    const watch = watchOf();
    const broken = "1002 rfc6455/5.2/rsv-zero";
    expect([...hex("c2 7e 00 80")].map((byte) => read(watch, Uint8Array.of(byte)))).toEqual([[broken], [], [], []]);
  });

  it("says nothing about its length before it is complete", () => {
    const watch = watchOf();
    expect(read(watch, hex("82 7e 00"))).toEqual([]);
    expect(read(watch, hex("01"))).toEqual(["1002 rfc6455/5.2/length-minimal"]);
  });

  it("in the wrong order is blamed at its first byte", () => {
    const watch = watchOf();
    const broken = "1002 rfc6455/5.4/continuation-follows-start";
    expect([...hex("80 7e 01 00")].map((byte) => read(watch, Uint8Array.of(byte)))).toEqual([[broken], [], [], []]);
  });

  it("of a legal frame is not blamed", () => {
    const watch = watchOf();
    const bytes = fromServer(binary(repeat(0x41, 130)));
    expect([...bytes].flatMap((byte) => read(watch, Uint8Array.of(byte)))).toEqual(["frame 2", `binary ${"A".repeat(130)}`]);
  });
});

describe("limits", () => {
  const excess = "1009 rfc6455/10.4/limits-protect";
  const limits = { messageBytesMax: 100, frameBytesMax: 90, fragmentsMax: 1000, turnBytes: mebibyte };
  const limited = (): DirectionWatch => watchOf({ limits });
  const begun = { ...text("x".repeat(90)), ...unfinished };

  it("a message that is too long is blamed when it is announced, and not kept", () => {
    const watch = watchOf();
    expect(read(watch, hex("82 7f 00 00 00 00 01 10 00 00"))).toEqual([excess]);
    const pieces = Array.from({ length: 17 }, () => repeat(0x2a, mebibyte));
    expect(pieces.flatMap((piece) => read(watch, piece))).toEqual(["frame 2", "spoiled"]);
  });

  it("a Ping between two fragments counts for neither, and keeps its payload", () => {
    const bytes = fromServer(begun, ping("y".repeat(125)), continuation("z".repeat(10)));
    const expected = ["frame 1", "frame 9", "frame 0", `text ${"x".repeat(90)}${"z".repeat(10)}`];
    expect(read(limited(), bytes.slice())).toEqual(expected);
    expect(byteByByte(bytes.slice(), limited())).toEqual(expected);
    expect([...limited().read(bytes)][1]).toMatchObject({ payload: repeat(0x79, 125) });
  });

  it("one byte more than the message may have is blamed, and so is one more than a data frame may have", () => {
    expect(read(limited(), fromServer(begun, continuation("z".repeat(11))))).toEqual(["frame 1", excess, "frame 0", "spoiled"]);
    expect(read(limited(), fromServer(text("x".repeat(91))))[0]).toBe(excess);
  });

  it("a payload that is part of no message is kept up to the bound, without another blame", () => {
    const watch = limited();
    const pieces = [hex("89 7f 00 00 00 00 01 10 00 00"), ...Array.from({ length: 17 }, () => repeat(0x2a, mebibyte))];
    const seen = pieces.flatMap((bytes) => [...watch.read(bytes)]);
    expect(seen.map(({ kind }) => kind)).toEqual(["fault", "frame", "control"]);
    expect(seen[0]).toMatchObject({ failure: { requirement: "rfc6455/5.5/control-payload-125" } });
    expect(seen[1]).toMatchObject({ payload: { length: 16 * mebibyte } });
  });
});

describe("Close frames", () => {
  it("5.5.1: all that is wrong with a body is told behind its frame, whatever the cuts", () => {
    const bytes = fromServer(frame("close", hex("03 ed ff")));
    const expected = ["frame 8", "1002 rfc6455/7.4.1/code-1005-not-sent", "1007 rfc6455/8.1/invalid-utf8-fails"];
    expect(readAll(bytes.slice())).toEqual(expected);
    expect(byteByByte(bytes)).toEqual(expected);
  });

  it("counts what lies behind what was told", () => {
    const watch = watchOf();
    for (const seen of watch.read(joined(fromServer(frame("close", hex("03 e8"))), hex("ff ff ff")))) if (seen.kind === "control") break;
    expect(watch.unreadBytes).toBe(3);
  });
});
