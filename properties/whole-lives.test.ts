import fc from "fast-check";
import type { LifeCommand } from "../models/commands/life.ts";
import { livesFromTheStart, livesOnceOpen, plainOpening } from "../models/commands/lives.ts";
import { agreeing, newLife, type Setup, setups } from "./adapters/new-life.ts";
import { property } from "./property.ts";

/** Lets the model and the endpoint live the same life; each command throws where they differ. */
function live(setup: Setup, opening: readonly LifeCommand[], commands: Iterable<LifeCommand>): void {
  fc.modelRun(() => {
    const life = newLife(setup);
    for (const command of opening) if (command.check(life.model)) command.run(life.model, life.real);
    return life;
  }, commands);
}

property({
  title: "an endpoint whose connection is open does in every life what the model says, and nothing more",
  requires: [
    "rfc6455/6.1/open-before-sending",
    "rfc6455/6.1/first-frame-opcode",
    "rfc6455/6.1/last-frame-fin",
    "rfc6455/5.4/fragment-order",
    "rfc6455/5.4/fragments-not-interleaved",
    "rfc6455/5.4/continuation-follows-start",
    "rfc6455/5.5/control-payload-125",
    "rfc6455/5.5.1/no-data-after-close",
    "rfc6455/5.5.1/close-gets-close",
    "rfc6455/5.5.1/server-closes-at-once",
    "rfc6455/5.5.1/client-waits-for-server",
    "rfc6455/5.5.2/ping-gets-pong",
    "rfc6455/5.6/text-is-utf8",
    "rfc6455/7.1.2/close-frame-starts-handshake",
    "rfc6455/7.1.4/clean-means-both-closed",
    "rfc6455/7.1.5/close-code-of-first-close",
    "rfc6455/7.1.6/close-reason-of-first-close",
    "rfc6455/7.1.7/fail-sends-close",
    "rfc6455/7.1.7/fail-stops-processing",
    "rfc6455/7.2.1/lost-transport-fails",
    "rfc6455/7.4.2/code-in-use",
    "rfc6455/10.4/limits-protect",
    "rfc7692/6.1/rsv1-on-first-frames-only",
    "rfc7692/6.1/messages-left-uncompressed",
    "rfc7692/6.2/uncompressed-accepted",
    "rfc7692/7.2.2/window-kept",
    "ours/limits/fragments",
    "ours/limits/closing-timeout",
    "ours/lifecycle/total",
  ],
  given: [setups(), livesOnceOpen()],
  runs: 200,
  holds: (setup, commands) => live(setup, plainOpening(agreeing(setup)), commands),
});

property({
  title: "an endpoint does from its first byte on what the model says, and nothing more",
  requires: [
    "rfc6455/4.2.1/malformed-request-refused",
    "rfc6455/4.2.2/accepts-with-101",
    "rfc6455/4.2.2/completes-the-steps",
    "rfc6455/4.2.2/subprotocol-from-offer",
    "rfc6455/4.2.2/refusal-is-http-error",
    "rfc6455/4.1/validates-response",
    "rfc6455/4.1/waits-for-response",
    "rfc6455/4.1/transport-failure-fails",
    "rfc6455/6.1/open-before-sending",
    "rfc6455/7.2.1/client-fails",
    "rfc7692/7/unsupported-response-fails",
    "ours/limits/opening-timeout",
    "ours/lifecycle/total",
  ],
  given: [setups(), livesFromTheStart()],
  runs: 200,
  holds: (setup, commands) => live(setup, [], commands),
});
