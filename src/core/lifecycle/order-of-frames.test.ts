import { expect, it } from "vitest";
import { ImpossibleError } from "../blame.ts";
import { misuseOfOrder, violationOfOrder } from "./order-of-frames.ts";

it.each([
  ["rfc6455/5.4/continuation-follows-start", "continuation frame without a message to continue"],
  ["rfc6455/5.4/fragments-not-interleaved", "new message before the last fragment of the one before"],
] as const)("5.4: a peer that breaks %s fails with 1002", (requirement, detail) => {
  expect(violationOfOrder(requirement, 42)).toEqual({ blame: "peer", requirement, detail, closeCode: 1002, byteOffset: 42 });
});

it.each([
  ["rfc6455/5.4/continuation-follows-start", "continuing a message that has not begun"],
  ["rfc6455/5.4/fragments-not-interleaved", "beginning a message before the one before is finished"],
  ["rfc6455/5.5.1/no-data-after-close", "sending after the closing handshake has begun"],
  ["rfc6455/6.1/open-before-sending", "sending on a connection that is not open"],
] as const)("6.1: a caller that would break %s is told so", (requirement, detail) => {
  expect(misuseOfOrder(requirement)).toEqual({ blame: "caller", requirement, detail });
});

it("a requirement that says nothing about order is a bug of ours", () => {
  expect(() => misuseOfOrder("rfc6455/5.2/rsv-zero")).toThrow(ImpossibleError);
  expect(() => violationOfOrder("rfc6455/6.1/open-before-sending", 0)).toThrow("the machine blames rfc6455/6.1/open-before-sending");
});
