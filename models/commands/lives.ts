import fc from "fast-check";
import type { Role } from "../../spec/role.ts";
import { extensionsField } from "./heads.ts";
import type { LifeCommand } from "./life.ts";
import { AnswerRequest, answers, HearHead, heads, rests } from "./opening.ts";
import { receptions } from "./receiving.ts";
import { closeRequests, controlRequests, dataRequests } from "./sending.ts";
import { expiries, losses } from "./surroundings.ts";

/** How a connection opens when it opens as it should, with permessage-deflate in use where both sides want it. */
export const plainOpening = (extensions: Readonly<Record<Role, string | null>>): readonly LifeCommand[] => [
  new HearHead({
    changes: { client: extensionsField(extensions.client), server: extensionsField(extensions.server) },
    pings: false,
    cutAt: 0,
    heldBack: 0,
  }),
  new AnswerRequest({ kind: "accept" }),
];

const longest = 40;

/** How the replay of a failed life is asked for; fast-check prints the path with the counterexample. */
const replayPath = (): { replayPath?: string } => {
  const path = process.env["HYBI_REPLAY_PATH"];
  return path === undefined ? {} : { replayPath: path };
};

const several = (count: number, command: () => fc.Arbitrary<LifeCommand>): fc.Arbitrary<LifeCommand>[] =>
  Array.from({ length: count }, command);

/** Whole lives from the first byte: openings that may fail, and whatever comes after. */
export const livesFromTheStart = (): fc.Arbitrary<Iterable<LifeCommand>> =>
  fc.commands(
    [
      ...several(12, heads),
      ...several(8, answers),
      ...several(4, rests),
      ...several(6, receptions),
      ...several(3, dataRequests),
      closeRequests(),
      expiries(),
      losses(),
    ],
    { maxCommands: longest, size: "max", ...replayPath() },
  );

/** Lives of connections that are open. */
export const livesOnceOpen = (): fc.Arbitrary<Iterable<LifeCommand>> =>
  fc.commands(
    [
      ...several(20, receptions),
      ...several(18, dataRequests),
      ...several(4, controlRequests),
      ...several(2, rests),
      closeRequests(),
      answers(),
      expiries(),
      losses(),
    ],
    { maxCommands: longest, size: "max", ...replayPath() },
  );
