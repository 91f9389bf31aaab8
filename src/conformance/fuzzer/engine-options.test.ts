import { expect, it } from "vitest";
import type { RawFrame } from "../case/case.ts";
import { closeFrame, FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";

const text = (payload: string): RawFrame => ({ opcode: 1, fin: true, rsv: 0, payload: new TextEncoder().encode(payload) });
const reserved: RawFrame = { opcode: 3, fin: true, rsv: 0, payload: new Uint8Array(0) };

it("failByDrop: a violation ends the connection without a Close frame", () => {
  const fuzzer = new FuzzerInMemory("server", { failByDrop: true }).open();
  fuzzer.peerSends(reserved);
  expect(fuzzer.sent).toEqual([]);
  expect(fuzzer.connection.facts).toMatchObject({ failedByMe: true, droppedByMe: true, wasClean: false });
});

it("echoCloseCodeReason: the peer's Close frame comes back as it was", () => {
  const fuzzer = new FuzzerInMemory("server", { echoCloseCodeReason: true }).open();
  fuzzer.peerSends(closeFrame(3000, "bye"));
  expect(fuzzer.connection.facts).toMatchObject({ localCloseCode: 3000, localCloseReason: "bye", wasClean: true });
});

it.each([{ frameBytesMax: 4 }, { messageBytesMax: 4 }])("%o: what is longer fails the connection with 1009", (engine) => {
  const fuzzer = new FuzzerInMemory("server", engine).open();
  fuzzer.peerSends(text("1234"));
  expect(fuzzer.connection.state).toBe("OPEN");
  fuzzer.peerSends(text("12345"));
  expect(fuzzer.connection.facts).toMatchObject({ failedByMe: true, localCloseCode: 1009 });
});

it("tolerated: a rule that the peer may break", () => {
  const fuzzer = new FuzzerInMemory("server", { tolerated: ["rfc6455/5.2/opcode-known"] }).open();
  fuzzer.peerSends(reserved);
  expect(fuzzer.connection.state).toBe("OPEN");
  expect(fuzzer.connection.violations).toEqual([]);
});
