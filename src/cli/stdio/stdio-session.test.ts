import { describe, expect, it } from "vitest";
import { hexOf } from "../../core/bytes/hex.ts";
import { bytesFromLatin1 } from "../../core/bytes/text.ts";
import { requestText, responseText } from "../../core/testing/sample-handshake.ts";
import { StdioSession } from "./stdio-session.ts";

const answers = (...questions: readonly object[]): unknown[] => {
  const session = new StdioSession();
  return questions.map((question) => JSON.parse(session.answer(JSON.stringify(question))));
};

describe("what a strict endpoint must do", () => {
  it("is told with the reactions that are allowed, whatever the pieces", () => {
    for (const pieces of [
      ["818500000000", "48656c6c6f", "8981000000007083800000", "0000"],
      ["81850000000048656c6c6f898100000000708380", "00000000"],
    ]) {
      expect(answers({ ask: "endpoint", role: "server", pieces })).toEqual([
        {
          version: 1,
          events: [
            { type: "message", format: "text", hex: "48656c6c6f" },
            { type: "ping", hex: "70" },
            expect.objectContaining({ type: "failed", requirement: "rfc6455/5.2/opcode-known", closeCode: 1002, byteOffset: 18 }),
          ],
          reactions: [
            expect.objectContaining({ to: "ping", must: "pong", hex: "70" }),
            expect.objectContaining({ to: "violation", must: "fail", close: { code: 1002, isOptional: true }, mayDropTransport: true }),
          ],
        },
      ]);
    }
  });

  it("knows compression", () => {
    expect(answers({ ask: "endpoint", role: "client", pieces: ["c107f248cdc9c90700"], extensions: "permessage-deflate" })).toMatchObject([
      { events: [{ type: "message", hex: "48656c6c6f" }] },
    ]);
  });
});

describe("a connection that is watched", () => {
  it("is judged as it goes, and at its end", () => {
    const connection = "1";
    const [opened, , , seen, verdict, closed, gone] = answers(
      { ask: "open", connection, order: "exact" },
      { ask: "see", connection, from: "client", hex: hexOf(bytesFromLatin1(requestText())) },
      { ask: "see", connection, from: "server", hex: hexOf(bytesFromLatin1(responseText())) },
      { ask: "see", connection, from: "server", base64: "gYAAAAAA" },
      { ask: "verdict", connection },
      { ask: "close", connection },
      { ask: "verdict", connection },
    );
    expect(opened).toEqual({ version: 1, connection });
    expect(seen).toMatchObject({ violations: [{ by: "server", requirement: "rfc6455/5.1/server-frames-unmasked", frame: 1 }] });
    expect(verdict).toMatchObject({ verdict: { final: false, violations: [{ by: "server" }] } });
    expect(closed).toMatchObject({ verdict: { final: true, frames: { client: 0, server: 1 } } });
    expect(gone).toMatchObject({ error: { field: "connection", message: expect.stringContaining('no connection "1" is open') } });
  });
});

describe("a message that is none", () => {
  it.each([
    ["", "the line is no JSON", "hello"],
    ["", "the line is no JSON object", "[1]"],
    ["ask", "it is one of endpoint, open, see, verdict, close", '{"ask":"what"}'],
    ["role", "it is one of client, server", '{"ask":"endpoint","pieces":[]}'],
    ["pieces[1]", "it is no hex of whole bytes", '{"ask":"endpoint","role":"server","pieces":["","0"]}'],
  ])("is answered with the field %j: %s", (field, message, line) => {
    expect(JSON.parse(new StdioSession().answer(line))).toEqual({ version: 1, error: { field, message } });
  });
});
