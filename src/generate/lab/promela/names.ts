import { type EffectName, effects } from "../../../../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../../../../spec/lifecycle/letters.ts";
import type { RequirementId } from "../../../../spec/requirements.ts";

// The specification's names as Promela's identifiers.

export const letterName = (letter: Letter): string => letter.replaceAll(".", "_");

/** `incoming.hearing.insideMessage outgoing.ended` as `hearing_insideMessage__ended`. */
export const stateName = (state: string): string =>
  state
    .replaceAll(/(incoming|outgoing)[.]/g, "")
    .replaceAll(".", "_")
    .replaceAll(" ", "__");

/** `rfc6455/5.4/continuation-follows-start` as `continuation_follows_start`. */
export const requirementName = (id: RequirementId): string => id.slice(id.lastIndexOf("/") + 1).replaceAll("-", "_");

/** `writePong` as `WRITE_PONG`, the effect's bit. */
const bitName = (effect: EffectName): string => effect.replaceAll(/[A-Z]/g, "_$&").toUpperCase();

/** Pieces of the opening handshake on the wire; everything else there is a letter. */
const openings = ["opening_request", "opening_acceptance", "opening_refusal"];

const lettersThat = (pattern: RegExp): string[] => letters.filter((letter) => pattern.test(letter)).map(letterName);

/** The frames that the peer may send out of turn: all that a machine hears one by one. */
export const brokenFrames = lettersThat(/^receive[.](?!close|excess)/);

/** A test whether a value is among some. */
export const among = (name: string, values: readonly string[]): string =>
  `#define ${name}(x) (${values.map((value) => `x == ${value}`).join(" || ")})`;

/** The alphabet, the states and the effects of the machines, and what their names say. */
export function namesText(states: readonly string[], requirements: readonly RequirementId[]): string {
  return [
    `mtype:letter = {\n  ${[...openings, ...letters.map(letterName)].join(",\n  ")}\n};`,
    `mtype:state = {\n  ${states.map(stateName).join(",\n  ")}\n};`,
    `mtype:requirement = { ${requirements.map(requirementName).join(", ")} };`,
    "/* One bit for each effect of a step. */",
    ...(Object.keys(effects) as EffectName[]).map((effect, place) => `#define ${bitName(effect)} ${1 << place}`),
    "#define did(effect) ((done & effect) != 0)",
    "",
    among("isFrame", lettersThat(/^receive[.]/)),
    among("isDataFrame", lettersThat(/^receive[.](text|binary|continuation)/)),
    among("isCommand", [...lettersThat(/^(send|answer)[.]/), letterName("transport.opened")]),
    among("isAnswer", lettersThat(/^answer[.]/)),
    among("isFrameCommand", lettersThat(/^send[.]/)),
    among("isDataCommand", lettersThat(/^send[.](text|binary|continuation)/)),
    among("isContinuation", lettersThat(/continuation/)),
    among("leavesOpen", lettersThat(/[.](first|more)$/)),
  ].join("\n");
}
