import { describe, expect, it } from "vitest";
import type { Role } from "../../../spec/role.ts";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import type { RawFrame } from "../case/case.ts";
import { allCases } from "../cases/all-cases.ts";
import { binary, pong, text } from "../cases/steps.ts";
import { keepViolation, type SeenViolation } from "../fuzzer/seen/seen-violation.ts";
import { closeFrame, FuzzerInMemory, maskingKey } from "../testing/fuzzer-in-memory.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";

/** Plays a case with a peer that does what the test says; what is left open ends by the fuzzer's time limits. */
async function played(role: Role, id: string, act: (peer: FuzzerInMemory) => void): Promise<CaseResult> {
  const case_ = allCases.find((one) => one.id === id);
  if (case_ === undefined) throw new Error(`no case ${id}`);
  const peer = new FuzzerInMemory(role);
  const result = peer.play(case_);
  peer.clock.settle();
  act(peer);
  peer.clock.advance(60);
  return result;
}

const explained = async (...run: Parameters<typeof played>): Promise<Explanation> => explain(await played(...run)) as Explanation;

it("a strict pass needs no explanation", async () => {
  const result = await played("server", "1.1.2", (peer) => peer.peerSends(text("*".repeat(125)), closeFrame(1000)));
  expect(result).toMatchObject({ behavior: "OK", behaviorClose: "OK" });
  expect(explain(result)).toBeUndefined();
  expect(result.ending).toEqual({ kind: "closed", begunBy: "fuzzer", tcpEndedBy: "fuzzer", caseTimer: null, bytesBehindClose: 0 });
});

describe("what came in place of what was expected", () => {
  it("another type", async () => {
    const { expected, came, next } = await explained("server", "1.1.2", (peer) => peer.peerSends(binary("*".repeat(125))));
    expect([expected, came].map((words) => words.slice(0, 30))).toEqual([
      'A text message of 125 bytes, "',
      "A binary message of 125 bytes,",
    ]);
    expect(next[0]).toContain("keeps the type");
  });

  it("something where nothing may come", async () => {
    const { summary, expected, came, places } = await explained("server", "7.1.4", (peer) =>
      peer.peerSends(text("Hello World!"), closeFrame(1000)),
    );
    expect(summary).toBe("The peer sent a message where nothing may come.");
    expect(expected).toBe("No message and no Pong.");
    expect(came).toContain('A text message of 12 bytes, "Hello World!".');
    expect(places[0]?.frame).toMatchObject({ sentBy: "peer", number: 1 });
  });

  it("a Close in the middle of the case", async () => {
    const { next, places } = await explained("server", "2.2", (peer) => peer.peerSends(closeFrame(1002, "no such frame")));
    expect(next[0]).toBe('The peer sent Close 1002 and the reason "no such frame": look at its log for why it thinks frame 1 is wrong.');
    expect(places.map(({ frame }) => frame?.what)).toContain("ping frame of 13 bytes");
  });

  it("an unmasked frame of a client", async () => {
    const result = await played("server", "1.1.2", (peer) => peer.transport.deliver(Uint8Array.of(0x81, 0)));
    const start = result.frames.received[0]?.start as number;
    expect(result.violations[0]).toMatchObject({ requirement: "rfc6455/5.1/client-frames-masked", frame: 1, byteOffset: start + 1 });
    expect(explain(result)?.next).toContain("Run only this case again: hybi serve --cases 1.1.2, and point the client at it.");
  });
});

