import type { EffectName } from "../../spec/lifecycle/effects.ts";
import { type Letter, letters } from "../../spec/lifecycle/letters.ts";
import type { StateFacts } from "../../spec/lifecycle/state-facts.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { Bounds } from "./bounds.ts";

/** One effect of a cell; a blame and a refusal name a requirement. */
export interface TableEffect {
  readonly effect: EffectName;
  readonly requirement?: RequirementId;
  readonly detail?: string;
}

/** A compiled machine; facts are indexed by state, cells are indexed by state, then by the letter's place in the alphabet. */
export interface EndpointTable {
  readonly states: readonly string[];
  readonly facts: readonly StateFacts[];
  readonly cells: readonly (readonly (readonly [next: number, effects: readonly TableEffect[]])[])[];
}

/** The status codes of the model: each caller has its own, so that an echo is seen to be one; a failure has that of its kind. */
export const modelCodes = { client: 1000, server: 1001, violation: 1002, none: 1005, excess: 1009 } as const;
type CloseCode = (typeof modelCodes)[keyof typeof modelCodes];

/** What can be on a wire: the opening handshake, a frame as the letter it will be heard as, or the end of the transport. */
export type Wired = "request" | "acceptance" | "refusal" | "end" | Exclude<Letter, "receive.close"> | `receive.close ${CloseCode}`;

/** What is left of the bounds. */
export type Left = Pick<Bounds, "messages" | "fragments" | "pings">;

const nothing: Left = { messages: 0, fragments: 0, pings: 0 };

type Fragmentation = "betweenMessages" | "insideMessage";

/** One endpoint: its state, and what has happened so far, known from the wire and the effects and never from the state. */
export interface Side {
  readonly state: number;
  readonly left: Left;
  /** The host has said that the transport is open. */
  readonly isStarted: boolean;
  /** A server has a request, which its application is to answer. */
  readonly isAsked: boolean;
  readonly isOpened: boolean;
  readonly isRefused: boolean;
  /** The codes of the Close frames sent and heard first, 0 before. */
  readonly sentClose: CloseCode | 0;
  readonly heardClose: CloseCode | 0;
  /** A violation or an excess has ended the listening. */
  readonly hasFailed: boolean;
  readonly sending: Fragmentation;
  readonly hearing: Fragmentation;
  readonly openingTimer: boolean;
  readonly closingTimer: boolean;
  readonly hasShut: boolean;
  readonly hasDropped: boolean;
  /** The application was told that the connection is closed. */
  readonly isOver: boolean;
}

/** Why a letter is taken: what came from the wire, what it costs. */
export interface Occasion {
  readonly letter: Letter;
  readonly arrived?: Wired;
  readonly spent?: keyof Left;
  readonly isTrouble?: boolean;
}

/** One letter taken by one endpoint. */
export interface Step extends Occasion {
  readonly role: Role;
  readonly before: Side;
  readonly after: Side;
  readonly stateBefore: string;
  readonly stateAfter: string;
  readonly factsAfter: StateFacts | undefined;
  readonly effects: readonly TableEffect[];
  readonly written: readonly Wired[];
}

/** Whether the opening handshake is under way: nothing has been decided about it. */
export const isConnecting = ({ isStarted, isOpened, isRefused, isOver }: Side): boolean => isStarted && !isOpened && !isRefused && !isOver;

/** Whether the host still has to say that the transport is open. */
export const isUnstarted = ({ isStarted, isOver }: Side): boolean => !isStarted && !isOver;

/** Whether the application of a server is to answer a request. */
export const awaitsAnswer = (side: Side): boolean => isConnecting(side) && side.isAsked;

/** Whether the peer has to be listened to: no Close frame has come, and nothing was wrong. */
export const hears = ({ isOpened, heardClose, hasFailed, isOver }: Side): boolean => isOpened && heardClose === 0 && !hasFailed && !isOver;

/** Whether frames may be sent: no Close frame was. */
export const speaks = ({ isOpened, sentClose, isOver }: Side): boolean => isOpened && sentClose === 0 && !isOver;

/** Whether a letter is a data frame, either way. */
export const isData = (letter: Letter): boolean => /\.(text|binary|continuation)\./.test(letter);

/** Section 5.4: whether a data frame is in order after what came before it. */
export const isInOrder = (letter: Letter, fragmentation: Fragmentation): boolean =>
  letter.includes("continuation") === (fragmentation === "insideMessage");

/** Section 7.1.7: whether a letter fails the connection. */
export const fails = (before: Side, letter: Letter): boolean =>
  hears(before) &&
  (letter === "receive.violation" ||
    letter === "receive.excess" ||
    (letter.startsWith("receive.") && isData(letter) && !isInOrder(letter, before.hearing)));

/** The outcome that a table has for a letter in a side's state. */
export const cellOf = (table: EndpointTable, { state }: Side, letter: Letter): EndpointTable["cells"][number][number] =>
  table.cells[state]?.[letters.indexOf(letter)] ?? [state, []];

