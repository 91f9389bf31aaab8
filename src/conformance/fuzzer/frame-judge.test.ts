import { describe, expect, it } from "vitest";
import { closeCodeOf } from "../../core/fault.ts";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import type { RawFrame } from "../case/case.ts";
import { binary, continuation, frame, hex, joined, ping, repeat, text, unfinished } from "../cases/steps.ts";
import { maskingKey } from "../testing/fuzzer-in-memory.ts";
import { type Finding, FrameJudge } from "./frame-judge.ts";

const fromServer = (...frames: readonly RawFrame[]): Uint8Array => joined(...frames.map((each) => encodeFrame(each)));
const fromClient = (...frames: readonly RawFrame[]): Uint8Array => joined(...frames.map((each) => encodeFrame({ ...each, maskingKey })));
const unfinishedText = { ...text("a"), ...unfinished };

/** Every finding in words: the requirement of a violation with its close code, `frame` and its opcode, `text` or `binary`. */
const inWords = (finding: Finding): string => {
  if (finding.kind === "violation") return `${closeCodeOf(finding.fault.requirement)} ${finding.fault.requirement}`;
  if (finding.kind === "frame") return `frame ${finding.frame.opcode}`;
  return `${finding.binary ? "binary" : "text"} ${Buffer.from(finding.payload).toString("latin1")}`;
};
const read = (judge: FrameJudge, bytes: Uint8Array): string[] => [...judge.read(bytes)].map(inWords);
const readAll = (bytes: Uint8Array): string[] => read(new FrameJudge(false), bytes);

