import { isUtf8 } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import type { Failure } from "../blame.ts";
import { violationIn } from "../lifecycle/blame-in-effects.ts";
import { Lifecycle } from "../lifecycle/lifecycle.ts";
import { establishedState, tableOf } from "../lifecycle/step.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { hex, toHex } from "../testing/hex.ts";
import type { Heard } from "./heard.ts";
import { Incoming } from "./incoming.ts";

interface Setting {
  readonly peer?: Role;
  readonly limits?: Partial<Limits>;
  readonly isUtf8?: (bytes: Uint8Array) => boolean;
}

/** An incoming side, with the machine that its letters go to. */
class Listener {
  readonly #lifecycle: Lifecycle;
  readonly #incoming: Incoming;
  readonly heard: string[] = [];
  failure: Failure | undefined;

  constructor({ peer = "server", limits = {}, isUtf8: native }: Setting) {
    this.#lifecycle = new Lifecycle(tableOf("client"), establishedState("client"));
    const statusCodes = "iana-2026";
    this.#incoming = new Incoming({
      sender: peer,
      inflater: undefined,
      limits: { ...defaultLimits, ...limits },
      statusCodes,
      isUtf8: native,
      byteOffset: 0,
    });
  }

  push(bytes: Uint8Array): void {
    this.#incoming.push(bytes);
    for (let heard = this.#incoming.next(); heard !== undefined; heard = this.#incoming.next()) {
      this.#take(heard);
      if (this.failure !== undefined || this.#lifecycle.facts.bytes !== "frames") return;
    }
  }

  #take(heard: Heard): void {
    if (heard.kind === "failure") this.failure = heard.failure;
    else if (heard.kind === "message") this.heard.push(`${heard.format} ${toHex(heard.payload)}`.trimEnd());
    else if (heard.kind === "data" || heard.kind === "control") {
      const effects = this.#lifecycle.take(heard.letter);
      if (heard.kind === "control") this.heard.push(`${heard.letter} ${toHex(heard.payload)}`.trimEnd());
      else this.failure = violationIn(effects, heard.byteOffset);
    }
  }
}

function listen(setting: Setting, ...segments: string[]): Listener {
  const listener = new Listener(setting);
  for (const segment of segments) {
    if (listener.failure === undefined) listener.push(hex(segment));
  }
  return listener;
}

const heard = (...segments: string[]): string[] => listen({}, ...segments).heard;
const heardFromClient = (...segments: string[]): string[] => listen({ peer: "client" }, ...segments).heard;

/** The failure, which must be the same in one segment and byte by byte, and come with its deciding byte and no sooner. */
function failureOf(wire: string, setting: Setting = {}): Failure {
  const { failure } = listen(setting, wire);
  if (failure === undefined) throw new Error(`${wire} did not fail`);
  const octets = toHex(hex(wire)).split(" ");
  expect(listen(setting, ...octets).failure).toEqual(failure);
  expect(listen(setting, ...octets.slice(0, failure.byteOffset)).failure).toBeUndefined();
  expect(listen(setting, octets.slice(0, failure.byteOffset + 1).join(" ")).failure).toEqual(failure);
  return failure;
}

