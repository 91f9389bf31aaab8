import { describe, expect, it } from "vitest";
import type { RequirementId } from "../../../spec/requirements.ts";
import { hex } from "../testing/hex.ts";
import { decodeHeader, headerBytesMax } from "./frame-header.ts";
import { brokenHeaderRules, bytesToDecide, type HeaderPolicy, headerRules, rsv1 } from "./header-rules.ts";

const fromClient: HeaderPolicy = { expectMasked: true, rsvInUse: 0 };
const fromServer: HeaderPolicy = { expectMasked: false, rsvInUse: 0 };
const compressing: HeaderPolicy = { expectMasked: false, rsvInUse: rsv1 };

/** The header that begins with these bytes; what is missing is zero. */
function headerOf(wire: string) {
  const padded = new Uint8Array(headerBytesMax);
  padded.set(hex(wire));
  return decodeHeader(padded, 0);
}

const broken = (wire: string, policy: HeaderPolicy): RequirementId[] =>
  brokenHeaderRules(headerOf(wire), policy, 0, headerBytesMax).map(({ requirement }) => requirement);

describe("headerRules", () => {
  it.each<[wire: string, policy: HeaderPolicy, requirement: RequirementId, decidedBy: number, detail: string]>([
    ["c1 05", fromServer, "rfc6455/5.2/rsv-zero", 1, "reserved bits RSV1 set without an extension that uses them"],
    ["b1 05", fromServer, "rfc6455/5.2/rsv-zero", 1, "reserved bits RSV2, RSV3 set without an extension that uses them"],
    ["b1 05", compressing, "rfc6455/5.2/rsv-zero", 1, "reserved bits RSV2, RSV3 set without an extension that uses them"],
    ["c0 05", compressing, "rfc7692/6.1/rsv1-on-first-frames-only", 1, "RSV1 on a frame that does not begin a message"],
    ["c9 05", compressing, "rfc7692/6.1/rsv1-on-first-frames-only", 1, "RSV1 on a frame that does not begin a message"],
    ["83 05", fromServer, "rfc6455/5.2/opcode-known", 1, "reserved opcode 3"],
    ["8b 05", fromServer, "rfc6455/5.2/opcode-known", 1, "reserved opcode 11"],
    ["09 05", fromServer, "rfc6455/5.4/control-not-fragmented", 1, "ping frame without FIN"],
    ["81 05", fromClient, "rfc6455/5.1/client-frames-masked", 2, "unmasked frame from a client"],
    ["81 85 37 fa 21 3d", fromServer, "rfc6455/5.1/server-frames-unmasked", 2, "masked frame from a server"],
    ["8a 7e 00 7e", fromServer, "rfc6455/5.5/control-payload-125", 2, "pong frame with more than 125 bytes of payload"],
    ["88 01", fromServer, "rfc6455/5.5.1/body-begins-with-code", 2, "Close frame with a body of one byte"],
    ["82 7f 80 00 00 00 00 00 00 00", fromServer, "rfc6455/5.2/length-top-bit-zero", 3, "64-bit payload length with its top bit set"],
    ["82 7e 00 7d", fromServer, "rfc6455/5.2/length-minimal", 4, "payload length below 126 written in 16 bits"],
    ["82 7f 00 00 00 00 00 00 ff ff", fromServer, "rfc6455/5.2/length-minimal", 8, "payload length below 65536 written in 64 bits"],
  ])("the header %s breaks one rule", (wire, policy, requirement, decidedBy, detail) => {
    const header = headerOf(wire);
    expect(broken(wire, policy)).toEqual([requirement]);
    const [rule] = brokenHeaderRules(header, policy, 0, headerBytesMax);
    expect(rule?.detail(header)).toBe(detail);
    expect(rule && bytesToDecide(rule, header)).toBe(decidedBy);
  });

  it("each row is broken by one of the headers above and names a requirement no other row names", () => {
    expect(new Set(headerRules.map(({ requirement }) => requirement)).size).toBe(headerRules.length);
    expect(headerRules).toHaveLength(10);
  });

  it.each([
    ["81 05", fromServer],
    ["81 85 37 fa 21 3d", fromClient],
    ["01 03", fromServer],
    ["80 02", fromServer],
    ["89 05", fromServer],
    ["8a 85 37 fa 21 3d", fromClient],
    ["82 7e 01 00", fromServer],
    ["82 7f 00 00 00 00 00 01 00 00", fromServer],
    ["88 00", fromServer],
    ["c1 05", compressing],
    ["42 05", compressing],
    ["80 05", compressing],
    ["88 02", fromServer],
    ["8a 7d", fromServer],
    ["82 7e 00 7e", fromServer],
    ["82 7f 7f ff ff ff ff ff ff ff", fromServer],
  ])("5.2: the header %s breaks none", (wire, policy) => {
    expect(broken(wire, policy)).toEqual([]);
  });

  it("5.2: a reserved bit that an extension in use gives a meaning to is allowed, the others are not", () => {
    expect(broken("c1 05", { expectMasked: false, rsvInUse: 4 })).toEqual([]);
    expect(broken("e1 05", { expectMasked: false, rsvInUse: 4 })).toEqual(["rfc6455/5.2/rsv-zero"]);
  });

  it("lists everything that is wrong with a header, in the order of the bytes", () => {
    expect(broken("7b 7f 80 00 00 00 00 00 00 00", fromClient)).toEqual([
      "rfc6455/5.2/rsv-zero",
      "rfc6455/5.2/opcode-known",
      "rfc6455/5.4/control-not-fragmented",
      "rfc6455/5.1/client-frames-masked",
      "rfc6455/5.5/control-payload-125",
      "rfc6455/5.2/length-top-bit-zero",
    ]);
  });

  it("5.5.1: a Close body of one byte is told by the second byte, not by a longer length", () => {
    expect(broken("88 7e 00 01", fromServer)).toEqual(["rfc6455/5.5/control-payload-125", "rfc6455/5.2/length-minimal"]);
  });
});

describe("the bytes that are there", () => {
  const decided = (wire: string, after: number, available: number) =>
    brokenHeaderRules(headerOf(wire), fromServer, after, available)[0]?.requirement;

  it("judges no further than the bytes that are there", () => {
    expect(decided("82 7f 80", 0, 2)).toBeUndefined();
    expect(decided("82 7f 80", 0, 3)).toBe("rfc6455/5.2/length-top-bit-zero");
    expect(decided("82 7e 00 01", 0, 3)).toBeUndefined();
    expect(decided("82 7e 00 01", 0, 4)).toBe("rfc6455/5.2/length-minimal");
  });

  it("does not judge again what earlier bytes have decided", () => {
    expect(decided("c1 85", 0, 2)).toBe("rfc6455/5.2/rsv-zero");
    expect(decided("c1 85", 1, 2)).toBe("rfc6455/5.1/server-frames-unmasked");
    expect(decided("c1 85", 2, 2)).toBeUndefined();
  });
});
