import { expect, it } from "vitest";
import { encodeFrame } from "../../../core/frame/frame-encoder.ts";
import { ascii, hex, joined } from "../../cases/steps.ts";
import { repeated } from "./frame-writer.ts";
import { StreamedFrame } from "./streamed-frame.ts";

const key = hex("37 fa 21 3d");

it.each([
  ["abc", 0],
  ["abc", 1],
  ["abc", 3],
  ["abc", 200],
  ["abcdefgh", 5],
  ["a", 70_000],
  ["", 4],
  ["", 0],
])("%j up to %i bytes has the bytes of the frame, masked or not, in whatever pieces they are asked for", (word, length) => {
  for (const maskingKey of [undefined, key]) {
    const frame = { fin: true, rsv: 5, opcode: 2, payload: ascii(word), maskingKey };
    const whole = encodeFrame({ ...frame, payload: repeated(ascii(word), length) });
    const streamed = new StreamedFrame(frame, length);
    expect(streamed.length).toBe(whole.length);
    for (const size of [1, 2, 3, 7, 65_536].filter((size) => size > 1 || length < 1000)) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => streamed.subarray(i * size, (i + 1) * size));
      expect(Buffer.compare(joined(...pieces), whole)).toBe(0);
    }
  }
});
