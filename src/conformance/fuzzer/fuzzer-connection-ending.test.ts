import { describe, expect, it } from "vitest";
import { fin, type TransportEnd } from "../../core/transport.ts";
import { hex, text } from "../cases/steps.ts";
import { closeFrame, FuzzerInMemory } from "../testing/fuzzer-in-memory.ts";
import { reset } from "../testing/memory-transport.ts";
import { endingText } from "./seen/ending.ts";

const noBytes = new Uint8Array(0);
const server = () => new FuzzerInMemory("server").open();
const client = () => new FuzzerInMemory("client").open();
const both = [
  ["server", server],
  ["client", client],
] as const;
const closeNormally = ({ connection }: FuzzerInMemory) => connection.close(1000, null, hex("03 e8"));

function closedFirst(peer: FuzzerInMemory): FuzzerInMemory {
  peer.peerSends(closeFrame(3000, "bye"));
  return peer;
}

describe("failing the connection", () => {
  it("OPEN: a Close frame with code and reason, and then the wait for the answer", () => {
    const peer = client();
    peer.connection.fail(1001, "Going Away");
    expect(peer.sent).toEqual([closeFrame(1001, "Going Away")]);
    expect(peer.connection.state).toBe("CLOSING");
    expect(peer.connection.facts).toMatchObject({ failedByMe: true, closedByMe: true, droppedByMe: false });
    expect(peer.connection.facts).toMatchObject({ localCloseCode: 1001, localCloseReason: "Going Away" });
  });

  it("CLOSING: the transport is dropped, and wasClean stays as it is", () => {
    const peer = client();
    peer.peerSends(closeFrame(1000));
    expect(peer.connection.facts.wasClean).toBe(true);
    peer.connection.fail(1001, "Going Away");
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ failedByMe: true, droppedByMe: true, wasClean: true, closedByMe: false });
    expect(peer.sent).toEqual([closeFrame(1000)]);
  });

  it("CLOSED: nothing", () => {
    const peer = client();
    peer.transport.finish();
    peer.connection.fail(1001, "Going Away");
    expect(peer.connection.facts).toMatchObject({ failedByMe: false, droppedByMe: false });
  });

  it("a reason too long for a Close frame is cut", () => {
    const peer = client();
    peer.connection.fail(1002, "x".repeat(200));
    expect(peer.sent[0]?.payload).toHaveLength(125);
  });
});

describe("closing", () => {
  it("has no effect unless OPEN", () => {
    const peer = client();
    closeNormally(peer);
    peer.connection.close(1001, null, hex("03 e9"));
    expect(peer.sent).toEqual([closeFrame(1000)]);
    expect(peer.connection.facts.localCloseCode).toBe(1000);
  });

  it("without a code leaves none", () => {
    const peer = client();
    peer.connection.close(null, null, noBytes);
    expect(peer.connection.facts).toMatchObject({ closedByMe: true, localCloseCode: null, localCloseReason: null });
  });

  it("crossing the peer's Close counts as ours", () => {
    const peer = server();
    closeNormally(peer);
    peer.peerSends(closeFrame(1001));
    expect(peer.connection.facts).toMatchObject({ closedByMe: true, wasClean: true, remoteCloseCode: 1001 });
  });

  it("a reason that is no text is not kept", () => {
    const peer = server();
    peer.connection.close(1000, hex("ed a0 80"), hex("03 e8 ed a0 80"));
    expect(peer.connection.facts.localCloseReason).toBeNull();
  });
});

const tlsFault: TransportEnd = { how: "fault", why: "TLS: bad record mac" };

