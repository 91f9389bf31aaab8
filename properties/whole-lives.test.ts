import fc from "fast-check";
import type { LifeCommand } from "../models/commands/life.ts";
import { livesFromTheStart, livesOnceOpen, plainOpening } from "../models/commands/lives.ts";
import { agreeing, newLife, type Setup, setups } from "./new-life.ts";
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
  requires: ["rfc6455/6.1/framed"],
  given: [setups(), livesOnceOpen()],
  runs: 400,
  holds: (setup, commands) => live(setup, plainOpening(agreeing(setup)), commands),
});

property({
  title: "an endpoint does from its first byte on what the model says, and nothing more",
  requires: ["rfc6455/4.2.1/malformed-request-refused"],
  given: [setups(), livesFromTheStart()],
  runs: 400,
  holds: (setup, commands) => live(setup, [], commands),
});
