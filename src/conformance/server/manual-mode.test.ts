import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import { encodeUtf8 } from "../../core/bytes/text.ts";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import { allCases } from "../cases/all-cases.ts";
import { text } from "../cases/steps.ts";
import { FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { RawClient } from "../testing/raw-client.ts";
import { type FuzzingServer, startFuzzingServer } from "./fuzzing-server.ts";
import { manualMode } from "./manual-mode.ts";

let server: FuzzingServer | undefined;
afterEach(() => server?.close());

async function connected(): Promise<WebSocket> {
  server = await startFuzzingServer({ port: 0, cases: allCases });
  const socket = new WebSocket(`${server.url}/manual`);
  await once(socket, "open");
  return socket;
}

/** What a connection is closed with after a command. */
async function closeAfter(command: string | Uint8Array): Promise<readonly [number, string]> {
  const socket = await connected();
  socket.send(command);
  const [code, reason] = (await once(socket, "close")) as [number, Buffer];
  return [code, reason.toString()];
}

it("sends one frame, or several, as they are described", async () => {
  const socket = await connected();
  const pinged = once(socket, "ping");
  socket.send('["sendframe", {"opcode": 9, "payload": "are you there"}]');
  expect(String((await pinged)[0])).toBe("are you there");
  const told = once(socket, "message");
  socket.send(
    '["sendframes", [{"opcode": 1, "fin": false, "payload": "ab", "payload_len": 5}, {"opcode": 0, "payload": "!", "chopsize": 1}]]',
  );
  expect(String((await told)[0])).toBe("ababa!");
  socket.terminate();
});

it("masks a frame with the key that it is given", async () => {
  server = await startFuzzingServer({ port: 0, cases: allCases });
  const client = await RawClient.open(server.url, "/manual");
  const command = '["sendframe", {"opcode": 1, "payload": "Hello", "mask": "7\\u00fa!="}]';
  client.socket.write(
    encodeFrame({ fin: true, rsv: 0, opcode: opcodes.text, payload: encodeUtf8(command), maskingKey: new Uint8Array(4) }),
  );
  // Section 5.7 has this frame as its example.
  await client.until("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
  client.socket.destroy();
});

it("echoes what it is given, up to a length", async () => {
  const socket = await connected();
  const told = once(socket, "message");
  socket.send('["echo", {"payload": "Hello", "payload_len": 7}]');
  expect(String((await told)[0])).toBe("HelloHe");
  socket.terminate();
});

it.each([
  ['["close", {"code": 3000, "reason": "bye"}]', 3000, "bye"],
  ['["close", {"code": 1000}]', 1000, ""],
  ['["close", {"code": 1000, "reason": null}]', 1000, ""],
  ['["close"]', 1005, ""],
])("%s closes the connection so", async (command, code, reason) => {
  expect(await closeAfter(command)).toEqual([code, reason]);
});

it.each([
  ["Hello", /^a command is JSON: /],
  ["{}", /^a command is \["sendframe", \{…\}\]/],
  ['["sendframe", {}]', /^opcode is missing: a frame needs it$/],
  ['["sendframe"]', /^a frame takes an object$/],
  ['["sendframe", []]', /^a frame takes an object$/],
  ['["sendframes", [{"opcode": 1}, {"opcode": 1, "rsv": 8}]]', /^frame 2: rsv is a whole number from 0 to 7$/],
  ['["sendframes", [{"opcode": 1}, 1]]', /^frame 2: a frame takes an object$/],
  ['["sendframe", {"opcode": 1, "chopsize": 0}]', /^chopsize is a whole number from 1 to 67108864$/],
  ['["close", []]', /^close takes an object$/],
  ['["close", {"code": "1000"}]', /^code is a whole number from 0 to 65535$/],
  ['["sendframe", {"opcode": 16}]', /^opcode is a whole number from 0 to 15$/],
  ['["sendframe", {"opcode": 1, "fin": 1}]', /^fin is true or false$/],
  ['["sendframe", {"opcode": 1, "mask": "abc"}]', /^mask is a string of 4 characters/],
  ['["sendframe", {"opcode": 1, "mask": "abc\u20ac"}]', /^mask is a string of 4 characters/],
  ['["sendframe", {"opcode": 1, "mask": true}]', /^mask is a string$/],
  ['["close", {"reason": "bye"}]', /^a reason needs a code$/],
  [JSON.stringify(["close", { code: 1000, reason: "x".repeat(124) }]), /^reason is at most 123 bytes of UTF-8$/],
  ['["sendframes", {}]', /^sendframes takes an array of frames$/],
  ['["echo", {"payload": 1}]', /^payload is a string$/],
  ['["echo"]', /^echo takes an object$/],
  [Uint8Array.of(1), /^commands are text messages$/],
  [`["echo", {"payload": "${"x".repeat(1024 * 1024)}"}]`, /^a command has at most 1048576 bytes$/],
  ['["sendframe", {"opcode": 2, "payload_len": 67108865}]', /^payload_len is a whole number from 0 to 67108864$/],
  ['["sendframe", {"opcode": 2, "payload_len": 67108864, "chopsize": 1}]', /^a command is sent in at most 1048576 pieces/],
  [
    `["sendframes", [${Array.from({ length: 40 }, () => '{"opcode": 2, "payload_len": 67108864}').join()}]]`,
    /^the frames of a command have at most 67108864 bytes of payload$/,
  ],
  [`["sendframes", [${Array.from({ length: 10_001 }, () => '{"opcode": 9}').join()}]]`, /^at most 10000 frames may wait to be sent$/],
])("%s is no command: 1008, and why", async (command, why) => {
  const [code, reason] = await closeAfter(command);
  expect(code).toBe(1008);
  expect(reason).toMatch(why);
});

describe("a client that does not read", () => {
  const command = (name: string, fields: object) => text(JSON.stringify([name, fields]));
  const mute = (): FuzzerInMemory => {
    const peer = new FuzzerInMemory("server");
    peer.connection.attach(manualMode(peer.connection));
    peer.open();
    peer.transport.isTaking = false;
    return peer;
  };
  const sentBytes = ({ transport }: FuzzerInMemory): number => transport.written.reduce((sum, { length }) => sum + length, 0);

  it("is sent no more than it takes of what it has asked for", () => {
    const peer = mute();
    peer.peerSends(command("sendframe", { opcode: 2, payload: "ab", payload_len: 64 * 1024 * 1024 }));
    peer.clock.settle();
    const before = sentBytes(peer);
    expect(before).toBeLessThan(2 * 1024 * 1024);
    peer.transport.letGo();
    peer.clock.settle();
    expect(sentBytes(peer)).toBeGreaterThan(before);
  });

  it("may have two of the longest commands wait, and no third: 1008, behind what waits", () => {
    const peer = mute();
    peer.transport.isTaking = true;
    const longest = command("echo", { payload: "ab", payload_len: 64 * 1024 * 1024 });
    peer.peerSends(longest, longest, longest);
    expect(peer.connection.facts).toMatchObject({ failedByMe: true, localCloseCode: 1008 });
    expect(peer.connection.facts.localCloseReason).toBe("at most 134217728 bytes may wait to be sent");
  });
});