describe("the end of the transport", () => {
  it.each([
    [fin, "the peer ended the TCP connection (FIN) without a closing handshake"],
    [reset, "the peer ended the TCP connection (reset) without a closing handshake"],
    [tlsFault, "the TCP connection was lost (TLS: bad record mac) without a closing handshake"],
  ] as const)("by a $how is named when it is not clean", (end, reason) => {
    const peer = client();
    peer.transport.finish(end);
    expect(peer.connection.facts).toMatchObject({ wasClean: false, wasNotCleanReason: reason, droppedByMe: false, closedByMe: false });
    expect(peer.told).toEqual(["open", "lost"]);
  });

  it("during the opening handshake is named as such", () => {
    const peer = new FuzzerInMemory("client");
    peer.transport.finish(reset);
    expect(peer.connection.facts.wasNotCleanReason).toBe("the peer ended the TCP connection (reset) during the opening handshake");
  });

  it("is told in a sentence, with the reason of a loss", () => {
    const sentences = [fin, reset, tlsFault].map((end) => {
      const peer = client();
      peer.transport.finish(end);
      return endingText(peer.connection.ending);
    });
    expect(sentences).toEqual([
      "The peer ended TCP with a FIN while the connection was open, without a Close frame.",
      "The peer ended TCP with a reset (read ECONNRESET) while the connection was open, without a Close frame.",
      "TCP was lost (TLS: bad record mac) while the connection was open, without a Close frame.",
    ]);
  });

  it("is told once", () => {
    const peer = client();
    peer.connection.drop();
    peer.transport.finish();
    expect(peer.told).toEqual(["open", "lost"]);
  });

  it("stops the reading: what comes behind it is ignored", () => {
    const peer = client();
    peer.connection.drop();
    peer.peerSends(text("late"), closeFrame(1000));
    expect(peer.told).toEqual(["open", "lost"]);
    expect(peer.connection.facts.remoteCloseCode).toBeNull();
  });
});

describe("waiting for the peer", () => {
  it("5 s for the opening handshake", () => {
    const peer = new FuzzerInMemory("client");
    peer.clock.advance(4.999);
    expect(peer.transport.ended).toBeUndefined();
    peer.clock.advance(0.001);
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ wasOpenHandshakeTimeout: true, wasClean: false, droppedByMe: true });
    expect(peer.connection.facts.wasNotCleanReason).toContain("opening handshake was not finished in time");
  });

  it("an opening handshake in time ends the wait", () => {
    const peer = client();
    peer.clock.advance(60);
    expect(peer.connection.state).toBe("OPEN");
  });

  it.each(both)("1 s for the answer to our Close, as a %s", (_, fuzzer) => {
    const peer = fuzzer();
    closeNormally(peer);
    peer.clock.advance(0.999);
    expect(peer.transport.ended).toBeUndefined();
    peer.clock.advance(0.001);
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ wasCloseHandshakeTimeout: true, wasClean: false, droppedByMe: true });
    expect(peer.connection.facts.wasNotCleanReason).toBe("the peer did not answer the Close frame in time");
  });

  it("1 s for a server to end the transport after both Close frames", () => {
    const peer = client();
    closeNormally(peer);
    peer.clock.advance(0.5);
    peer.peerSends(closeFrame(1000));
    peer.clock.advance(0.999);
    expect(peer.transport.ended).toBeUndefined();
    peer.clock.advance(0.001);
    expect(peer.connection.facts).toMatchObject({ wasServerConnectionDropTimeout: true, wasClean: false, droppedByMe: true });
    expect(peer.connection.facts.wasCloseHandshakeTimeout).toBe(false);
  });

  it("2 s for a server that closed first to end the transport", () => {
    const peer = closedFirst(client());
    peer.clock.advance(1.999);
    expect(peer.transport.ended).toBeUndefined();
    peer.clock.advance(0.001);
    expect(peer.connection.facts).toMatchObject({ wasServerConnectionDropTimeout: true, wasClean: false, droppedByMe: true });
  });
});

describe("an opening handshake that comes to nothing", () => {
  it("given up: the reason is kept and the transport dropped", () => {
    const peer = new FuzzerInMemory("client");
    peer.connection.abandon("no such luck");
    expect(peer.transport.ended).toBe("destroy");
    expect(peer.connection.facts).toMatchObject({ wasNotCleanReason: "no such luck", droppedByMe: true, wasClean: false });
  });

  it("refused: the answer goes out and the transport ends behind it", () => {
    const peer = new FuzzerInMemory("server");
    peer.connection.refuse(hex("48 54 54 50"), "no such luck");
    expect(peer.transport.written).toEqual([hex("48 54 54 50")]);
    expect(peer.transport.ended).toBe("end");
    expect(peer.told).toEqual(["lost"]);
  });
});
