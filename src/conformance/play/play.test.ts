import { describe, expect, it } from "vitest";
import type { Role } from "../../../spec/role.ts";
import type { Case } from "../case/case.ts";
import {
  autoFragment,
  beginFrame,
  close,
  closeAfter,
  continuation,
  endMessage,
  exactly,
  failedByPeer,
  forceInformational,
  frame,
  frameBytes,
  hex,
  killAfter,
  later,
  laterIfOpen,
  ping,
  pong,
  pongEvent,
  preferably,
  send,
  sendText,
  text,
  textMessage,
  timeout,
} from "../cases/steps.ts";
import { closeFrame, FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { caseWith } from "../testing/sample-play.ts";
import type { CaseResult } from "../verdict/case-result.ts";

const playing = (role: Role, changes: Partial<Case>): { peer: FuzzerInMemory; result: Promise<CaseResult> } => {
  const peer = new FuzzerInMemory(role);
  return { peer, result: peer.play(caseWith(changes)) };
};
const kindsOf = ({ connection }: FuzzerInMemory) => connection.traffic.wireLog.map(({ kind }) => kind);

describe("closing when all that was expected has come", () => {
  it("happens right behind the last event, with the first of the codes", async () => {
    const { peer, result } = playing("server", { expected: exactly(textMessage("a"), pongEvent("b")) });
    peer.peerSends(text("a"));
    expect(peer.sent).toEqual([]);
    peer.peerSends(pong("b"));
    expect(peer.sent).toEqual([closeFrame(1000)]);
    peer.peerSends(closeFrame(1000));
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "OK", received: [textMessage("a"), pongEvent("b")] });
  });

  it("does not happen before any event, even if none is expected", () => {
    const { peer } = playing("client", {});
    expect(peer.sent).toEqual([]);
  });

  it("does not happen where the peer is to close, where the case says so, or where another event came", () => {
    const expected = exactly(textMessage("a"));
    const silent = [
      { expected, expectedClose: failedByPeer(1002) },
      { expected, suppressAutoClose: true },
      { expected: exactly(textMessage("b")) },
    ];
    for (const changes of silent) {
      const { peer } = playing("client", changes);
      peer.peerSends(text("a"));
      expect(peer.sent).toEqual([]);
    }
  });

  it("does not happen where one list is complete and another cannot be", () => {
    const { peer } = playing("client", { expected: preferably(textMessage("a")) });
    peer.peerSends(text("a"));
    expect(peer.sent).toEqual([]);
  });
});

describe("the steps", () => {
  it("go out at once, in order, when the connection opens", () => {
    const { peer } = playing("client", { play: [send(text("a")), send(ping("b")), send(frame(5, "c"))] });
    expect(peer.sent).toEqual([text("a"), ping("b"), frame(5, "c")]);
  });

  it("raw frames go out after the Close too, and what comes then still counts", async () => {
    const { peer, result } = playing("client", {
      play: [close(1000), send(ping("x")), send(text("y"))],
      expected: exactly(pongEvent("x"), textMessage("y")),
    });
    expect(peer.sent).toEqual([closeFrame(1000), ping("x"), text("y")]);
    peer.peerSends(pong("x"), text("y"), closeFrame(1000));
    peer.transport.finish();
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "OK" });
  });

  it("a Close frame sent raw is no closing handshake", async () => {
    const { peer, result } = playing("client", { play: [send(closeFrame(1000))], expectedClose: failedByPeer(1000) });
    expect(peer.connection.state).toBe("OPEN");
    peer.peerSends(closeFrame(1000));
    peer.transport.finish();
    expect(await result).toMatchObject({ closedByMe: false, behaviorClose: "OK", localCloseCode: 1000 });
  });

  it("messages, streamed frames and the end of a message need an open connection", () => {
    const { peer } = playing("client", {
      play: [close(1000), sendText("a"), beginFrame("text", 3), frameBytes("abc"), endMessage()],
    });
    expect(peer.sent).toEqual([closeFrame(1000)]);
  });

  it("a streamed message is a header, its bytes, and an empty last fragment", () => {
    const { peer } = playing("client", { play: [beginFrame("text", 3, { fin: false }), frameBytes("ab"), frameBytes("c"), endMessage()] });
    expect(peer.sent).toEqual([frame("text", "abc", { fin: false }), continuation()]);
  });

  it("a message is cut as the case says, for itself or for all that follow", () => {
    const { peer } = playing("client", {
      play: [sendText("abc", 2), sendText("de"), autoFragment(1), sendText("fg"), autoFragment(0), sendText("hi")],
    });
    expect(peer.sent.map(({ opcode, fin, payload }) => `${opcode}${fin ? "." : "-"}${Buffer.from(payload)}`)).toEqual([
      "1-ab",
      "0.c",
      "1.de",
      "1-f",
      "0-g",
      "0.",
      "1.hi",
    ]);
  });
});