describe("messages", () => {
  it("5.7: hears the unmasked and the masked text message", () => {
    expect(heard("81 05 48 65 6c 6c 6f")).toEqual(["text 48 65 6c 6c 6f"]);
    expect(heardFromClient("81 85 37 fa 21 3d 7f 9f 4d 51 58")).toEqual(["text 48 65 6c 6c 6f"]);
  });

  it("5.7: hears a fragmented message as one", () => {
    expect(heard("01 03 48 65 6c 80 02 6c 6f")).toEqual(["text 48 65 6c 6c 6f"]);
  });

  it("5.7: hears 256 bytes and 64 KiB of binary data", () => {
    expect(heard(`82 7e 01 00 ${"fe".repeat(256)}`)).toEqual([`binary ${"fe ".repeat(256).trimEnd()}`]);
    expect(heard(`82 7f 00 00 00 00 00 01 00 00 ${"00".repeat(65536)}`)[0]).toHaveLength("binary".length + 3 * 65536);
  });

  it("5.4: hears empty messages, and empty fragments around a message", () => {
    expect(heard("81 00 82 00")).toEqual(["text", "binary"]);
    expect(heard("02 00 00 00 00 01 07 80 00")).toEqual(["binary 07"]);
  });

  it("6.2: gives a message the type of its first frame", () => {
    expect(heard("02 01 ff 80 01 fe 01 01 41 80 01 42")).toEqual(["binary ff fe", "text 41 42"]);
  });

  it("5.4: hears control frames between fragments at once", () => {
    expect(heard("01 03 48 65 6c 89 01 07 80 02 6c 6f")).toEqual(["receive.ping 07", "text 48 65 6c 6c 6f"]);
  });

  it("hears the same byte by byte", () => {
    const wires = [
      "81 05 48 65 6c 6c 6f",
      `82 7e 00 7e${" 2a".repeat(126)}`,
      "01 03 48 65 6c 89 01 07 80 02 6c 6f 88 02 03 e8",
      "81 03 e2 82 ac 01 02 e2 82 8a 00 80 01 ac",
      "88 00",
    ];
    for (const wire of wires) expect(heard(...wire.split(" "))).toEqual(heard(wire));
  });
});

describe("control frames", () => {
  it("5.7: hears the Ping and the masked Pong", () => {
    expect(heard("89 05 48 65 6c 6c 6f")).toEqual(["receive.ping 48 65 6c 6c 6f"]);
    expect(heardFromClient("8a 85 37 fa 21 3d 7f 9f 4d 51 58")).toEqual(["receive.pong 48 65 6c 6c 6f"]);
  });

  it("5.5: hears them empty and with 125 bytes, and does not mix them up", () => {
    const long = "61 ".repeat(125).trimEnd();
    expect(heard(`8a 00 89 7d ${long} 8a 01 62`)).toEqual(["receive.pong", `receive.ping ${long}`, "receive.pong 62"]);
  });

  it("5.5.1: hears nothing after a Close frame", () => {
    expect(heard("88 02 03 e8 89 00 ff ff")).toEqual(["receive.close 03 e8"]);
  });
});

