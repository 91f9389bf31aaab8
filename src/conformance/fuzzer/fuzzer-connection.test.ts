import { describe, expect, it } from "vitest";
import {
  binary,
  binaryMessage,
  continuation,
  frame,
  hex,
  ping,
  pong,
  pongEvent,
  repeat,
  text,
  textMessage,
  unfinished,
} from "../cases/steps.ts";
import { closeFrame, FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { endingText } from "./seen/ending.ts";

const server = () => new FuzzerInMemory("server").open();
const client = () => new FuzzerInMemory("client").open();
const both = [
  ["server", server],
  ["client", client],
] as const;
const closeFrameBytes = (reason: string): number => 4 + reason.length;
const closeNormally = ({ connection }: FuzzerInMemory) => connection.close(1000, null, hex("03 e8"));

describe.each(both)("receiving as a %s", (_, fuzzer) => {
  it("a Ping is answered with its payload and not told", () => {
    const peer = fuzzer();
    peer.peerSends(ping("are you there?"));
    expect(peer.sent).toEqual([pong("are you there?")]);
    expect(peer.told).toEqual(["open"]);
    expect(peer.connection.state).toBe("OPEN");
  });

  it("a Ping after our Close is not answered", () => {
    const peer = fuzzer();
    closeNormally(peer);
    peer.peerSends(ping("are you there?"));
    expect(peer.sent).toEqual([closeFrame(1000)]);
  });

  it("messages and Pongs are told, in order, after our Close too", () => {
    const peer = fuzzer();
    peer.peerSends(text("a"), pong("b"));
    closeNormally(peer);
    peer.peerSends({ ...binary("c"), ...unfinished }, pong("d"), continuation("e"));
    expect(peer.told).toEqual(["open", textMessage("a"), pongEvent("b"), pongEvent("d"), binaryMessage("ce")]);
  });

  it("once the fuzzer has failed the connection, Pongs are told and messages are not", () => {
    const peer = fuzzer();
    peer.peerSends(frame("text", "a", { rsv: 1 }), text("b"), pong("c"));
    expect(peer.told).toEqual(["open", pongEvent("c")]);
  });

  it("a Close without a body leaves no code and no reason", () => {
    const peer = fuzzer();
    peer.peerSends(closeFrame());
    expect(peer.connection.facts).toMatchObject({ remoteCloseCode: null, remoteCloseReason: null, wasClean: true });
  });

  it("a Close with a body leaves its code and its reason", () => {
    const peer = fuzzer();
    peer.peerSends(closeFrame(4321, "späti"));
    expect(peer.connection.facts).toMatchObject({ remoteCloseCode: 4321, remoteCloseReason: "späti", wasClean: true });
  });
});

describe("a Close frame of the peer", () => {
  it("first, to a server: answered with 1000 alone, then the transport is ended behind it", () => {
    const { connection, transport, sent } = closedFirst(server());
    expect(sent).toEqual([closeFrame(1000)]);
    expect(transport.ended).toBe("end");
    expect(connection.state).toBe("CLOSED");
    expect(connection.facts).toMatchObject({ closedByMe: false, wasClean: true, droppedByMe: true, failedByMe: false });
    expect(connection.facts).toMatchObject({ localCloseCode: 1000, localCloseReason: null, wasNotCleanReason: null });
  });

  it("first, to a client: answered with 1000 alone, then the server has to end the transport", () => {
    const peer = closedFirst(client());
    expect(peer.sent).toEqual([closeFrame(1000)]);
    expect(peer.transport.ended).toBeUndefined();
    peer.clock.advance(1.9);
    peer.transport.finish();
    expect(peer.connection.facts).toMatchObject({ closedByMe: false, wasClean: true, droppedByMe: false, wasNotCleanReason: null });
  });

  it("as the answer, to a server: the transport is dropped at once", () => {
    const peer = server();
    closeNormally(peer);
    peer.peerSends(closeFrame(1000));
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ closedByMe: true, wasClean: true, droppedByMe: true, localCloseCode: 1000 });
    expect(peer.clock.runningTimers).toBe(0);
  });

  it("as the answer, to a client: the server has to end the transport", () => {
    const peer = client();
    closeNormally(peer);
    peer.peerSends(closeFrame(1000));
    expect(peer.transport.ended).toBeUndefined();
    peer.transport.finish();
    expect(peer.connection.facts).toMatchObject({ closedByMe: true, wasClean: true, droppedByMe: false, wasNotCleanReason: null });
    expect(peer.clock.runningTimers).toBe(0);
  });

  it("7.1.5: the first one counts, and what comes behind it is counted and not read", () => {
    const peer = client();
    peer.peerSends(closeFrame(1002, "first"), closeFrame(1000, "second"));
    peer.peerSends(frame(3, "x", { rsv: 7 }));
    expect(peer.connection.facts).toMatchObject({ remoteCloseCode: 1002, remoteCloseReason: "first", failedByMe: false, wasClean: true });
    expect(peer.connection.violations).toEqual([]);
    expect(peer.connection.ending.bytesBehindClose).toBe(closeFrameBytes("second") + 3);
    peer.transport.finish();
    expect(peer.connection.ending).toMatchObject({ kind: "closed", begunBy: "peer", tcpEndedBy: "peer" });
  });

  it("behind which bytes come, and TCP is left open: the wait for its end is over at its time, and that is what is told", () => {
    const peer = client();
    closeNormally(peer);
    peer.peerSends(closeFrame(1000));
    peer.clock.advance(0.9);
    peer.peerSends(closeFrame(1000), text("late"));
    peer.clock.advance(0.1);
    expect(peer.connection.facts).toMatchObject({ wasServerConnectionDropTimeout: true, failedByMe: false, droppedByMe: true });
    expect(endingText(peer.connection.ending)).toBe(
      "Both Close frames went through, but the server did not end TCP within 1 second, so the fuzzer dropped it. " +
        "The peer sent 10 bytes behind its Close frame; they were not read as frames.",
    );
  });

  it("with a code it may not have: failed with 1002, and still the connection closes cleanly", () => {
    const peer = server();
    peer.peerSends(closeFrame(1005));
    expect(peer.sent.map(({ payload }) => payload.subarray(0, 2))).toEqual([hex("03 ea")]);
    expect(peer.connection.facts).toMatchObject({ failedByMe: true, closedByMe: true, localCloseCode: 1002, remoteCloseCode: 1005 });
    expect(peer.connection.facts).toMatchObject({ wasClean: true, droppedByMe: true });
    expect(peer.connection.violations).toMatchObject([{ requirement: "rfc6455/7.4.1/code-1005-not-sent" }]);
  });

  it("with a code it may not have, after our Close: dropped, not clean", () => {
    const peer = client();
    closeNormally(peer);
    peer.peerSends(closeFrame(999));
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ failedByMe: true, droppedByMe: true, wasClean: false, remoteCloseCode: 999 });
  });

  it("with a reason that is not UTF-8: failed with 1007, no reason is known", () => {
    const peer = server();
    peer.peerSends(frame("close", hex("03 e8 ce")));
    expect(peer.connection.facts).toMatchObject({ localCloseCode: 1007, remoteCloseCode: 1000, remoteCloseReason: null });
  });

  it("with a wrong code and a wrong reason: the second failure drops the transport", () => {
    const peer = client();
    peer.peerSends(frame("close", hex("03 e7 ce")));
    expect(peer.connection.facts).toMatchObject({ localCloseCode: 1002, droppedByMe: true, wasClean: false });
  });

  it("of one byte: failed with 1002, no code is known, and the closing handshake is done", () => {
    const peer = client();
    peer.peerSends(frame("close", hex("03")));
    expect(peer.connection.facts).toMatchObject({ localCloseCode: 1002, remoteCloseCode: null, wasClean: true, failedByMe: true });
  });
});

