import { describe, expect, it } from "vitest";
import { responseText } from "../../core/testing/sample-handshake.ts";
import { allCases } from "../cases/all-cases.ts";
import { runFuzzingClient } from "../client/fuzzing-client.ts";
import { endingText } from "../fuzzer/seen/ending.ts";
import { startAnsweringServer, startSilentServer } from "../testing/hostile-servers.ts";
import type { PeerServer } from "../testing/peer-server.ts";
import { startWrongServer, wrongHabits } from "../testing/wrong-servers.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

type Options = Pick<Parameters<typeof runFuzzingClient>[0], "timeoutScale" | "statusCodes">;

/** Plays one case with a server and ends the server. */
async function resultOf(starting: Promise<PeerServer>, id: string, options: Options = {}): Promise<CaseResult> {
  const server = await starting;
  const cases = allCases.filter((played) => played.id === id);
  const results = await runFuzzingClient({ url: server.url, cases, jobs: 1, ...options });
  await server.close();
  return results[0] as CaseResult;
}

const explained = (result: CaseResult): Explanation => explain(result) as Explanation;

describe("a server that is wrong in one way is told where and why", () => {
  it("echoes text that is not UTF-8: the byte of the payload, and to look at its validation", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.echoesAnyText), "6.3.1");
    const { summary, requirements, places, next } = explained(result);
    const sent = allCases.find(({ id }) => id === "6.3.1")?.play[0];
    const payload = sent?.step === "sendMessage" ? sent.payload : new Uint8Array(0);
    expect(summary).toContain(`from byte ${payload.indexOf(0xed) + 1} of its ${payload.length} bytes`);
    expect(requirements[0]).toMatchObject({ id: "rfc6455/8.1/invalid-utf8-fails", seenBroken: true, level: "MUST" });
    expect(places[0]?.frame).toMatchObject({ sentBy: "peer", number: 1 });
    expect(places[0]?.byteOffset).toBe(result.httpResponse.length + 2 + payload.indexOf(0xed) + 1);
    expect(next[0]).toContain("look at where it validates");
  });

  it("never sends a Pong: which Ping, and how long the fuzzer waited", async () => {
    const { summary, places, expected, came, next } = explained(await resultOf(startWrongServer(wrongHabits.neverPongs), "2.9"));
    expect(summary).toBe("No Pong came for frame 2.");
    expect(places[0]?.frame).toMatchObject({ sentBy: "fuzzer", number: 2, what: "ping frame of 12 bytes" });
    expect(expected).toContain('a Pong of 12 bytes, "ping payload"');
    expect(came).toMatch(/within [0-9.]+ seconds?/);
    expect(next.at(-1)).toContain("--cases 2.9");
  });

  it("masks its frames: the second byte of the frame", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.masks), "1.1.2");
    expect(result.violations).toMatchObject([
      {
        by: "peer",
        requirement: "rfc6455/5.1/server-frames-unmasked",
        frame: 1,
        byteOffset: result.httpResponse.length + 1,
        closeCode: 1002,
      },
    ]);
    expect(explained(result).next[0]).toContain("a server never masks");
  });

  it("answers a Close with another code: which code, and which are allowed", async () => {
    const { summary, expected, places } = explained(await resultOf(startWrongServer(wrongHabits.closesWith1011), "7.1.1"));
    expect(summary).toContain("1011 (Internal Error)");
    expect(expected).toBe("A Close frame of code 1000, or without a code.");
    expect(places[0]?.frame).toMatchObject({ sentBy: "peer", number: 2, what: "close frame of 2 bytes" });
  });

  it("changes a byte: which one", async () => {
    const { summary, places } = explained(await resultOf(startWrongServer(wrongHabits.changesPayload), "1.1.2"));
    expect(summary).toContain("differs from byte 2 on");
    expect(places.slice(0, 2).map(({ frame }) => frame?.sentBy)).toEqual(["peer", "fuzzer"]);
  });

  it("resets the connection: in which phase", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.resets), "1.1.2");
    expect(result.ending).toMatchObject({
      kind: "endedByPeer",
      how: "reset",
      why: expect.stringMatching(/ECONNRESET|EPIPE/),
      phase: "open",
    });
    expect(explained(result).ending).toMatch(
      /^The peer ended TCP with a reset \((read|write) E\w+\) while the connection was open, without a Close frame\.$/,
    );
  });

  it("never answers a Close: the timer and its seconds", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.neverAnswersClose), "2.2");
    expect(result.ending).toMatchObject({ kind: "timeout", timer: "closingHandshake", caseTimer: null, bytesBehindClose: 0 });
    expect(explained(result).summary).toBe("The fuzzer's Close frame was not answered with a Close frame.");
  });

  it("never ends TCP: that it is for the server to do", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.neverEndsTcp), "2.2");
    expect(result.ending).toMatchObject({ kind: "timeout", timer: "serverDrop" });
    expect(explained(result).next[0]).toContain("the server has to");
  });

  it("does not refuse a reserved opcode: the frame of the fuzzer that had to be refused", async () => {
    const { summary, places, next } = explained(await resultOf(startWrongServer(wrongHabits.neverPongs), "3.2"));
    expect(summary).toContain("RSV2");
    expect(next[0]).toContain("Frame 2 of the fuzzer (text frame of 13 bytes, RSV 010)");
    expect(places.some(({ frame }) => frame?.sentBy === "fuzzer" && frame.number === 2)).toBe(true);
  });
});

describe("an opening handshake that fails is told", () => {
  it("a wrong Sec-WebSocket-Accept: the requirement and the byte", async () => {
    const result = await resultOf(startAnsweringServer(responseText()), "1.1.2");
    expect(result.violations).toMatchObject([{ frame: 0, closeCode: null, byteOffset: responseText().length - 1 }]);
    expect(explained(result)).toMatchObject({ came: 'An answer that begins "HTTP/1.1 101 Switching Protocols".' });
    expect(explained(result).requirements[0]?.seenBroken).toBe(true);
  });

  it("another status: what the server said", async () => {
    const { next } = explained(await resultOf(startAnsweringServer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "1.1.2"));
    expect(next[0]).toContain('"HTTP/1.1 404 Not Found"');
  });

  it("silence: the timer and its seconds", async () => {
    const result = await resultOf(startSilentServer(), "1.1.2", { timeoutScale: 0.02 });
    expect(result.ending).toMatchObject({ kind: "timeout", timer: "openingHandshake", caseTimer: null, bytesBehindClose: 0 });
    expect(endingText(result.ending)).toMatch(/within [0-9.]+ seconds?/);
    expect(explained(result).next[0]).toContain("wss://");
  });
});

describe("status codes registered later", () => {
  it("are refused by the list of RFC 6455, and the other reading is told", async () => {
    const { readings } = await resultOf(startWrongServer(wrongHabits.closesWith1012), "1.1.2");
    expect(readings).toMatchObject([
      { reading: "status-codes-registered-later", isOurs: false, behaviorClose: "UNCLEAN" },
      { reading: "status-codes-registered-later", isOurs: true, behaviorClose: "WRONG CODE" },
    ]);
  });

  it("are accepted by the list of 2026", async () => {
    const result = await resultOf(startWrongServer(wrongHabits.closesWith1012), "1.1.2", { statusCodes: "iana-2026" });
    expect(result).toMatchObject({ violations: [], failedByMe: false, wasClean: true, behaviorClose: "WRONG CODE" });
  });
});