describe("the rule that is shown is that of what was found", () => {
  const ruleOf = async (...run: Parameters<typeof played>): Promise<string | undefined> => (await explained(...run)).rule?.id;

  it("an unsolicited Pong is allowed by section 5.5.3, and is no fault of a length", async () => {
    const { rule, requirements, next } = await explained("server", "1.1.2", (peer) => peer.peerSends(text("*".repeat(125)), pong("x")));
    expect(rule).toMatchObject({ id: "rfc6455/5.5.3/pong-unsolicited", level: "MAY", seenBroken: false });
    expect(requirements.slice(0, 2).map(({ id }) => id)).toEqual([rule?.id, "rfc6455/5.2/length-minimal"]);
    expect(next[0]).toContain("Pongs that nobody asked for");
  });

  it("before the echo, too", async () => {
    const early = (peer: FuzzerInMemory): void => peer.peerSends(pong("x"), text("*".repeat(125)), closeFrame(1000));
    expect(await ruleOf("server", "1.1.2", early)).toBe("rfc6455/5.5.3/pong-unsolicited");
  });

  it("a Pong with another payload", async () => {
    expect(await ruleOf("server", "2.2", (peer) => peer.peerSends(pong("x")))).toBe("rfc6455/5.5.3/pong-echoes-payload");
  });

  it("a message that nobody asked for breaks nothing of RFC 6455", async () => {
    const greeting = (peer: FuzzerInMemory): void => peer.peerSends(text("*".repeat(125)), text("welcome"));
    expect((await explained("server", "1.1.2", greeting)).rule).toBeNull();
  });

  it("a message behind the fuzzer's Close breaks nothing of RFC 6455, as it comes before the Close of who sends it", async () => {
    const answer = (peer: FuzzerInMemory): void => peer.peerSends(text("Hello World!"), closeFrame(1000));
    expect((await explained("server", "7.1.4", answer)).rule).toBeNull();
  });

  it("a Ping that must not be answered, and one that has to be", async () => {
    expect(await ruleOf("server", "7.1.3", (peer) => peer.peerSends(pong(""), closeFrame(1000)))).toBe("rfc6455/5.5.2/ping-gets-pong");
    expect(await ruleOf("server", "2.9", () => undefined)).toBe("rfc6455/5.5.2/ping-gets-pong");
  });

  it("no permessage-deflate is no breach of anything", async () => {
    expect((await explained("client", "12.1.1", (peer) => peer.peerSends(closeFrame(1000)))).rule).toBeNull();
  });

  it("a peer that leaves without a Close frame, and one that answers none", async () => {
    expect(await ruleOf("client", "9.1.1", (peer) => peer.transport.finish())).toBe("rfc6455/5.2/length-minimal");
    expect(await ruleOf("client", "2.2", (peer) => peer.peerSends(pong("Hello, world!")))).toBe("rfc6455/5.5.1/close-gets-close");
  });

  it("a server that leaves TCP open", async () => {
    const answered = (peer: FuzzerInMemory): void => peer.peerSends(pong("Hello, world!"), closeFrame(1000));
    expect(await ruleOf("client", "2.2", answered)).toBe("rfc6455/5.5.1/closes-transport");
    expect(await ruleOf("client", "3.1", (peer) => peer.peerSends(closeFrame(1002)))).toBe("rfc6455/7.1.1/server-closes-first");
  });

  it("a status code that fits nothing, one that refuses what the case sent, and one that the case is about", async () => {
    const closing =
      (code: number) =>
      (peer: FuzzerInMemory): void =>
        peer.peerSends(pong("Hello, world!"), closeFrame(code));
    expect(await ruleOf("server", "2.2", closing(1011))).toBe("rfc6455/7.4.1/code-fits-cause");
    expect(await ruleOf("server", "2.2", closing(1002))).toBe("rfc6455/5.5.3/pong-echoes-payload");
    expect(await ruleOf("server", "7.7.1", (peer) => peer.peerSends(closeFrame(1011)))).toBe("rfc6455/7.4.2/code-in-use");
  });

  it("a frame that was to be refused: the case's own", async () => {
    expect(await ruleOf("client", "3.1", () => undefined)).toBe("rfc6455/5.2/rsv-fails");
  });
});