function closedFirst(peer: FuzzerInMemory): FuzzerInMemory {
  peer.peerSends(closeFrame(3000, "bye"));
  return peer;
}

describe("invalid UTF-8 in a text message", () => {
  it("fails with 1007 at the offending bytes; the end of the message fails again and drops", () => {
    const peer = client();
    peer.peerSends(frame("text", hex("48 ce"), unfinished), pong("between"));
    expect(peer.connection.state).toBe("OPEN");
    peer.peerSends(frame("continuation", hex("48"), unfinished));
    expect(peer.sent.map(({ payload }) => payload.subarray(0, 2))).toEqual([hex("03 ef")]);
    expect(peer.connection.state).toBe("CLOSING");
    peer.peerSends(continuation(""));
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ closedByMe: true, failedByMe: true, droppedByMe: true, wasClean: false });
  });

  it("in a whole frame: 1007, and the transport is dropped right behind it", () => {
    const peer = server();
    peer.peerSends(frame("text", hex("48 ff 48")));
    expect(peer.sent.map(({ payload }) => payload.subarray(0, 2))).toEqual([hex("03 ef")]);
    expect(peer.transport.ended).toBe("destroy");
  });
});

describe("two rules broken by one frame", () => {
  it("fail twice: 1002 and dropped right behind it", () => {
    const peer = client();
    peer.peerSends(frame(3, repeat(0x2a, 3), { rsv: 4 }));
    expect(peer.connection.violations.map(({ requirement }) => requirement)).toEqual(["rfc6455/5.2/rsv-zero", "rfc6455/5.2/opcode-known"]);
    expect(peer.sent).toHaveLength(1);
    expect(peer.connection.facts).toMatchObject({ localCloseCode: 1002, droppedByMe: true, wasClean: false });
  });
});