describe("what is legal", () => {
  it("a message is told after its frame", () => {
    expect(readAll(fromServer(text("hi"), binary("ho")))).toEqual(["frame 1", "text hi", "frame 2", "binary ho"]);
  });

  it("a fragmented message with a Ping between is told after its last frame", () => {
    const bytes = fromServer(unfinishedText, ping("p"), { ...continuation("b"), ...unfinished }, continuation("c"));
    expect(readAll(bytes)).toEqual(["frame 1", "frame 9", "frame 0", "frame 0", "text abc"]);
  });

  it("a client's frames come out unmasked", () => {
    expect(read(new FrameJudge(true), fromClient(text("masked")))).toEqual(["frame 1", "text masked"]);
  });

  it("a character may be cut by fragments and by segments", () => {
    const judge = new FrameJudge(false);
    const bytes = fromServer(frame("text", hex("ce"), unfinished), frame("continuation", hex("ba e1 bd b9")));
    expect([...bytes].flatMap((byte) => read(judge, Uint8Array.of(byte)))).toEqual(["frame 1", "frame 0", "text \xce\xba\xe1\xbd\xb9"]);
  });

  it("positions count what came before the frames, and each violation has that of its deciding byte", () => {
    const judge = new FrameJudge(false);
    judge.startAt(100);
    const bytes = fromServer(ping(), frame("text", hex("48 ce 48")), frame(3, "x"));
    const places = [...judge.read(bytes)].map((finding) =>
      finding.kind === "violation" ? [finding.frame, finding.fault.position] : finding.kind === "frame" ? finding.place : finding.kind,
    );
    expect(places).toEqual([
      { number: 1, start: 100, end: 102 },
      [2, 106],
      { number: 2, start: 102, end: 107 },
      [2, 106],
      [3, 107],
      { number: 3, start: 107, end: 110 },
    ]);
  });

  it("a frame keeps what came with it", () => {
    const [first] = new FrameJudge(true).read(fromClient(frame("pong", "x")));
    expect(first).toEqual({
      kind: "frame",
      frame: { opcode: 10, fin: true, rsv: 0, masked: true, maskingKey, payload: text("x").payload },
      place: { number: 1, start: 0, end: 7 },
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
    expect(findings.filter((finding) => finding.startsWith("1002"))).toHaveLength(1);
    expect(findings.at(-1)).toBe("frame 9");
  });

  it.each([3, 4, 5, 6, 7, 11, 12, 13, 14, 15])("the reserved opcode %i", (opcode) => {
    expect(readAll(fromServer(frame(opcode, "a")))).toEqual(["1002 rfc6455/5.2/opcode-known", `frame ${opcode}`]);
  });

  it("an unmasked frame of a client", () => {
    const findings = read(new FrameJudge(true), fromServer(text("a")));
    expect(findings).toEqual(["1002 rfc6455/5.1/client-frames-masked", "frame 1", "text a"]);
  });

  it("a new message inside a message", () => {
    const findings = readAll(fromServer(unfinishedText, { ...binary("b"), ...unfinished }, continuation("c")));
    expect(findings).toEqual(["frame 1", "1002 rfc6455/5.4/fragments-not-interleaved", "frame 2", "frame 0", "text abc"]);
  });

  it("a 64-bit length with its top bit set", () => {
    expect(readAll(hex("82 ff 80 00 00 00 00 00 00 00"))).toEqual(["1002 rfc6455/5.1/server-frames-unmasked"]);
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

  it("is found at the offending bytes, again with every later piece, and again at the end", () => {
    const judge = new FrameJudge(false);
    expect(read(judge, fromServer(frame("text", hex("c3"), unfinished)))).toEqual(["frame 1"]);
    expect(read(judge, fromServer(frame("continuation", hex("28"), unfinished)))).toEqual([invalid, "frame 0"]);
    expect(read(judge, fromServer({ ...continuation("fine"), ...unfinished }))).toEqual([invalid, "frame 0"]);
    expect(read(judge, fromServer(continuation()))).toEqual([invalid, "frame 0", invalid]);
    expect(read(judge, fromServer(text("next")))).toEqual(["frame 1", "text next"]);
  });

  it("is found in the piece that has come, before the frame is complete", () => {
    expect(readAll(hex("81 05 48 ff"))).toEqual([invalid]);
  });

  it("is found at the end where a character is not complete", () => {
    expect(readAll(fromServer(frame("text", hex("48 ce"))))).toEqual(["frame 1", invalid]);
  });

  it("may be binary", () => {
    expect(readAll(fromServer(frame("binary", hex("ff"))))).toEqual(["frame 2", "binary \xff"]);
  });
});

describe("a header cut by segments", () => {
  it("is held against its first two bytes each time more of it comes, and once more when it is complete", () => {
    const judge = new FrameJudge(false);
    const broken = "1002 rfc6455/5.2/rsv-zero";
    const findings = [...hex("c2 7e 00 80")].map((byte) => read(judge, Uint8Array.of(byte)));
    expect(findings).toEqual([[], [broken], [broken], [broken]]);
  });

  it("says nothing about its length before it is complete", () => {
    const judge = new FrameJudge(false);
    expect(read(judge, hex("82 7e 00"))).toEqual([]);
    expect(read(judge, hex("01"))).toEqual(["1002 rfc6455/5.2/length-minimal"]);
  });

  it("in the wrong order counts each time, too", () => {
    const judge = new FrameJudge(false);
    const broken = "1002 rfc6455/5.4/continuation-follows-start";
    expect([...hex("80 7e 01 00")].map((byte) => read(judge, Uint8Array.of(byte)))).toEqual([[], [broken], [broken], [broken]]);
  });

  it("of a legal frame is not blamed", () => {
    const judge = new FrameJudge(false);
    const bytes = fromServer(binary(repeat(0x41, 130)));
    expect([...bytes].flatMap((byte) => read(judge, Uint8Array.of(byte)))).toEqual(["frame 2", `binary ${"A".repeat(130)}`]);
  });
});

describe("a message of more than sixteen mebibytes", () => {
  const piece = repeat(0x2a, 1024 * 1024);
  const excess = "1009 rfc6455/10.4/limits-protect";

  it("is not kept beyond that, and blamed with each piece that comes", () => {
    const judge = new FrameJudge(false);
    expect(read(judge, hex("82 7f 00 01 00 00 00 00 00 00"))).toEqual([]);
    const findings = Array.from({ length: 18 }, () => read(judge, piece.slice()));
    expect(findings.flat()).toEqual([excess, excess]);
  });

  it("may come in fragments, too", () => {
    const judge = new FrameJudge(false);
    const fragments = Array.from({ length: 17 }, (_, i) => frame(i === 0 ? "binary" : "continuation", piece, unfinished));
    const findings = fragments.flatMap((fragment) => read(judge, encodeFrame(fragment)));
    expect(findings.filter((finding) => finding !== "frame 0" && finding !== "frame 2")).toEqual([excess]);
  });
});

describe("limits that the fuzzer is given", () => {
  const excess = "1009 rfc6455/10.4/limits-protect";
  const limited = (): FrameJudge => new FrameJudge(false, { messageBytesMax: 100, frameBytesMax: 90 });
  const begun = { ...text("x".repeat(90)), ...unfinished };

  it("a Ping between two fragments counts for neither, and keeps its payload", () => {
    const findings = [...limited().read(fromServer(begun, ping("y".repeat(125)), continuation("z".repeat(10))))];
    expect(findings.map(inWords)).toEqual(["frame 1", "frame 9", "frame 0", `text ${"x".repeat(90)}${"z".repeat(10)}`]);
    expect(findings[1]).toMatchObject({ frame: { payload: repeat(0x79, 125) } });
  });

  it("a Ping between the pieces of a message that is cut by segments does neither", () => {
    const judge = limited();
    const bytes = fromServer(begun, ping("y".repeat(20)), continuation("z".repeat(10)));
    const findings = [...bytes].flatMap((byte) => read(judge, Uint8Array.of(byte)));
    expect(findings).not.toContain(excess);
  });

  it("one byte more than the message may have is blamed, and so is one more than a data frame may have", () => {
    expect(read(limited(), fromServer(begun, continuation("z".repeat(11))))).toEqual(["frame 1", excess, "frame 0", expect.anything()]);
    expect(read(limited(), fromServer(text("x".repeat(91))))[0]).toBe(excess);
  });

  it("a payload that is part of no message is kept up to the bound of the fuzzer, without another blame", () => {
    const piece = repeat(0x2a, 1024 * 1024);
    const judge = limited();
    const findings = [hex("89 7f 00 00 00 00 01 10 00 00"), ...Array.from({ length: 17 }, () => piece.slice())].flatMap((bytes) => [
      ...judge.read(bytes),
    ]);
    expect(findings.map(({ kind }) => kind)).toEqual(["violation", "frame"]);
    expect(findings[0]).toMatchObject({ fault: { requirement: "rfc6455/5.5/control-payload-125" } });
  });
});