describe("a broken header", () => {
  it.each<[wire: string, peer: Role, requirement: RequirementId, byteOffset: number]>([
    ["c1 05 48 65 6c 6c 6f", "server", "rfc6455/5.2/rsv-zero", 0],
    ["91 85 37 fa 21 3d 7f 9f 4d 51 58", "client", "rfc6455/5.2/rsv-zero", 0],
    ["83 00", "server", "rfc6455/5.2/opcode-known", 0],
    ["8f 00", "server", "rfc6455/5.2/opcode-known", 0],
    ["09 00", "server", "rfc6455/5.4/control-not-fragmented", 0],
    ["81 05 48 65 6c 6c 6f", "client", "rfc6455/5.1/client-frames-masked", 1],
    ["88 00", "client", "rfc6455/5.1/client-frames-masked", 1],
    ["81 85 37 fa 21 3d 7f 9f 4d 51 58", "server", "rfc6455/5.1/server-frames-unmasked", 1],
    ["89 7e 00 7e", "server", "rfc6455/5.5/control-payload-125", 1],
    ["88 ff 00 00 00 00 00 01 00 00 37 fa 21 3d", "client", "rfc6455/5.5/control-payload-125", 1],
    ["88 01 03", "server", "rfc6455/5.5.1/body-begins-with-code", 1],
    ["82 7f 80 00 00 00 00 00 00 01", "server", "rfc6455/5.2/length-top-bit-zero", 2],
    ["82 7e 00 7d", "server", "rfc6455/5.2/length-minimal", 3],
    ["82 fe 00 05 37 fa 21 3d", "client", "rfc6455/5.2/length-minimal", 3],
    ["82 7f 00 00 00 00 00 00 ff ff", "server", "rfc6455/5.2/length-minimal", 7],
    ["80 00", "server", "rfc6455/5.4/continuation-follows-start", 0],
    ["00 85 37 fa 21 3d", "client", "rfc6455/5.4/continuation-follows-start", 0],
  ])("%s from a %s is a violation at its first wrong byte", (wire, peer, requirement, byteOffset) => {
    expect(failureOf(wire, { peer })).toMatchObject({ blame: "peer", requirement, closeCode: 1002, byteOffset });
  });

  it("5.4: a message inside a message is a violation, in either type and with or without FIN", () => {
    for (const second of ["01 00", "81 00", "02 00", "82 00"]) {
      expect(failureOf(`01 01 41 ${second}`)).toMatchObject({ requirement: "rfc6455/5.4/fragments-not-interleaved", byteOffset: 3 });
    }
  });

  it("judges the order of frames before the second byte, and the second byte before the third", () => {
    expect(failureOf("80 85 37 fa 21 3d")).toMatchObject({ requirement: "rfc6455/5.4/continuation-follows-start", byteOffset: 0 });
    expect(failureOf("82 ff 80 00 00 00 00 00 00 00 37 fa 21 3d")).toMatchObject({ requirement: "rfc6455/5.1/server-frames-unmasked" });
  });

  it("ours: what came before a violation is heard", () => {
    const { heard: before, failure } = listen({}, "81 02 68 69 89 00 ff");
    expect(before).toEqual(["text 68 69", "receive.ping"]);
    expect(failure).toMatchObject({ requirement: "rfc6455/5.2/rsv-zero", byteOffset: 6 });
  });
});

describe("limits", () => {
  it("10.4: a frame over frameBytesMax is too big, whatever else it is, once its header is there", () => {
    expect(failureOf("82 0b 01", { limits: { frameBytesMax: 10 } })).toEqual({
      blame: "policy",
      requirement: "rfc6455/10.4/limits-protect",
      detail: "a frame of 11 bytes, where frameBytesMax is 10",
      closeCode: 1009,
      byteOffset: 1,
    });
    expect(failureOf("82 ff 00 10 00 00 00 00 00 00 37 fa 21 3d", { peer: "client" })).toMatchObject({ closeCode: 1009, byteOffset: 13 });
    expect(listen({ limits: { frameBytesMax: 10 } }, `82 0a ${"01".repeat(10)}`).heard).toHaveLength(1);
  });

  it("10.4: fragments that add up to more than messageBytesMax are too big when that is announced", () => {
    expect(failureOf("01 06 61 61 61 61 61 61 00 00 80 05", { limits: { messageBytesMax: 10 } })).toEqual({
      blame: "policy",
      requirement: "rfc6455/10.4/limits-protect",
      detail: "a message of at least 11 bytes, where messageBytesMax is 10",
      closeCode: 1009,
      byteOffset: 11,
    });
    expect(listen({ limits: { messageBytesMax: 4 } }, "01 02 61 61 80 02 61 61", "82 04 01 02 03 04").heard).toHaveLength(2);
  });

  it("ours: more than fragmentsMax fragments are against our policy, and each message counts for itself", () => {
    expect(failureOf("01 00 00 00 80 00", { limits: { fragmentsMax: 2 } })).toEqual({
      blame: "policy",
      requirement: "ours/limits/fragments",
      detail: "a message of 3 fragments, where fragmentsMax is 2",
      closeCode: 1008,
      byteOffset: 5,
    });
    expect(listen({ limits: { fragmentsMax: 2 } }, "01 00 80 00 01 00 89 00 80 00").heard).toEqual(["text", "receive.ping", "text"]);
  });

  it("10.4: control frames are no part of a message", () => {
    expect(listen({ limits: { messageBytesMax: 1, frameBytesMax: 1 } }, "01 00 89 03 01 02 03 80 01 61").heard).toEqual([
      "receive.ping 01 02 03",
      "text 61",
    ]);
  });
});

