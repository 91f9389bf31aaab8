import { describe, expect, it } from "vitest";
import { sampleAccept } from "../core/testing/sample-handshake.ts";
import { answer, judged, opened, request } from "./testing/seen-session.ts";
import type { ConnectionVerdict } from "./verdict.ts";

/** Who broke what, and where. */
const accusations = ({ violations }: ConnectionVerdict) =>
  violations.map(({ by, requirement, frame, byteOffset }) => [by, requirement, frame, byteOffset]);
const requestLength = request().length;
const answerLength = answer().length;

// Masked with a zero key.
const maskedHi = "81 82 00000000 6869";
const maskedPing = "89 81 00000000 70";
const maskedClose = "88 82 00000000 03e8";

describe("what is sent", () => {
  it("accuses nobody of a session in order", () => {
    const { verdict } = judged([
      ...opened,
      ["client", maskedHi],
      ["server", "81 02 6869"],
      ["client", maskedClose],
      ["server", "88 02 03e8"],
      ["server", "fin"],
    ]);
    expect(verdict).toMatchObject({ violations: [], inconclusive: [], final: true, frames: { client: 2, server: 2 } });
    expect(verdict.conforms).toContainEqual({ by: "client", requirement: "rfc6455/5.1/client-frames-masked", times: 2 });
    expect(verdict.conforms).toContainEqual({ by: "server", requirement: "rfc6455/5.5.1/close-gets-close", times: 1 });
  });

  it("names the frame and the byte of each fault, and goes on", () => {
    const { verdict } = judged([...opened, ["server", "82 01 00 84 00"], ["client", "fin"]]);
    expect(accusations(verdict)).toEqual([["server", "rfc6455/5.2/opcode-known", 2, answerLength + 3]]);
    expect(verdict.reactions).toMatchObject([{ by: "client", requirement: "rfc6455/5.2/opcode-known" }]);
    expect(verdict.violations[0]?.bytes).toEqual(Uint8Array.of(0x84));
  });

  it("5.1: blames the client for an unmasked frame and the server that answers it", () => {
    const { verdict } = judged([...opened, ["client", "89 01 70"], ["server", "8a 01 70"]]);
    expect(accusations(verdict)).toEqual([
      ["client", "rfc6455/5.1/client-frames-masked", 1, requestLength + 1],
      ["server", "rfc6455/5.1/unmasked-closes", 1, answerLength],
    ]);
  });

  it("5.5.1: blames data behind a Close frame of the same side", () => {
    const { verdict } = judged([...opened, ["server", "88 00 81 00"]]);
    expect(accusations(verdict)).toEqual([["server", "rfc6455/5.5.1/no-data-after-close", 2, answerLength + 2]]);
  });

  it("reads nothing behind an answer of HTTP in the stream of frames", () => {
    const { verdict } = judged([...opened, ["server", "48 54 54 50 2f 31 2e 31 20 34 30 30 0d 0a 0d 0a"]]);
    expect(accusations(verdict)).toEqual([["server", "rfc6455/5.2/rsv-zero", 1, answerLength]]);
    expect(verdict.violations[0]?.pattern).toContain("an HTTP answer inside the frame stream");
  });
});

describe("what people meet again and again", () => {
  it.each([
    ["compressed without an agreement", ["server", "c1 00"]],
    ["the client's own bytes sent back", ["server", "81 80 00000000"]],
    ["a client that writes frames as a server does", ["client", "81 00"]],
  ] as const)("is told by its usual cause: %s", (words, line) => {
    expect(judged([...opened, line]).verdict.violations[0]?.pattern).toContain(words);
  });
});

describe("what has to be done", () => {
  it("5.5.2: a Ping is answered, by a Pong to a later one as well", () => {
    const { verdict } = judged([...opened, ["client", `${maskedPing} 89 81 00000000 71`], ["server", "8a 01 71"]]);
    expect(verdict.violations).toEqual([]);
    expect(verdict.conforms).toContainEqual({ by: "server", requirement: "rfc6455/5.5.2/ping-gets-pong", times: 1 });
  });

  it("5.5.2: time decides only beyond the grace", () => {
    const until = (time: number) => judged([...opened, ["client", maskedPing, 0], ["client", maskedHi, time]]).verdict;
    expect(until(2_499)).toMatchObject({ violations: [], inconclusive: [{ by: "server", requirement: "rfc6455/5.5.2/ping-gets-pong" }] });
    expect(accusations(until(2_500))).toEqual([["server", "rfc6455/5.5.2/ping-gets-pong", null, null]]);
  });

  it("5.5.2: is excused by a failure, by a Close of the peer, by the end", () => {
    for (const excuse of [
      ["server", "88 02 03f1"],
      ["client", maskedClose],
      ["server", "fin"],
    ] as const) {
      expect(
        judged([...opened, ["client", maskedPing, 0], excuse, ["client", "fin", 60_000]]).verdict.violations.map(
          ({ requirement }) => requirement,
        ),
      ).not.toContain("rfc6455/5.5.2/ping-gets-pong");
    }
  });

  it("5.5.1: blames who ends the connection without an answer to a Close it has received", () => {
    const ends = (order: "exact" | "between", hadReceived?: number) =>
      judged([...opened, ["client", maskedClose], ["server", "fin", undefined, hadReceived]], { order }).verdict;
    expect(accusations(ends("exact"))).toEqual([["server", "rfc6455/5.5.1/close-gets-close", null, null]]);
    expect(ends("between")).toMatchObject({
      violations: [],
      inconclusive: [{ by: "server", requirement: "rfc6455/5.5.1/close-gets-close" }],
    });
    expect(accusations(ends("between", requestLength + 8))).toEqual([["server", "rfc6455/5.5.1/close-gets-close", null, null]]);
  });

  it("5.5.1: a server that leaves the transport open is late at last", () => {
    const { verdict } = judged([...opened, ["client", maskedClose, 0], ["server", "88 00", 1], ["client", "fin", 2_000]]);
    expect(verdict.violations).toEqual([]);
    const late = judged([...opened, ["server", "88 00", 0], ["client", maskedClose, 1], ["client", "00", 20_000]]).verdict;
    expect(accusations(late)).toContainEqual(["server", "rfc6455/5.5.1/server-closes-at-once", null, null]);
  });

  it("7.1.7: states the right reaction to a violation, and demands none of what was in flight", () => {
    const { verdict } = judged(
      [...opened, ["client", "83 80 00000000"], ["server", "81 00"], ["server", "88 02 03ea"], ["server", "fin"]],
      { order: "between" },
    );
    expect(accusations(verdict)).toEqual([["client", "rfc6455/5.2/opcode-known", 1, requestLength]]);
    expect(verdict.reactions).toMatchObject([
      { by: "server", detail: "it failed the connection with 1002 after a breach of RFC 6455, section 5.2" },
    ]);
  });
});

