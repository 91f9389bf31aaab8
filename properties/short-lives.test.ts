import type { LifeCommand } from "../models/commands/life.ts";
import { endings, happenings, type NamedCommand, type Place, places, shortLimits } from "../models/commands/short-lives.ts";
import type { Role } from "../spec/role.ts";
import { newLife } from "./adapters/new-life.ts";
import { exhaustive } from "./property.ts";

interface ShortLife {
  readonly role: Role;
  readonly place: Place;
  readonly happening: NamedCommand;
}

/** Lets the model and the endpoint live the same life; each command throws where they differ. */
function live({ role, place, happening }: ShortLife, ending: readonly LifeCommand[]): void {
  const life = newLife({
    role,
    limits: shortLimits,
    statusCodes: "iana-2026",
    compression: null,
    thresholdBytes: 0,
    application: "silent",
  });
  for (const command of [...place.path, happening.command, ...ending]) if (command.check(life.model)) command.run(life.model, life.real);
}

exhaustive({
  title:
    "in every place of its life an endpoint does what the model says, whatever happens there, and goes on to its end as the model does",
  requires: [
    "ours/lifecycle/total",
    "ours/lifecycle/started-once",
    "ours/lifecycle/late-is-no-misuse",
    "ours/limits/opening-timeout",
    "ours/limits/closing-timeout",
    "rfc6455/5.4/fragment-order",
    "rfc6455/5.4/fragments-not-interleaved",
    "rfc6455/5.4/continuation-follows-start",
    "rfc6455/5.5.1/close-gets-close",
    "rfc6455/5.5.1/no-data-after-close",
    "rfc6455/5.5.2/ping-gets-pong",
    "rfc6455/6.1/open-before-sending",
    "rfc6455/7.1.1/server-closes-first",
    "rfc6455/7.1.7/fail-sends-close",
    "rfc6455/7.2.1/lost-transport-fails",
  ],
  over: () =>
    (["client", "server"] as const).flatMap((role) =>
      places.flatMap((place) => happenings.map((happening) => ({ role, place, happening }))),
    ),
  holds: (life) => {
    for (const ending of endings) live(life, ending);
  },
});
