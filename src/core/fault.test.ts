import { describe, expect, it } from "vitest";
import { closeCodeOf, failureOf, movedBy } from "./fault.ts";

describe("a fault as the failure of a connection", () => {
  it("7.4.1: has the close code that the catalogue gives its requirement", () => {
    const detail = "byte 0xff in a text message, which is not UTF-8";
    expect(failureOf({ requirement: "rfc6455/8.1/invalid-utf8-fails", detail, position: 7 })).toEqual({
      blame: "peer",
      requirement: "rfc6455/8.1/invalid-utf8-fails",
      detail,
      closeCode: 1007,
      byteOffset: 7,
    });
  });

  it("10.4: blames nobody where a limit of ours is exceeded", () => {
    const failure = failureOf({ requirement: "ours/limits/fragments", detail: "a message of 3 fragments", position: 9 });
    expect(failure).toMatchObject({ blame: "policy", closeCode: 1008 });
    expect(failureOf({ requirement: "ours/limits/head", detail: "", position: 0 })).toMatchObject({ blame: "policy", closeCode: 1006 });
  });

  it("7.1.5: is 1006 in the opening handshake, where no Close frame can be sent", () => {
    expect(closeCodeOf("rfc6455/4.1/response-accept")).toBe(1006);
  });
});

it("a fault in a part is one in the whole, as far behind as the part begins", () => {
  const inBody = { requirement: "rfc6455/7.4.2/code-in-use", detail: "status code 999 in a Close frame", position: 1 } as const;
  expect(movedBy(40, inBody)).toEqual({ ...inBody, position: 41 });
});