describe("the opening handshake", () => {
  it("4.1: a wrong accept value is the server's breach, and a client that leaves is right", () => {
    const wrong = answer({ "Sec-WebSocket-Accept": `${sampleAccept}-wrong` });
    const { verdict } = judged([
      ["client", request()],
      ["server", wrong],
      ["client", "fin"],
    ]);
    expect(verdict.violations).toMatchObject([{ by: "server", requirement: "rfc6455/4.1/response-accept", frame: null }]);
    expect(verdict.reactions).toMatchObject([{ by: "client", requirement: "rfc6455/4.1/validates-response" }]);
    expect(
      judged([
        ["client", request()],
        ["server", wrong],
        ["client", maskedHi],
      ]).verdict.violations,
    ).toMatchObject([{ by: "server" }, { by: "client", requirement: "rfc6455/4.1/validates-response" }]);
  });

  it("4.1: a client waits for the answer", () => {
    const { verdict } = judged([
      ["client", request()],
      ["client", maskedHi],
      ["server", answer()],
    ]);
    expect(accusations(verdict)).toEqual([["client", "rfc6455/4.1/waits-for-response", null, requestLength]]);
    expect(verdict.frames.client).toBe(1);
  });

  it("4.2.1: a malformed request is refused, and all that is wrong with it is named", () => {
    const broken = request({
      Origin: "http://a.example\r\nOrigin: http://b.example",
      "Sec-WebSocket-Version": "13\r\nSec-WebSocket-Version: 13",
    });
    const { verdict } = judged([
      ["client", broken],
      ["server", answer()],
    ]);
    expect(verdict.violations.map(({ by, requirement }) => [by, requirement])).toEqual([
      ["client", "rfc6454/7.3/origin-once"],
      ["client", "rfc6455/11.3.5/version-once-in-request"],
      ["server", "rfc6455/4.2.1/malformed-request-refused"],
    ]);
  });

  it("says that an answer is missing", () => {
    expect(judged([["client", request()]]).verdict).toMatchObject({
      violations: [],
      inconclusive: [{ by: "server", lacks: "the answer to the request" }],
    });
  });

  it("RFC 7692: judges compressed messages by what was agreed", () => {
    const offer = request({ "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" });
    const agreed = answer({ "Sec-WebSocket-Extensions": "permessage-deflate" });
    const { verdict } = judged([
      ["client", offer],
      ["server", agreed],
      ["server", "c1 07 f248cdc9c90700"],
      ["server", "c1 01 ff"],
    ]);
    expect(accusations(verdict)).toEqual([["server", "rfc7692/7.2.1/payload-is-deflate", 2, agreed.length + 9 + 2]]);
  });
});

describe("what is not known", () => {
  it("accuses nobody of compression where the handshake was not recorded", () => {
    const { verdict } = judged(
      [
        ["server", "c1 03 ffffff"],
        ["client", maskedHi],
      ],
      { begins: "frames" },
    );
    expect(verdict.violations).toEqual([]);
    expect(verdict.inconclusive).toContainEqual(
      expect.objectContaining({ by: "server", requirement: "rfc6455/4.1/response-accept", lacks: "the opening handshake" }),
    );
  });

  it("demands no reaction where the order of the directions is not known", () => {
    const { verdict } = judged(
      [
        ["server", answer()],
        ["server", "89 00"],
        ["client", request()],
        ["client", maskedHi],
      ],
      { order: "unknown" },
    );
    expect(verdict.violations).toEqual([]);
    expect(verdict.inconclusive).toContainEqual(expect.objectContaining({ by: "client", requirement: "rfc6455/5.5.2/ping-gets-pong" }));
    expect(verdict.frames).toEqual({ client: 1, server: 1 });
  });
});