describe("what is said is so", () => {
  it("a code that is the fuzzer's own is not called the choice of the peer", async () => {
    const echo = (peer: FuzzerInMemory): void => {
      peer.clock.advance(1);
      peer.peerSends(closeFrame(1001));
    };
    const result = await played("server", "1.1.1", echo);
    expect(result).toMatchObject({ behaviorClose: "WRONG CODE", localCloseCode: 1001, remoteCloseCode: 1001 });
    const { next, came } = explain(result) as Explanation;
    expect(next.join(" ")).not.toContain("how the peer chooses");
    expect(came).toContain("A Close frame of code 1001, which was the fuzzer's own.");
  });

  it("a code that had to be refused is not called right to send back", async () => {
    const { next } = await explained("client", "7.9.4", (peer) => peer.peerSends(closeFrame(1005)));
    expect(next.join(" ")).not.toContain("is right");
  });

  it("where the fuzzer failed the connection over a violation, nothing is said to be missing, and no frame to have been let pass", async () => {
    const masked = (peer: FuzzerInMemory): void => {
      peer.transport.deliver(encodeFrame({ fin: true, rsv: 0, opcode: 1, payload: text("Hello World!").payload, maskingKey }));
      peer.peerSends(closeFrame(1002));
      peer.transport.finish();
    };
    for (const id of ["7.1.1", "3.2", "6.4.1", "9.7.1"]) {
      const { summary, came, next } = await explained("client", id, masked);
      expect(summary).toContain("masked frame from a server");
      expect(came).not.toMatch(/Nothing more came|No frame/);
      expect(next[0]).toContain("a server never masks");
      expect(next.join(" ")).not.toMatch(/reached the application|had to fail|judges frame|message size|waiting for/);
    }
  });

  it("a message in the place of a Pong is not called a Pong", async () => {
    const { next } = await explained("server", "5.19", (peer) => peer.peerSends(text("fragment1fragment2fragment3fragment4fragment5")));
    expect(next[0]).toContain("Look at the order");
  });

  it("a rule that was broken does not stand beside praise", async () => {
    for (const id of ["7.3.2", "7.3.6"]) {
      const result = await played("client", id, (peer) => peer.peerSends(peer.sent.at(-1) as RawFrame));
      expect(result).toMatchObject({ behavior: "OK", result: "No message and no Pong came, as expected." });
      expect(result.resultClose).toBe("The server had not ended TCP when the fuzzer failed the connection and dropped TCP.");
      const { summary, next } = explain(result) as Explanation;
      expect(summary).toContain("broke RFC 6455");
      expect(next.join(" ")).not.toContain("who ends the socket");
    }
  });

  it("no time is named but the one that was in force", async () => {
    for (const { id, expectation, description } of allCases.filter(({ program }) => program !== undefined)) {
      expect({ id, text: `${expectation} ${description}` }).toEqual({ id, text: expect.not.stringMatching(/[0-9] seconds/) });
    }
    const result = await played("client", "9.1.3", (peer) => peer.clock.advance(100));
    expect(explain(result)?.ending).toContain("The case's time limit of 100 seconds was reached");
  });

  it("a peer that dropped TCP at once did not run out of time", async () => {
    const { summary, next } = await explained("client", "9.7.1", (peer) => peer.transport.finish());
    expect(summary).toBe("0 of 1000 messages came back.");
    expect(next[0]).not.toContain("time");
  });
});

describe("frames of the fuzzer", () => {
  it("have the places that they have in a capture", async () => {
    const result = await played("client", "5.1", () => undefined);
    const [ping, continuation] = result.frames.sent;
    expect(ping).toMatchObject({ number: 1, start: result.httpRequest.length, end: result.httpRequest.length + 15, opcode: 9, fin: false });
    expect(continuation).toMatchObject({ number: 2, start: ping?.end });
    expect(explain(result)?.summary).toBe("The peer did not fail the connection over frame 1 within 1 second.");
  });
});

describe("the ending", () => {
  it("by the case's time limit and no answer to the Close", async () => {
    const result = await played("client", "5.1", () => undefined);
    expect(result.ending).toEqual({
      kind: "timeout",
      timer: "closingHandshake",
      seconds: 1,
      caseTimer: { timer: "kill", seconds: 1 },
      bytesBehindClose: 0,
    });
    expect(explain(result)?.ending).toContain(
      "The case's time limit of 1 second was reached, so the fuzzer began to close; the peer did not answer",
    );
  });

  it("by a violation after the fuzzer's Close", async () => {
    const result = await played("client", "7.1.1", (peer) => peer.peerSends(text("Hello World!"), closeFrame(1005)));
    expect(result.ending).toMatchObject({ kind: "droppedAfterViolation", requirement: "rfc6455/7.4.1/code-1005-not-sent" });
    expect(result.violations).toMatchObject([{ closeCode: null, frame: 2 }]);
  });

  it("by a server that closed first and never ended TCP", async () => {
    const result = await played("client", "2.2", (peer) => peer.peerSends(closeFrame(1000)));
    expect(result.ending).toMatchObject({ kind: "timeout", timer: "guard", seconds: 2 });
  });
});

