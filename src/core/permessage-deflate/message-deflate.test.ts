import { describe, expect, it } from "vitest";
import { type DeflateBlock, writeBlocks } from "../../../models/deflate/deflate-blocks.ts";
import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import type { DeflatePort, DeflateRequest } from "../deflate/deflate-port.ts";
import { plainDeflate } from "../deflate/plain-deflate.ts";
import { MessageAssembler } from "../message/message-assembler.ts";
import { Utf8Validator } from "../message/utf8-validator.ts";
import { hex, toHex } from "../testing/hex.ts";
import { type DeflateDirection, directionFrom, MessageDeflater, MessageInflater } from "./message-deflate.ts";

const takeover: DeflateDirection = { sender: "client", noContextTakeover: false, windowBits: 15 };
const noTakeover: DeflateDirection = { ...takeover, noContextTakeover: true };
const limit = 100_000;

const inflaterOf = (direction = takeover): MessageInflater => new MessageInflater(direction, plainDeflate);
const deflaterOf = (direction = takeover, thresholdBytes = 0): MessageDeflater =>
  new MessageDeflater(direction, plainDeflate, thresholdBytes);

/** What each payload in turn stands for. */
function textsOf(inflater: MessageInflater, ...payloads: (string | Uint8Array)[]) {
  return payloads.map((payload) => {
    const message = inflater.inflate(typeof payload === "string" ? hex(payload) : payload, limit);
    return "requirement" in message ? message : latin1FromBytes(message);
  });
}

/** The payload that these blocks make. */
const payloadOf = (...blocks: DeflateBlock[]): Uint8Array =>
  writeBlocks([...blocks, { type: "stored", final: false, bytes: new Uint8Array(0) }]).slice(0, -4);

const repetition = (distance: number): Uint8Array => payloadOf({ type: "fixed", final: false, tokens: [{ length: 3, distance }] });
const stored = (text: string): Uint8Array => payloadOf({ type: "stored", final: false, bytes: bytesFromLatin1(text) });

const samples: [section: string, payload: string, text: string][] = [
  ["7.2.3.1", "f2 48 cd c9 c9 07 00", "Hello"],
  ["7.2.3.3", "00 05 00 fa ff 48 65 6c 6c 6f 00", "Hello"],
  ["7.2.3.4", "f3 48 cd c9 c9 07 00 00", "Hello"],
  ["7.2.3.5", "f2 48 05 00 00 00 ff ff ca c9 c9 07 00", "Hello"],
  ["7.2.3.6", "00", ""],
];

describe("a message that comes in pieces", () => {
  const begun = (direction = takeover, text?: Utf8Validator): MessageInflater => {
    const inflater = inflaterOf(direction);
    inflater.begin({ messageBytesMax: limit, turnBytes: limit, text });
    return inflater;
  };
  const afterwards = (inflater: MessageInflater, piece: string, isLast = false) => {
    inflater.push(hex(piece), isLast);
    return inflater.advance();
  };

  it("is inflated as far as it has come", () => {
    const inflater = begun();
    expect(afterwards(inflater, "f2 48 cd")).toBe("starved");
    expect([inflater.payloadLength, inflater.inflatedLength]).toEqual([3, 2]);
    expect(afterwards(inflater, "")).toBe("starved");
    expect(afterwards(inflater, "c9 c9 07 00", true)).toEqual(bytesFromLatin1("Hello"));
  });

  it("drops what comes behind a fault, up to the next message", () => {
    const inflater = begun();
    expect(afterwards(inflater, "06")).toMatchObject({ requirement: "rfc7692/7.2.1/payload-is-deflate", position: 0 });
    expect([afterwards(inflater, "f2 48"), afterwards(inflater, "00", true)]).toEqual(["starved", "starved"]);
    expect(textsOf(inflater, "f2 48 cd c9 c9 07 00")).toEqual(["Hello"]);
  });

  it("is no text where only the appended bytes are none: then it ends inside a block, unless they complete it", () => {
    const ending = (length: string) => afterwards(begun(takeover, new Utf8Validator()), `00 ${length} 41`, true);
    expect(ending("09 00 f6 ff")).toMatchObject({ requirement: "rfc7692/7.2.1/ends-with-empty-stored-block", position: 5 });
    expect(ending("05 00 fa ff")).toMatchObject({ requirement: "rfc6455/8.1/invalid-utf8-fails", position: 5 });
  });
});