describe("killAfter", () => {
  it("OPEN: fails with 1001 and waits for the answer", async () => {
    const { peer, result } = playing("server", { play: [killAfter(1)] });
    peer.clock.advance(0.999);
    expect(peer.sent).toEqual([]);
    peer.clock.advance(0.001);
    expect(peer.sent).toEqual([closeFrame(1001, "Going Away")]);
    peer.peerSends(closeFrame(1001));
    const facts = { closedByMe: true, failedByMe: true, localCloseCode: 1001, localCloseReason: "Going Away", wasClean: true };
    expect(await result).toMatchObject({ ...facts, duration: 1000, behaviorClose: "WRONG CODE" });
    expect(kindsOf(peer)).toEqual(["RO", "TO", "KL", "KLE", "TF", "TO", "RO", "RF"]);
  });

  it("CLOSING: drops the transport at once", async () => {
    const { peer, result } = playing("client", { play: [killAfter(0.5), close(1000)] });
    peer.clock.advance(0.5);
    expect(peer.transport.ended).toBe("destroy");
    expect(await result).toMatchObject({ failedByMe: true, droppedByMe: true, wasClean: false, behaviorClose: "UNCLEAN" });
  });

  it("CLOSED: nothing, not even a line in the log", async () => {
    const { peer, result } = playing("client", { play: [killAfter(1)] });
    peer.transport.finish();
    expect((await result).wirelog.at(-1)).toEqual({ kind: "KL", seconds: 1 });
    peer.clock.advance(2);
    expect(kindsOf(peer)).not.toContain("KLE");
    expect(peer.clock.runningTimers).toBe(0);
  });

  it("with a peer that never answers ends the case one second later", async () => {
    const { peer, result } = playing("client", { play: [killAfter(1)], expected: exactly(textMessage("a")) });
    peer.clock.advance(2);
    expect(await result).toMatchObject({ duration: 2000, wasCloseHandshakeTimeout: true, behavior: "FAILED", behaviorClose: "UNCLEAN" });
  });

  it("comes before the wait for the server's end of the transport: failed by the client", async () => {
    const { peer, result } = playing("client", { play: [killAfter(1)], expected: exactly(textMessage("a")) });
    peer.clock.advance(0.1);
    peer.peerSends(text("a"), closeFrame(1000));
    peer.clock.advance(0.9);
    expect(await result).toMatchObject({ failedByMe: true, droppedByMe: true, wasServerConnectionDropTimeout: false, wasClean: true });
    expect((await result).behaviorClose).toBe("FAILED BY CLIENT");
  });
});

describe("closeAfter", () => {
  it("closes without a code", async () => {
    const { peer, result } = playing("server", { play: [closeAfter(1)] });
    peer.clock.advance(1);
    expect(peer.sent).toEqual([closeFrame()]);
    peer.peerSends(closeFrame());
    expect(await result).toMatchObject({ closedByMe: true, failedByMe: false, localCloseCode: null, behaviorClose: "OK" });
    expect(kindsOf(peer)).toEqual(["RO", "TO", "TI", "TIE", "TF", "TO", "RO", "RF"]);
  });

  it("has no effect when the closing handshake has begun: a server that never ends the transport is not clean", async () => {
    const { peer, result } = playing("client", { play: [closeAfter(1)] });
    peer.clock.advance(0.1);
    peer.peerSends(pong());
    peer.connection.close(1000, null, hex("03 e8"));
    peer.peerSends(closeFrame(1000));
    peer.clock.advance(0.95);
    expect(kindsOf(peer).at(-1)).toBe("TIE");
    expect(peer.sent).toEqual([closeFrame(1000)]);
    peer.clock.advance(0.05);
    expect(await result).toMatchObject({ wasServerConnectionDropTimeout: true, behaviorClose: "UNCLEAN" });
  });
});

describe("continueLater", () => {
  it("goes on after its pause, logged before its steps, and its own timers start then", () => {
    const { peer } = playing("client", { play: [later(1, [send(text("a")), closeAfter(1)])] });
    peer.clock.advance(1);
    expect(peer.sent).toEqual([text("a")]);
    expect(kindsOf(peer)).toEqual(["TO", "RO", "CT", "CTE", "TF", "TO", "TI"]);
    peer.clock.advance(1);
    expect(peer.sent).toEqual([text("a"), closeFrame()]);
  });

  it("goes on in CLOSING, unless it is only for an open connection", () => {
    const steps = [send(text("a"))];
    const { peer } = playing("client", { play: [later(0.1, steps), laterIfOpen(0.2, "A", steps), close(1000)] });
    peer.clock.advance(0.3);
    expect(peer.sent).toEqual([closeFrame(1000), text("a")]);
    expect(kindsOf(peer).filter((kind) => kind === "CTE")).toHaveLength(2);
  });

  it("a tagged pause is an event when the connection is open at its end", async () => {
    const { peer, result } = playing("client", {
      play: [laterIfOpen(1, "A", [laterIfOpen(1, "B", [])])],
      expected: { OK: [timeout("A")], "NON-STRICT": [timeout("A"), timeout("B")] },
      expectedClose: failedByPeer(1007),
    });
    peer.clock.advance(1);
    peer.peerSends(closeFrame(1007));
    peer.clock.advance(1);
    peer.transport.finish();
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "OK", received: [timeout("A")], duration: 2000 });
  });

  it("is over when the connection is", async () => {
    const { peer, result } = playing("client", { play: [laterIfOpen(1, "A", [])] });
    peer.transport.finish();
    peer.clock.advance(5);
    expect((await result).received).toEqual([]);
  });
});