describe("readings", () => {
  const verdicts = ({ readings }: CaseResult) => readings.map(({ isOurs, behavior, behaviorClose }) => [isOurs, behavior, behaviorClose]);

  it("of a peer that fails at once: tolerated by ours, right by the other", async () => {
    const result = await played("server", "3.2", (peer) => peer.peerSends(closeFrame(1002)));
    expect(verdicts(result)).toEqual([
      [true, "NON-STRICT", "OK"],
      [false, "OK", "OK"],
    ]);
    expect(explain(result)?.requirements[0]).toMatchObject({ level: "OURS", seenBroken: false });
  });

  it("of a Close inside a fragmented message that is answered with 1002", async () => {
    expect(verdicts(await played("server", "7.1.5", (peer) => peer.peerSends(closeFrame(1002))))).toEqual([
      [true, "FAILED", "WRONG CODE"],
      [false, "OK", "OK"],
    ]);
  });

  it("of 1010 that comes from a server: a client refuses it, or not", async () => {
    expect(verdicts(await played("server", "7.7.8", (peer) => peer.peerSends(closeFrame(1002))))).toEqual([
      [true, "FAILED", "WRONG CODE"],
      [false, "OK", "OK"],
    ]);
  });

  it("5.5.3: of a peer that answers only some of ten Pings, the last among them", async () => {
    const pongs = (...numbers: readonly number[]) => numbers.map((number) => pong(`payload-${number}`));
    const answering =
      (...numbers: readonly number[]) =>
      (peer: FuzzerInMemory): void => {
        peer.peerSends(...pongs(...numbers));
        peer.clock.advance(3);
        peer.peerSends(closeFrame());
      };
    for (const id of ["2.10", "2.11"]) {
      for (const numbers of [[9], [0, 4, 9]]) {
        const result = await played("server", id, answering(...numbers));
        expect(verdicts(result)).toEqual([
          [true, "FAILED", "OK"],
          [false, "OK", "OK"],
        ]);
        expect(explain(result)?.rule?.id).toBe("rfc6455/5.5.2/ping-gets-pong");
      }
      // Nobody lets a peer leave out the last, or answer in another order.
      for (const numbers of [[], [0, 4], [4, 0, 9], [9, 9]]) {
        expect(verdicts(await played("server", id, answering(...numbers)))).toEqual([
          [true, "FAILED", "OK"],
          [false, "FAILED", "OK"],
        ]);
      }
    }
    expect((await explained("server", "2.10", answering(9))).next[0]).toContain("only the last of several");
  });

  it("of 1004 that comes back", async () => {
    const answer = (peer: FuzzerInMemory): void => peer.peerSends(closeFrame(1004));
    expect(verdicts(await played("server", "7.9.3", answer))).toEqual([
      [true, "FAILED", "WRONG CODE"],
      [false, "OK", "OK"],
    ]);
  });

  it("of a long and a short message before a Close: without the exemption, what came back counts", async () => {
    const result = await played("server", "7.1.6", (peer) => peer.peerSends(pong("x"), closeFrame(1000)));
    expect(verdicts(result)).toEqual([
      [true, "INFORMATIONAL", "INFORMATIONAL"],
      [false, "FAILED", "OK"],
    ]);
  });
});

it("violations of a flood are cut, and each frame breaks a requirement once", () => {
  const seen = { by: "peer", requirement: "rfc6455/5.2/rsv-zero", detail: "", byteOffset: 0, closeCode: null } as const;
  const violations: SeenViolation[] = [];
  for (const frame of [1, 1, 2]) keepViolation(violations, { ...seen, frame });
  expect(violations.map(({ frame }) => frame)).toEqual([1, 2]);
  for (let frame = 3; frame < 1000; frame++) keepViolation(violations, { ...seen, frame });
  expect(violations).toHaveLength(50);
});