describe("MessageInflater", () => {
  it.each(samples)("%s: the sample is read alone, again, and after all others", (_, payload, text) => {
    for (const direction of [takeover, noTakeover]) {
      expect(textsOf(inflaterOf(direction), payload, payload)).toEqual([text, text]);
      const all = [...samples.map(([, before]) => before), payload];
      expect(textsOf(inflaterOf(direction), ...all)).toEqual([...samples.map(([, , before]) => before), text]);
    }
  });

  it("7.2.3.2: a message may refer to the one before, unless that was agreed against", () => {
    expect(textsOf(inflaterOf(), "f2 48 cd c9 c9 07 00", "f2 00 11 00 00", "f2 00 11 00 00")).toEqual(["Hello", "Hello", "Hello"]);
    const [, found] = textsOf(inflaterOf(noTakeover), "f2 48 cd c9 c9 07 00", "f2 00 11 00 00");
    expect(found).toEqual({
      requirement: "rfc7692/7.2.1/client-starts-empty",
      detail: "a compressed message with a distance of 5, where 1 is the longest possible",
      position: 2,
    });
    const [ofServer] = textsOf(inflaterOf({ ...noTakeover, sender: "server" }), "f2 00 11 00 00");
    expect(ofServer).toMatchObject({ requirement: "rfc7692/7.2.1/server-starts-empty" });
  });

  it("6.1: fragments may be cut anywhere in the compressed bytes", () => {
    for (const [, payload, text] of samples) {
      const bytes = hex(payload);
      for (let cut = 0; cut <= bytes.length; cut++) {
        const assembler = new MessageAssembler();
        assembler.begin("binary");
        for (const fragment of [bytes.slice(0, cut), bytes.slice(cut)]) {
          assembler.beginFrame(fragment.length, false);
          assembler.append(fragment);
        }
        expect(textsOf(inflaterOf(), assembler.end())).toEqual([text]);
      }
    }
  });

  it("7.2.2: final blocks end neither the message nor the window", () => {
    const final: DeflateBlock = { type: "fixed", final: true, tokens: [..."Hello"].map((letter) => ({ literal: letter.charCodeAt(0) })) };
    const again: DeflateBlock = { type: "fixed", final: true, tokens: [{ length: 5, distance: 5 }] };
    expect(textsOf(inflaterOf(), payloadOf(final, again), payloadOf(again))).toEqual(["HelloHello", "Hello"]);
  });

  it("7.2.1: a final block has to be followed by an empty stored one", () => {
    const [found] = textsOf(inflaterOf(), "f3 48 cd c9 c9 07 00");
    expect(found).toMatchObject({ requirement: "rfc7692/7.2.1/ends-with-empty-stored-block", position: 6 });
  });

  it("7.2.1: a compressed message without payload is a violation, after which the next one is read", () => {
    const inflater = inflaterOf();
    expect(textsOf(inflater, "f2 48 cd c9 c9 07 00", "", "f2 00 11 00 00")).toEqual([
      "Hello",
      {
        requirement: "rfc7692/7.2.1/ends-with-empty-stored-block",
        detail: "a compressed message without payload",
        position: 0,
      },
      "Hello",
    ]);
  });

  it.each([
    ["ff", "rfc7692/7.2.1/payload-is-deflate", "a compressed message with a block of the reserved type 3", 0],
    ["1a 03", "rfc7692/7.2.1/payload-is-deflate", "a compressed message with a symbol that stands for no length", 1],
    ["f2 48 cd", "rfc7692/7.2.1/ends-with-empty-stored-block", "a compressed message that ends inside a block", 2],
    ["00 05 00 fa ff 48 65", "rfc7692/7.2.1/ends-with-empty-stored-block", "a compressed message that ends inside a block", 6],
    ["02 1a", "rfc7692/7.2.1/ends-with-empty-stored-block", "a compressed message that ends inside a block", 1],
    ["00 05", "rfc7692/7.2.1/ends-with-empty-stored-block", "a compressed message that ends inside a block", 1],
    ["f2 48 cd c9 c9 07 00 41", "rfc7692/7.2.1/ends-with-empty-stored-block", "a compressed message that ends inside a block", 7],
  ])("7.2.1: %s is a violation", (payload, requirement, detail, position) => {
    const violation = { requirement, detail, position };
    for (const direction of [takeover, noTakeover]) expect(textsOf(inflaterOf(direction), payload)).toEqual([violation]);
  });

  it.each(["client", "server"] as const)("7.1.2: a distance beyond the window is a violation of the %s that agreed to it", (sender) => {
    const parameters = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 8, clientMaxWindowBits: 8 };
    const inflater = inflaterOf({ ...directionFrom(sender, parameters), noContextTakeover: false });
    const [text, within, beyond, again] = textsOf(inflater, stored("x".repeat(300)), repetition(256), repetition(257), repetition(256));
    expect([text, within, again]).toEqual(["x".repeat(300), "xxx", "xxx"]);
    const section = sender === "server" ? "7.1.2.1" : "7.1.2.2";
    expect(beyond).toMatchObject({ requirement: `rfc7692/${section}/${sender}-keeps-window` });
  });

  it("7.1.2: without an agreement distances go up to 32 KiB, over as many messages as it takes", () => {
    const inflater = inflaterOf();
    const lines = Array.from({ length: 40 }, (_, i) => String.fromCharCode(0x41 + i).repeat(1024));
    expect(textsOf(inflater, ...lines.map(stored))).toEqual(lines);
    expect(textsOf(inflater, repetition(32_768))).toEqual(["III"]);
  });

  it("7.2.1: a distance into nothing is not DEFLATE", () => {
    for (const distance of [1, 32_768]) {
      const notDeflate = { requirement: "rfc7692/7.2.1/payload-is-deflate" };
      expect(textsOf(inflaterOf(), repetition(distance))).toMatchObject([notDeflate]);
    }
  });

  it("10.4: the limit counts what comes out, and is nobody's violation", () => {
    const inflater = inflaterOf();
    const zeros = payloadOf({
      type: "fixed",
      final: false,
      tokens: [{ literal: 0 }, ...Array.from({ length: 100 }, () => ({ length: 258, distance: 1 }))],
    });
    expect(inflater.inflate(zeros, 25_801)).toEqual(new Uint8Array(25_801));
    expect(inflater.inflate(zeros, 25_800)).toMatchObject({
      requirement: "rfc6455/10.4/limits-protect",
      detail: "a compressed message with more than 25800 bytes when inflated",
    });
  });
});