/** An endpoint before its transport is open. */
export const startingSide = ({ messages, fragments, pings }: Bounds): Side => ({
  state: 0,
  left: { messages, fragments, pings },
  isStarted: false,
  isAsked: false,
  isOpened: false,
  isRefused: false,
  sentClose: 0,
  heardClose: 0,
  hasFailed: false,
  sending: "betweenMessages",
  hearing: "betweenMessages",
  openingTimer: false,
  closingTimer: false,
  hasShut: false,
  hasDropped: false,
  isOver: false,
});

/** Takes one letter: the facts change as the letter says, the rest as the table says. */
export function takeStep(table: EndpointTable, role: Role, before: Side, occasion: Occasion): Step {
  const { letter, spent } = occasion;
  const [state, effects] = cellOf(table, before, letter);
  const left = spent === undefined ? before.left : { ...before.left, [spent]: before.left[spent] - 1 };
  let after: Side = { ...before, ...factsOf(before, occasion), state, left };
  const written: Wired[] = [];
  for (const { effect } of effects) {
    const wired = writtenBy(effect, role, after, letter);
    if (wired !== undefined) written.push(wired);
    const sentClose = after.sentClose === 0 ? codeOf(wired) : after.sentClose;
    after = { ...after, ...changeBy(effect), sentClose };
  }
  // What a side may not send any more makes no difference, so that worlds do not differ by it.
  if (after.isOpened && !speaks(after)) after = { ...after, left: nothing };
  const stateBefore = table.states[before.state] ?? "";
  const [stateAfter, factsAfter] = [table.states[state] ?? "", table.facts[state]];
  return { ...occasion, role, before, after, stateBefore, stateAfter, factsAfter, effects, written };
}

/** What has happened once a letter has come, whatever the table makes of it. */
function factsOf(before: Side, { letter, arrived }: Occasion): Partial<Side> {
  if (letter === "transport.opened") return isUnstarted(before) ? { isStarted: true } : {};
  if (letter === "handshake.requested") return { isAsked: true };
  if (letter === "handshake.accepted") return { isOpened: true };
  if (letter === "handshake.refused") return { isRefused: true };
  if (letter === "answer.accept") return awaitsAnswer(before) ? { isOpened: true } : {};
  if (letter === "answer.refuse") return awaitsAnswer(before) ? { isRefused: true } : {};
  if (letter.startsWith("send.") && isData(letter) && speaks(before)) {
    return isInOrder(letter, before.sending) ? { sending: fragmentationAfter(letter) } : {};
  }
  if (letter === "timer.opening") return { openingTimer: false };
  if (letter === "timer.closing") return { closingTimer: false };
  if (!hears(before)) return {};
  if (fails(before, letter)) return { hasFailed: true };
  if (letter === "receive.close") return { heardClose: codeOf(arrived) };
  return letter.startsWith("receive.") && isData(letter) ? { hearing: fragmentationAfter(letter) } : {};
}

const fragmentationAfter = (letter: Letter): Fragmentation => (/(first|more)$/.test(letter) ? "insideMessage" : "betweenMessages");

/** What an effect puts on the wire. */
function writtenBy(effect: EffectName, role: Role, side: Side, letter: Letter): Wired | undefined {
  switch (effect) {
    case "writeRequest":
      return "request";
    case "writeAcceptance":
      return "acceptance";
    case "writeRefusal":
      return "refusal";
    case "writeFrame":
      return letter.replace("send", "receive") as Wired;
    case "writePong":
      return "receive.pong";
    case "writeClose":
      return `receive.close ${modelCodes[role]}`;
    case "writeCloseReply":
      return `receive.close ${side.heardClose === 0 ? modelCodes.none : side.heardClose}`;
    case "writeFailureClose":
      return `receive.close ${letter === "receive.excess" ? modelCodes.excess : modelCodes.violation}`;
    case "shutTransport":
      return "end";
    default:
      return undefined;
  }
}

/** The status code of a Close frame on the wire, 0 for anything else. */
export const codeOf = (wired: Wired | undefined): CloseCode | 0 =>
  wired?.startsWith("receive.close ") ? (Number(wired.slice("receive.close ".length)) as CloseCode) : 0;

/** What an effect changes. */
function changeBy(effect: EffectName): Partial<Side> {
  switch (effect) {
    case "shutTransport":
      return { hasShut: true };
    case "dropTransport":
      return { hasShut: true, hasDropped: true };
    case "startOpeningTimer":
      return { openingTimer: true };
    case "startClosingTimer":
      return { closingTimer: true };
    case "stopOpeningTimer":
      return { openingTimer: false };
    case "stopClosingTimer":
      return { closingTimer: false };
    case "emitClosed":
      return { isOver: true };
    default:
      return {};
  }
}
