import { expect } from "vitest";
import { readMessages } from "../models/frames/messages.ts";
import { agreements } from "../src/arbitraries/broken-sessions.ts";
import { chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { bytesOfFrames, closedSessions, sessions } from "../src/arbitraries/sessions.ts";
import { agreedEndpoint, establishedEndpoint } from "./adapters/established-endpoint.ts";
import { doneBy, owedFor } from "./adapters/told.ts";
import { property } from "./property.ts";

property({
  title: "a legal session is delivered message by message, and every Ping is answered, however the stream is cut",
  requires: [
    "rfc6455/5.4/receives-fragments",
    "rfc6455/5.4/fragment-order",
    "rfc6455/5.4/control-between-fragments",
    "rfc6455/5.4/one-type-per-message",
    "rfc6455/5.6/binary-is-any-bytes",
    "rfc6455/6.2/fragments-concatenated",
    "rfc6455/6.2/message-type-noted",
    "rfc6455/6.2/control-handled",
    "rfc6455/6.2/unmasks",
    "rfc6455/5.5.2/ping-gets-pong",
    "rfc6455/5.5.2/pong-soon",
    "rfc6455/5.5.3/pong-echoes-payload",
    "rfc6455/5.5.3/pong-unsolicited",
    "rfc6455/5.1/client-frames-masked",
    "rfc6455/5.1/server-frames-unmasked",
  ],
  given: [sessions(), chunkings()],
  runs: 300,
  holds: ({ role, frames }, chunking) => {
    const { deliveries, broken } = readMessages(frames);
    expect(broken).toBeUndefined();
    expect(doneBy(establishedEndpoint(role), role, cut(bytesOfFrames(frames), chunking))).toEqual(owedFor(deliveries, role));
  },
});

property({
  title: "a legal session with compression in use is delivered as it was meant, compressed in any way, fragmented or left as it is",
  requires: [
    "rfc7692/6/rsv1-tells",
    "rfc7692/6.1/compressed-before-fragmented",
    "rfc7692/6.1/messages-left-uncompressed",
    "rfc7692/6.2/fragments-joined",
    "rfc7692/6.2/uncompressed-accepted",
    "rfc7692/7.2.1/any-blocks",
    "rfc7692/7.2.1/takeover-allowed",
    "rfc7692/7.2.2/tail-appended",
    "rfc7692/7.2.2/final-block-goes-on",
    "rfc7692/7.2.2/window-kept",
  ],
  given: [sessions({ agreed: agreements() }), chunkings()],
  runs: 200,
  holds: (session, chunking) => {
    const { role, frames, deliveries } = session;
    expect(doneBy(agreedEndpoint(session).endpoint, role, cut(bytesOfFrames(frames), chunking))).toEqual(owedFor(deliveries, role));
  },
});

property({
  title: "a Close frame is answered with its own status code, and nothing after it is heard",
  requires: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.5.1/server-closes-at-once", "rfc6455/7.1.1/clean-transport-close"],
  given: [closedSessions(), sessions(), chunkings()],
  runs: 200,
  holds: ({ role, frames }, { frames: later }, chunking) => {
    const stream = Uint8Array.from([...bytesOfFrames(frames), ...bytesOfFrames(later)]);
    const done = doneBy(establishedEndpoint(role), role, cut(stream, chunking));
    expect(done).toEqual(owedFor(readMessages(frames).deliveries, role));
  },
});