describe("MessageDeflater", () => {
  const text = "a message that says a message that says hello ";

  it.each([
    ["with", takeover],
    ["without", noTakeover],
  ] as const)("7.2.1: what it writes %s context takeover is read back", (_, direction) => {
    const deflater = deflaterOf(direction);
    const payloads = [text, text, text].map((message) => deflater.deflate(bytesFromLatin1(message)) as Uint8Array);
    expect(textsOf(inflaterOf(direction), ...payloads)).toEqual([text, text, text]);
    const [first, second, third] = payloads.map(({ length }) => length);
    expect(second === first).toBe(direction.noContextTakeover);
    expect(third).toBe(second);
  });

  it("7.2.3.6: a message that is empty becomes one zero byte, if it has to be compressed", () => {
    expect(toHex(deflaterOf().deflateFragment(new Uint8Array(0), true))).toBe("00");
    expect(deflaterOf().deflate(new Uint8Array(0))).toBeUndefined();
  });

  it("6.1: leaves short messages and those that do not shrink alone, and never refers to them", () => {
    const deflater = deflaterOf(takeover, 10);
    const noise = Uint8Array.from({ length: 300 }, (_, i) => (i * i * 31 + (i >> 3) * 7) & 0xff);
    expect(deflater.deflate(bytesFromLatin1("aaaaaaaaa"))).toBeUndefined();
    expect(deflater.deflate(noise)).toBeUndefined();
    expect(["aaaaa", "aaaaaa"].map((message) => deflaterOf().deflate(bytesFromLatin1(message))?.length)).toEqual([undefined, 5]);
    const payload = deflater.deflate(Uint8Array.from([...noise, ...noise])) as Uint8Array;
    expect(inflaterOf().inflate(payload, limit)).toEqual(Uint8Array.from([...noise, ...noise]));
    expect(toHex(deflater.deflate(bytesFromLatin1("aaaaaaaaaa")) as Uint8Array)).toBe("4a 84 03 00 00");
  });

  it.each(["", "a", "ab", "\u0000\u00ff"])("compresses %j if it has to", (message) => {
    const payload = deflaterOf().deflateFragment(bytesFromLatin1(message), true);
    expect(textsOf(inflaterOf(), payload)).toEqual([message]);
  });

  it.each([
    ["with", takeover],
    ["without", noTakeover],
  ] as const)("6.1: fragments that are compressed one by one make one message, %s context takeover", (_, direction) => {
    const deflater = deflaterOf(direction);
    const inflater = inflaterOf(direction);
    for (const fragments of [[text, text], ["", text, ""], [text], ["", ""]]) {
      const frames = fragments.map((fragment, i) => deflater.deflateFragment(bytesFromLatin1(fragment), i === fragments.length - 1));
      expect(textsOf(inflater, Uint8Array.from(frames.flatMap((frame) => [...frame])))).toEqual([fragments.join("")]);
    }
  });

  it("7.2.1: what was sent in fragments can be referred to later, unless that was agreed against", () => {
    const lengthsWith = (direction: DeflateDirection): number[] => {
      const deflater = deflaterOf(direction);
      return [text, text].map((fragment) => deflater.deflateFragment(bytesFromLatin1(fragment), true).length);
    };
    const [first, second] = lengthsWith(takeover) as [number, number];
    expect(second).toBeLessThan(first);
    expect(lengthsWith(noTakeover)).toEqual([first, first]);
  });

  it("7.1.2: keeps to a small window without the host, where the host cannot", () => {
    const asked: DeflateRequest[] = [];
    const host: DeflatePort = {
      ...plainDeflate,
      compressWindowBitsMin: 9,
      deflate: (request) => {
        asked.push(request);
        return plainDeflate.deflate(request);
      },
    };
    const small: DeflateDirection = { ...takeover, windowBits: 8 };
    const deflater = new MessageDeflater(small, host, 0);
    const message = "0123456789".repeat(40) + "x".repeat(300);
    const payloads = [message, message].map((each) => deflater.deflate(bytesFromLatin1(each)) as Uint8Array);
    expect(textsOf(inflaterOf(small), ...payloads)).toEqual([message, message]);
    expect(asked).toEqual([]);
    new MessageDeflater({ ...takeover, windowBits: 9 }, host, 0).deflate(bytesFromLatin1(message));
    expect(asked).toHaveLength(1);
  });

  it("shows the host more of the window the longer a message is", () => {
    const lengths: number[] = [];
    const host: DeflatePort = {
      ...plainDeflate,
      deflate: (request) => {
        lengths.push(request.window.length);
        return plainDeflate.deflate(request);
      },
    };
    const deflater = new MessageDeflater(takeover, host, 0);
    for (const length of [40_000, 10, 3000, 40_000]) deflater.deflate(new Uint8Array(length));
    expect(lengths).toEqual([0, 8192, 12_000, 32_768]);
  });
});

it("7.1: each side has its own parameters", () => {
  const parameters = { serverNoContextTakeover: true, clientNoContextTakeover: false, serverMaxWindowBits: 9, clientMaxWindowBits: 12 };
  expect(directionFrom("server", parameters)).toEqual({ sender: "server", noContextTakeover: true, windowBits: 9 });
  expect(directionFrom("client", parameters)).toEqual({ sender: "client", noContextTakeover: false, windowBits: 12 });
});