describe("text that is not UTF-8", () => {
  it("8.1: is a violation at the byte that breaks it, inside the frame", () => {
    expect(failureOf("81 0a ce ba e1 bd b9 cf ed a0 80 65")).toEqual({
      blame: "peer",
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "byte 0xed in a text message, which is not UTF-8",
      closeCode: 1007,
      byteOffset: 8,
    });
    expect(failureOf("81 05 41 e2 0a 41 41")).toMatchObject({ detail: "byte 0x0a in a text message, which is not UTF-8", byteOffset: 4 });
  });

  it("8.1: is a violation at the same byte when masked", () => {
    expect(failureOf("81 83 00 00 00 00 41 ff 41", { peer: "client" })).toMatchObject({ closeCode: 1007, byteOffset: 7 });
  });

  it("8.1: is a violation in the fragment that breaks it", () => {
    expect(failureOf("01 02 41 e2 00 01 82 89 00 80 02 41 41")).toMatchObject({
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      byteOffset: 11,
    });
  });

  it("8.1: is a violation at the last byte of a message that ends inside a character", () => {
    expect(failureOf("81 03 41 e2 82")).toEqual({
      blame: "peer",
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail: "a text message that ends inside a UTF-8 character",
      closeCode: 1007,
      byteOffset: 4,
    });
    expect(failureOf("01 01 c3 80 00")).toMatchObject({ byteOffset: 4 });
  });

  it("8.1: comes out the same with the host's own check", () => {
    const wire = `81 40 ${"41 ".repeat(60)} f0 9f ff 41`;
    expect(failureOf(wire, { isUtf8 })).toEqual(failureOf(wire));
    expect(failureOf(wire)).toMatchObject({ byteOffset: 64 });
  });

  it("5.6: is no matter in a binary message", () => {
    expect(heard("82 02 ff fe 02 01 c3 80 00")).toEqual(["binary ff fe", "binary c3"]);
  });
});

describe("the body of a Close frame", () => {
  it("5.5.1: is empty, or a code, or a code and a reason", () => {
    expect(heard("88 00")).toEqual(["receive.close"]);
    expect(heard("88 02 03 e8")).toEqual(["receive.close 03 e8"]);
    expect(heardFromClient("88 85 37 fa 21 3d 34 12 63 44 52")).toEqual(["receive.close 03 e8 42 79 65"]);
  });

  it("7.4.1: is a violation at the second byte of a code that must not be sent", () => {
    expect(failureOf("88 05 03 ed 41 41 41")).toEqual({
      blame: "peer",
      requirement: "rfc6455/7.4.1/code-1005-not-sent",
      detail: "status code 1005 in a Close frame",
      closeCode: 1002,
      byteOffset: 3,
    });
    expect(failureOf("88 82 00 00 00 00 03 e7", { peer: "client" })).toMatchObject({
      requirement: "rfc6455/7.4.2/code-in-use",
      byteOffset: 7,
    });
  });

  // The code is judged with its second byte, although none from 0 to 767 and none from 5120 on may be sent, whatever that byte is.
  it("ours: is judged by its whole status code, even where the first byte settles it, so that the failure names the code", () => {
    expect(failureOf("88 02 00 00")).toMatchObject({
      requirement: "rfc6455/7.4.2/code-in-use",
      detail: "status code 0 in a Close frame",
      byteOffset: 3,
    });
  });

  it("8.1: is a violation at the byte of the reason that breaks UTF-8", () => {
    expect(failureOf("88 06 03 e8 41 c3 41 41")).toMatchObject({
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      closeCode: 1007,
      byteOffset: 6,
    });
    expect(failureOf("88 04 03 e8 41 c3")).toMatchObject({ requirement: "rfc6455/8.1/invalid-utf8-fails", closeCode: 1007, byteOffset: 5 });
  });
});
