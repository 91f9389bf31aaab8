import { describe, expect, it } from "vitest";
import { MessageDeflater } from "../../../core/permessage-deflate/message-deflate.ts";
import { zlibPort } from "../../../node/zlib-port.ts";
import { bytewise, frame, hex, joined, repeat, text } from "../../cases/steps.ts";
import { FakeClock } from "../../testing/fake-clock.ts";
import { framesIn } from "../../testing/frames-in.ts";
import { maskingKey } from "../../testing/fuzzer-in-memory.ts";
import { Traffic } from "../seen/traffic.ts";
import { FrameWriter } from "./frame-writer.ts";
import { SendQueue } from "./send-queue.ts";

function writerInMemory(key?: Uint8Array) {
  const clock = new FakeClock();
  const traffic = new Traffic(() => 0);
  const written: Uint8Array[] = [];
  const queue = new SendQueue(clock, (bytes) => written.push(bytes));
  return { clock, traffic, written, writer: new FrameWriter(queue, traffic, () => key), bytes: () => joined(...written) };
}

const shapesOf = (bytes: Uint8Array) => framesIn(bytes).map(({ opcode, fin, payload }) => [opcode, fin, payload.length]);

describe("one frame", () => {
  it("goes out as it is, legal or not", () => {
    const { writer, bytes } = writerInMemory();
    writer.send(frame(15, "ab", { fin: false, rsv: 5 }));
    expect(bytes()).toEqual(hex("5f 02 61 62"));
  });

  it("is masked where there is a key, and the payload is left alone", () => {
    const { writer, bytes } = writerInMemory(maskingKey);
    const payload = hex("00 00 00 00 00");
    writer.send(frame("binary", payload));
    expect(bytes()).toEqual(hex("82 85 61 19 93 0a 61 19 93 0a 61"));
    expect(payload).toEqual(hex("00 00 00 00 00"));
  });

  it("repeats its payload up to a length, and cuts it there", () => {
    const { writer, bytes, traffic } = writerInMemory();
    writer.send(frame("text", "abc", { repeatLength: 7 }));
    writer.send(frame("text", "abc", { repeatLength: 0 }));
    expect(framesIn(bytes()).map(({ payload }) => Buffer.from(payload).toString())).toEqual(["abcabca", ""]);
    expect(traffic.wireLog).toMatchObject([{ payload: { length: 3 }, repeatLength: 7 }, { repeatLength: 0 }]);
  });

  it.each([
    [125, 2],
    [126, 4],
    [65535, 4],
    [65536, 10],
  ])("of %i bytes has a header of %i", (length, headerLength) => {
    const { writer, bytes } = writerInMemory();
    writer.send(frame("binary", "x", { repeatLength: length }));
    expect(bytes()).toHaveLength(headerLength + length);
  });

  it("is chopped header and all, and the bytes stay the same", () => {
    const { writer, bytes, written, clock } = writerInMemory();
    writer.send(text("abc"));
    const whole = bytes();
    written.length = 0;
    writer.send({ ...text("abc"), ...bytewise });
    clock.settle();
    expect(written.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
    expect(bytes()).toEqual(whole);
  });

  it("is counted and logged once, before its bytes", () => {
    const { writer, traffic } = writerInMemory(maskingKey);
    writer.send(frame("text", "abc", { chopSize: 2, sync: true }));
    expect(traffic.txFrameStats).toEqual(new Map([[1, 1]]));
    expect(traffic.wireLog).toEqual([
      {
        kind: "TF",
        payload: { length: 3, head: hex("61 62 63") },
        opcode: 1,
        fin: true,
        rsv: 0,
        maskingKey,
        repeatLength: null,
        chopSize: 2,
        sync: true,
      },
    ]);
  });
});

describe("a message", () => {
  it.each([0, 4, 5])("fits one frame with fragments of up to %i bytes", (fragmentSize) => {
    const { writer, bytes } = writerInMemory();
    writer.sendMessage(false, text("four").payload, fragmentSize);
    expect(shapesOf(bytes())).toEqual([[1, true, 4]]);
  });

  it("is cut into fragments, the last one shorter, FIN on the last alone", () => {
    const { writer, bytes } = writerInMemory();
    writer.sendMessage(true, repeat(0xfe, 5), 2);
    expect(shapesOf(bytes())).toEqual([
      [2, false, 2],
      [0, false, 2],
      [0, true, 1],
    ]);
  });

  it("of a multiple of the size ends with an empty fragment, as Autobahn sends it", () => {
    const { writer, bytes } = writerInMemory();
    writer.sendMessage(false, repeat(0x2a, 4), 2);
    expect(shapesOf(bytes())).toEqual([
      [1, false, 2],
      [0, false, 2],
      [0, true, 0],
    ]);
  });

  it("is cut after it was compressed, by the same rule", () => {
    const { writer, bytes } = writerInMemory();
    const compressor = { ...zlibPort, deflate: () => hex("01 02 03 04 05 06 00 00 ff ff") };
    writer.useDeflater(new MessageDeflater({ sender: "server", noContextTakeover: true, windowBits: 15 }, compressor, 0));
    writer.sendMessage(true, repeat(0xfe, 100), 3);
    expect(framesIn(bytes()).map(({ opcode, fin, rsv, payload }) => [opcode, fin, rsv, payload.length])).toEqual([
      [2, false, 4, 3],
      [0, false, 0, 3],
      [0, true, 0, 0],
    ]);
  });

  it("without a byte is one empty frame", () => {
    const { writer, bytes } = writerInMemory();
    writer.sendMessage(false, new Uint8Array(0), 2);
    expect(shapesOf(bytes())).toEqual([[1, true, 0]]);
  });
});

describe("a frame that is streamed", () => {
  it("has its header alone first, then its payload, masked across the pieces; neither is logged or counted", () => {
    const { writer, bytes, traffic, written } = writerInMemory(maskingKey);
    writer.beginFrame({ step: "beginFrame", opcode: 1, fin: false, payloadLength: 7 });
    writer.frameBytes(text("abc").payload);
    writer.frameBytes(text("defg").payload);
    expect(written.map(({ length }) => length)).toEqual([6, 3, 4]);
    expect(framesIn(bytes())).toEqual([frame("text", "abcdefg", { fin: false })]);
    expect(traffic.wireLog).toEqual([]);
    expect(traffic.txFrameStats).toEqual(new Map());
  });
});
