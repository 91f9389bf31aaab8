import { expect } from "vitest";
import { readMessages } from "../models/messages.ts";
import { chunkings, cut } from "./arbitraries/chunkings.ts";
import { bytesOfFrames, closedSessions, sessions } from "./arbitraries/sessions.ts";
import { establishedEndpoint } from "./established-endpoint.ts";
import { property } from "./property.ts";
import { doneBy, owedFor } from "./told.ts";

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