describe("a limit of a case", () => {
  it("begins when the bytes it is about have left", () => {
    const peer = new FuzzerInMemory("server");
    peer.transport.isTaking = false;
    peer.play(caseWith({ play: [send(ping("a")), send(ping("b")), killAfter(1)], expected: exactly(pongEvent("a"), pongEvent("b")) }));
    peer.clock.advance(0.9);
    peer.transport.letGo(2);
    peer.clock.advance(0.9);
    peer.transport.letGo();
    peer.clock.advance(0.9);
    expect(kindsOf(peer)).not.toContain("KLE");
    peer.clock.advance(0.1);
    expect(kindsOf(peer)).toContain("KLE");
  });

  it("says nothing about the peer on a machine that is too busy", async () => {
    const { peer, result } = playing("server", { play: [send(ping("a")), killAfter(1)], expected: exactly(pongEvent("a")) });
    peer.clock.machine = { lateMs: 0, contention: 25 };
    peer.clock.advance(10);
    peer.peerSends(closeFrame(1000));
    const { behavior, inconclusive } = await result;
    expect(behavior).toBe("FAILED");
    expect(inconclusive).toBe(
      "The machine was too busy to tell: while the fuzzer waited 10 seconds, this process could not look at its connections for 0 ms, and 25.0 processes wanted each processor.",
    );
  });

  it("that is reached by a peer that passes all the same is conclusive on any machine", async () => {
    const { peer, result } = playing("server", { play: [closeAfter(1)], expected: exactly(), suppressAutoClose: true });
    peer.clock.machine = { lateMs: 0, contention: 25 };
    peer.clock.advance(1);
    peer.peerSends(closeFrame(1000));
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "OK", inconclusive: null });
  });
});

describe("a case", () => {
  it("has an end that no peer moves, neither by taking a byte now and then", async () => {
    const { peer, result } = playing("server", { play: [killAfter(1)] });
    peer.transport.isTaking = false;
    let isOver = false;
    result.then(() => {
      isOver = true;
    });
    for (let seconds = 0; seconds < 50; seconds += 0.5) {
      peer.connection.writer.send(ping("one more"));
      peer.transport.letGo(1);
      peer.clock.advance(0.5);
    }
    await Promise.resolve();
    expect(isOver).toBe(true);
  });

  it("ends for a peer that sends far more than it has reason to, with a Close of 1008", async () => {
    const { peer, result } = playing("server", { play: [killAfter(1)] });
    const message = frame("binary", new Uint8Array(60_000));
    for (let sent = 0; sent < 20; sent++) peer.peerSends(message);
    const { behavior, behaviorClose, ending, received } = await result;
    expect({ behavior, behaviorClose }).toEqual({ behavior: "FAILED", behaviorClose: "UNCLEAN" });
    expect(ending).toMatchObject({ kind: "flooded" });
    expect(received.length).toBeLessThan(5);
    expect(peer.transport.ended).toBe("destroy");
  });

  it("answers no more Pings than the peer reads answers to", () => {
    const { peer } = playing("server", { play: [killAfter(1)] });
    peer.transport.isTaking = false;
    for (let sent = 0; sent < 2000; sent++) peer.peerSends(ping("a"));
    expect(peer.sent).toHaveLength(500);
    peer.transport.letGo();
    peer.peerSends(ping("b"));
    expect(peer.sent.at(-1)).toEqual(pong("b"));
  });
});

describe("a server that closes first and never ends the transport", () => {
  it("is dropped by the kill timer: failed by the client", async () => {
    const { peer, result } = playing("client", { play: [killAfter(1)], expectedClose: failedByPeer(1002) });
    peer.peerSends(closeFrame(1002));
    peer.clock.advance(1);
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "FAILED BY CLIENT", wasClean: true, failedByMe: true });
  });

  it("is dropped by the guard where there is no kill timer", async () => {
    const { peer, result } = playing("client", { play: [closeAfter(1)], expectedClose: failedByPeer(1002) });
    peer.peerSends(closeFrame(1002));
    peer.clock.advance(2);
    expect(await result).toMatchObject({ behaviorClose: "FAILED BY CLIENT", wasServerConnectionDropTimeout: true, duration: 2000 });
  });
});

describe("an informational case", () => {
  it("is informational whatever the peer does", async () => {
    const { peer, result } = playing("client", { play: [killAfter(1)], after: [forceInformational], expected: exactly(textMessage("a")) });
    peer.clock.advance(2);
    expect(await result).toMatchObject({ behavior: "INFORMATIONAL", behaviorClose: "INFORMATIONAL", wasClean: false });
  });
});
