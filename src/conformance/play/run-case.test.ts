import { describe, expect, it } from "vitest";
import type { Case } from "../case/case.ts";
import { allCases } from "../cases/all-cases.ts";
import { close, hex, hexLocalCloseReason, joined, text, textMessage } from "../cases/steps.ts";
import { closeFrame, FuzzerInMemory, maskingKey } from "../testing/fuzzer-in-memory.ts";
import { reset } from "../testing/memory-transport.ts";
import { caseWith } from "../testing/sample-play.ts";
import { runCase } from "./run-case.ts";

const caseOf = (id: string): Case => allCases.find((each) => each.id === id) as Case;
const handshakeLength = ({ transport }: FuzzerInMemory): number => (transport.written[0] as Uint8Array).length;

describe("case 4.1.2 against a server that obeys", () => {
  const reason = "data frame using reserved opcode 4";
  const excerpt = (bytes: Uint8Array) => ({ length: bytes.length, head: bytes.slice(0, 64) });
  const sentFrame = { fin: true, rsv: 0, maskingKey, repeatLength: null, chopSize: null, sync: false };

  const play = () => {
    const peer = new FuzzerInMemory("client");
    const result = peer.play(caseOf("4.1.2"));
    peer.peerSends(closeFrame(1002, reason));
    peer.transport.finish();
    return { peer, result };
  };

  it("has the wire log that Autobahn is known for", async () => {
    const { peer, result } = play();
    const [request, forbidden, reply] = peer.transport.written as [Uint8Array, Uint8Array, Uint8Array];
    const { wirelog } = await result;
    expect(wirelog.filter((_, index) => index !== 1)).toEqual([
      { kind: "TO", octets: excerpt(request), sync: false },
      { kind: "TF", payload: excerpt(text("reserved opcode payload").payload), opcode: 4, ...sentFrame },
      { kind: "TO", octets: excerpt(forbidden), sync: false },
      { kind: "KL", seconds: 1 },
      { kind: "RO", octets: excerpt(peer.bytesOf(closeFrame(1002, reason))) },
      {
        kind: "RF",
        payload: excerpt(closeFrame(1002, reason).payload),
        opcode: 8,
        fin: true,
        rsv: 0,
        masked: false,
        maskingKey: null,
      },
      { kind: "TF", payload: excerpt(hex("03 e8")), opcode: 8, ...sentFrame },
      { kind: "TO", octets: excerpt(reply), sync: false },
    ]);
    expect(wirelog[1]).toMatchObject({ kind: "RO" });
    expect([forbidden.length, reply.length]).toEqual([29, 8]);
  });

  it("has the facts and the counts that Autobahn is known for", async () => {
    const { peer, result } = play();
    expect(await result).toMatchObject({
      ...{ behavior: "OK", behaviorClose: "OK", received: [], isServer: false, closedByMe: false, failedByMe: false, droppedByMe: false },
      ...{ wasClean: true, wasNotCleanReason: null, localCloseCode: 1000, localCloseReason: null },
      ...{ remoteCloseCode: 1002, remoteCloseReason: reason },
      rxFrameStats: new Map([[8, 1]]),
      txFrameStats: new Map([
        [4, 1],
        [8, 1],
      ]),
      txOctetStats: new Map([
        [handshakeLength(peer), 1],
        [29, 1],
        [8, 1],
      ]),
    });
  });
});

describe("case 3.4 against a client that fails the connection at the second frame", () => {
  it("has the counts that Autobahn is known for: seventeen single bytes went out, the rest was discarded", async () => {
    const peer = new FuzzerInMemory("server");
    const result = peer.play(caseOf("3.4"));
    const greeting = text("Hello, world!");
    for (let sent = 1; sent < 15; sent++) peer.clock.turn();
    peer.peerSends(greeting);
    peer.clock.turn();
    peer.clock.turn();
    expect(joined(...peer.transport.written.slice(1))).toEqual(joined(unmasked(greeting.payload), hex("c1 0d")));
    peer.peerSends(closeFrame(1002));
    peer.clock.settle();
    expect(await result).toMatchObject({
      behavior: "OK",
      behaviorClose: "OK",
      received: [textMessage("Hello, world!")],
      txFrameStats: new Map([
        [1, 2],
        [9, 1],
        [8, 1],
      ]),
      rxFrameStats: new Map([
        [1, 1],
        [8, 1],
      ]),
      txOctetStats: new Map([
        [handshakeLength(peer), 1],
        [1, 17],
      ]),
    });
    expect(peer.transport.written).toHaveLength(18);
  });
});

/** An unmasked text frame of less than 126 bytes. */
const unmasked = (payload: Uint8Array): Uint8Array => joined(Uint8Array.of(0x81, payload.length), payload);

describe("case 10.1.1", () => {
  it("goes out in one text frame and fifty continuations", async () => {
    const peer = new FuzzerInMemory("client");
    const result = peer.play(caseOf("10.1.1"));
    expect(peer.sent).toHaveLength(51);
    const whole = joined(...peer.sent.map(({ payload }) => payload));
    peer.peerSends({ ...text(), payload: whole });
    peer.peerSends(closeFrame(1000));
    peer.transport.finish();
    expect(await result).toMatchObject({ behavior: "OK", behaviorClose: "OK" });
  });
});

describe("the reason of the fuzzer's Close", () => {
  it("is shown as hex where it is no text", async () => {
    const peer = new FuzzerInMemory("client");
    const result = peer.play(caseOf("7.5.1"));
    peer.peerSends(closeFrame(1007));
    peer.transport.finish();
    expect((await result).localCloseReason).toMatch(/^(?:[0-9a-f]{2})*eda080(?:[0-9a-f]{2})*$/);
  });

  it("is a question mark where there was none", async () => {
    const peer = new FuzzerInMemory("client");
    const result = peer.play(caseWith({ after: [hexLocalCloseReason], play: [close(1000)] }));
    peer.transport.finish();
    expect((await result).localCloseReason).toBe("?");
  });
});

describe("a result", () => {
  it("says which case was run, with whom, and when", async () => {
    const peer = new FuzzerInMemory("client");
    const before = Date.now();
    const result = peer.play(caseOf("1.1.2"));
    peer.clock.advance(0.25);
    peer.transport.finish();
    const { started, ...rest } = await result;
    expect(rest).toMatchObject({ agent: "peer", id: "1.1.2", case: 1, title: caseOf("1.1.2").title, duration: 250, createWirelog: true });
    expect(rest.requires).toEqual(caseOf("1.1.2").requires);
    expect(new Date(started).toISOString()).toBe(started);
    expect(Date.parse(started)).toBeGreaterThanOrEqual(before);
  });

  it("exists when the connection never opened, and took no time", async () => {
    const peer = new FuzzerInMemory("client");
    const { connection, clock } = peer;
    const heads = () => ({ httpRequest: "", httpResponse: "" });
    const result = runCase({ played: caseOf("6.4.1"), number: 7, connection, clock, agent: () => "nobody", heads });
    clock.advance(3);
    peer.transport.finish(reset);
    expect(await result).toMatchObject({ agent: "nobody", case: 7, duration: 0, behavior: "FAILED", behaviorClose: "FAILED" });
    expect((await result).result).toBe(
      "The opening handshake failed: the peer ended the TCP connection (reset) during the opening handshake.",
    );
  });
});
