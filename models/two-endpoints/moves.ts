import { type Letter, letters } from "../../spec/lifecycle/letters.ts";
import type { Role } from "../../spec/role.ts";
import type { Bounds, MessageFormat } from "./bounds.ts";
import {
  cellOf,
  codeOf,
  type EndpointTable,
  hears,
  isConnecting,
  isData,
  isInOrder,
  isUnstarted,
  type Left,
  type Occasion,
  type Side,
  speaks,
  type Wired,
} from "./side.ts";

/** What a side looks at when it is its turn: what has arrived, and whether a caller's frame finds room. */
export interface View {
  readonly head: Wired | undefined;
  readonly hasRoom: boolean;
  readonly hasTroublesLeft: boolean;
}

const otherThan = { text: "binary", binary: "text" } as const;
const commands = letters.filter((letter) => /^(send|answer)[.]/.test(letter));

/** The letters that what has arrived may be taken as. Until the host has started a side, it hears of the end and of nothing else. */
export function arrivalsOf(role: Role, side: Side, { head, hasTroublesLeft }: View): Occasion[] {
  if (isUnstarted(side) && head !== "end") return [];
  switch (head) {
    case undefined:
      return [];
    case "request":
      return (["handshake.requested", "handshake.refused"] as const).map((letter) => ({ letter, arrived: head }));
    case "acceptance":
      return role === "client" ? (["handshake.accepted", "handshake.refused"] as const).map((letter) => ({ letter, arrived: head })) : [];
    case "refusal":
      return [{ letter: "handshake.refused", arrived: head }];
    case "end":
      return [{ letter: "transport.ended", arrived: head }];
    default:
      return hears(side) ? framesHeard(side, head, hasTroublesLeft) : [];
  }
}

/** Section 10.4: a data frame may be more than the endpoint takes, unless it is out of order, which is seen first. */
function framesHeard(side: Side, arrived: Wired, mayBeExcess: boolean): Occasion[] {
  const letter = codeOf(arrived) === 0 ? (arrived as Letter) : "receive.close";
  const isExcess = isData(letter) && mayBeExcess && isInOrder(letter, side.hearing);
  return [{ letter, arrived }, ...(isExcess ? [{ letter: "receive.excess", arrived, isTrouble: true } as const] : [])];
}

/** Whether what has arrived is dropped without a letter: a frame for a side that does not listen, or not any more. Before the answer it waits. */
export const isDropped = (side: Side, { head }: View): boolean =>
  head?.startsWith("receive.") === true && !hears(side) && !isUnstarted(side) && !isConnecting(side);

/** What the caller may ask for. What has to be refused is asked for all the same, whatever is left: a refusal is an answer too. */
export function commandsOf(table: EndpointTable, side: Side, format: MessageFormat, { hasRoom }: View): Occasion[] {
  return commands
    .filter((letter) => !letter.includes(otherThan[format]))
    .flatMap((letter): Occasion[] => {
      const spent = priceOf(letter);
      const isRefused = cellOf(table, side, letter)[1].some(({ effect }) => effect === "refuse" || effect === "refuseLate");
      const isForbidden = letter.startsWith("answer.") || !speaks(side) || (isData(letter) && !isInOrder(letter, side.sending));
      if (isRefused || isForbidden || spent === undefined) return [{ letter }];
      return hasRoom && side.left[spent] > 0 ? [{ letter, spent }] : [];
    });
}

function priceOf(letter: Letter): keyof Left | undefined {
  if (letter === "send.close") return undefined;
  if (!isData(letter)) return "pings";
  return letter.includes("continuation") ? "fragments" : "messages";
}

/** Section 4 and 7: the transport is open, once or said once more; the timers that run out; and a late word about timers and transports that are no more. */
export function hostReportsOf(side: Side, { timersExpire }: Bounds): Occasion[] {
  const isDue = (isRunning: boolean) => timersExpire || !isRunning;
  return [
    ...(isDue(side.openingTimer) ? [{ letter: "timer.opening" } as const] : []),
    ...(isDue(side.closingTimer) ? [{ letter: "timer.closing" } as const] : []),
    { letter: "transport.opened" },
    ...(side.isOver ? [{ letter: "transport.ended" } as const] : []),
  ];
}

/** Frames that may appear on the wire behind what a side has written: broken ones, data out of order, anything before its time or after its Close. */
export function brokenFramesOf(role: Role, side: Side, { hasRoom, hasTroublesLeft }: View): Wired[] {
  // What a server writes before its answer is no frame, but a broken answer.
  const isAnswered = side.isOpened || (role === "client" && isConnecting(side));
  if (!hasTroublesLeft || !hasRoom || !isAnswered || side.hasShut) return [];
  if (!speaks(side)) return frames;
  return frames.filter((wired) => wired === "receive.violation" || (isData(wired as Letter) && !isInOrder(wired as Letter, side.sending)));
}

const frames = letters.filter((letter): letter is Exclude<Letter, "receive.close"> => /^receive[.](?!close|excess)/.test(letter));
