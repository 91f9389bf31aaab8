import { describe, expect, it } from "vitest";
import { hex, toHex } from "../testing/hex.ts";
import { MessageAssembler } from "./message-assembler.ts";

/** A message of frames, each a list of pieces. */
function assemble(assembler: MessageAssembler, frames: readonly (readonly Uint8Array[])[]): Uint8Array {
  assembler.begin("binary");
  frames.forEach((pieces, i) => {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    assembler.beginFrame(length, i === frames.length - 1);
    for (const piece of pieces) assembler.append(piece);
  });
  return assembler.end();
}

describe("MessageAssembler", () => {
  it("5.7: joins the fragments Hel and lo", () => {
    const assembler = new MessageAssembler();
    assembler.begin("text");
    assembler.beginFrame(3, false);
    expect(assembler.append(hex("48 65 6c"))).toBe(-1);
    assembler.beginFrame(2, true);
    expect(assembler.append(hex("6c 6f"))).toBe(-1);
    expect([assembler.format, assembler.fragments, assembler.announcedBytes, assembler.mayEnd]).toEqual(["text", 2, 5, true]);
    expect(Buffer.from(assembler.end()).toString()).toBe("Hello");
  });

  it("hands a message that came in one piece on without a copy", () => {
    const piece = hex("01 02 03");
    expect(assemble(new MessageAssembler(), [[piece]])).toBe(piece);
  });

  it("hands the one piece on without a copy even with empty fragments around it", () => {
    const piece = hex("01 02 03");
    expect(assemble(new MessageAssembler(), [[hex("")], [piece], [hex("")]])).toBe(piece);
  });

  it("copies pieces that have to be joined, and leaves them as they were", () => {
    const [one, two, three] = [hex("01 02"), hex("03"), hex("04 05")];
    const whole = assemble(new MessageAssembler(), [[one], [two, three]]);
    whole.fill(0xff);
    expect([one, two, three].map(toHex)).toEqual(["01 02", "03", "04 05"]);
  });

  it("joins a first fragment in one piece with what follows, in order", () => {
    expect(toHex(assemble(new MessageAssembler(), [[hex("01 02")], [hex("03"), hex("04")], [], [hex("05")]]))).toBe("01 02 03 04 05");
  });

  it("does not take the first piece of a longer frame for the whole", () => {
    expect(toHex(assemble(new MessageAssembler(), [[hex("01"), hex("02 03"), hex("04")]]))).toBe("01 02 03 04");
  });

  it("5.4: an empty message is an empty array, however many fragments it has", () => {
    expect(assemble(new MessageAssembler(), [[]])).toEqual(new Uint8Array(0));
    expect(assemble(new MessageAssembler(), [[hex("")], [hex("")], [hex("")]])).toEqual(new Uint8Array(0));
  });

  it("keeps nothing of a piece that breaks UTF-8", () => {
    const assembler = new MessageAssembler();
    assembler.begin("text");
    assembler.beginFrame(2, true);
    expect(assembler.append(hex("41 ff"))).toBe(1);
    expect(assembler.end()).toEqual(new Uint8Array(0));
  });

  it("reserves no more than the message has, once its length is known", () => {
    const pieces = [new Uint8Array(700), new Uint8Array(300)];
    expect(assemble(new MessageAssembler(), [pieces]).buffer.byteLength).toBe(1000);
  });

  it("reserves at most twice what has arrived, whatever a frame announces", () => {
    const assembler = new MessageAssembler();
    assembler.begin("binary");
    assembler.beginFrame(2 ** 40, true);
    assembler.append(new Uint8Array(500));
    assembler.append(new Uint8Array(500));
    const collected = assembler.end();
    expect(collected.length).toBe(1000);
    expect(collected.buffer.byteLength).toBeLessThanOrEqual(2000);
  });

  it("is ready for the next message after each one", () => {
    const assembler = new MessageAssembler();
    const messages = ["01", "02 03", "04"].map((text) => toHex(assemble(assembler, [[hex(text)], [hex(text)]])));
    expect(messages).toEqual(["01 01", "02 03 02 03", "04 04"]);
    expect(assembler.fragments).toBe(2);
    expect(assembler.announcedBytes).toBe(2);
  });

  it("8.1: finds the byte of a piece that breaks UTF-8, in text only", () => {
    const assembler = new MessageAssembler();
    assembler.begin("text");
    assembler.beginFrame(3, true);
    expect(assembler.append(hex("41 42 ff"))).toBe(2);
    assembler.begin("binary");
    assembler.beginFrame(3, true);
    expect(assembler.append(hex("41 42 ff"))).toBe(-1);
    expect(assembler.mayEnd).toBe(true);
  });

  it("5.6: text may be cut inside a character but may not end there", () => {
    const assembler = new MessageAssembler();
    assembler.begin("text");
    assembler.beginFrame(1, false);
    assembler.append(hex("c3"));
    expect(assembler.mayEnd).toBe(false);
    assembler.beginFrame(1, true);
    assembler.append(hex("a9"));
    expect(assembler.mayEnd).toBe(true);
    expect(toHex(assembler.end())).toBe("c3 a9");
  });

  it("8.1: begins each text with a clean slate", () => {
    const assembler = new MessageAssembler();
    assembler.begin("text");
    assembler.append(hex("e2"));
    assembler.begin("text");
    expect(assembler.mayEnd).toBe(true);
    expect(assembler.append(hex("41"))).toBe(-1);
  });
});
