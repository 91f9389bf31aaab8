import type { EffectName } from "../spec/lifecycle/effects.ts";
import type { Letter } from "../spec/lifecycle/letters.ts";

type Timer = "opening" | "closing";

/** What can be on a wire: the opening handshake, a frame as the letter it will be heard as, or the end of the transport. */
export type Wired = "request" | "acceptance" | "refusal" | "end" | Letter;

/** One endpoint of the model: its state, and what has happened so far that limits what may happen yet. */
export interface Side {
  readonly state: number;
  readonly sendsLeft: number;
  readonly timers: readonly Timer[];
  readonly hasShut: boolean;
  readonly hasSentClose: boolean;
  /** A Close frame has arrived, or the connection has failed: nothing more is listened to. */
  readonly isDeaf: boolean;
  /** The application was told that the connection is closed. */
  readonly isOver: boolean;
}

/** What an endpoint's effects come to. */
export interface Taken {
  readonly side: Side;
  readonly written: readonly Wired[];
  /** Whether the transport was given up, with everything that was under way. */
  readonly isDropped: boolean;
  readonly faults: readonly string[];
}

/** An endpoint at the beginning, with its initial effects done. */
export function startingSide(effects: readonly { readonly effect: EffectName }[], sendsLeft: number): Side {
  const side = { state: 0, sendsLeft, timers: [], hasShut: false, hasSentClose: false, isDeaf: false, isOver: false };
  return takeEffects(side, effects, undefined, "handshake.accepted").side;
}

const tells = new Set<EffectName>(["emitOpen", "emitRefused", "emitPing", "emitPong", "emitFailed", "emitClosed", "readData"]);
const listens = new Set<EffectName>(["readData", "emitPing", "emitPong"]);

/** Does the effects of one letter in order and notes what must never happen; `asked` is the frame the caller wanted written. */
export function takeEffects(
  before: Side,
  effects: readonly { readonly effect: EffectName }[],
  asked: Wired | undefined,
  letter: Letter,
): Taken {
  let taken: Taken = { side: before, written: [], isDropped: false, faults: [] };
  for (const { effect } of effects) taken = takeEffect(taken, effect, asked);
  const isDeaf = taken.side.isDeaf || letter === "receive.close" || letter === "receive.excess";
  return { ...taken, side: { ...taken.side, isDeaf } };
}

function takeEffect(taken: Taken, effect: EffectName, asked: Wired | undefined): Taken {
  const { side } = taken;
  const faults = [...taken.faults, ...faultsOf(side, effect, asked).map((fault) => `${effect}: ${fault}`)];
  const write = (wired: Wired): Taken => ({ ...taken, faults, written: [...taken.written, wired] });
  const become = (change: Partial<Side>): Taken => ({ ...taken, faults, side: { ...side, ...change } });
  switch (effect) {
    case "writeFrame":
      return asked === undefined ? { ...taken, faults } : write(asked);
    case "writePong":
      return write("receive.pong");
    case "writeClose":
    case "writeCloseReply":
    case "writeFailureClose":
      return { ...write("receive.close"), side: { ...side, hasSentClose: true } };
    case "shutTransport":
      return { ...write("end"), side: { ...side, hasShut: true } };
    case "dropTransport":
      return { ...become({ hasShut: true }), isDropped: true };
    case "startOpeningTimer":
      return become({ timers: [...side.timers, "opening"] });
    case "startClosingTimer":
      return become({ timers: [...side.timers, "closing"] });
    case "stopOpeningTimer":
      return become({ timers: side.timers.filter((timer) => timer !== "opening") });
    case "stopClosingTimer":
      return become({ timers: side.timers.filter((timer) => timer !== "closing") });
    case "emitClosed":
      return become({ isOver: true });
    default:
      return { ...taken, faults };
  }
}

/** What an effect must not do after what has happened. */
function faultsOf(side: Side, effect: EffectName, asked: Wired | undefined): string[] {
  const claims: readonly (readonly [boolean, string])[] = [
    [effect === "impossible", "the machine calls this impossible"],
    [effect === "blame", "one of our own endpoints is blamed"],
    [effect.startsWith("write") && side.hasShut, "written after the transport was shut"],
    [effect.startsWith("write") && side.isOver, "written after the end"],
    [effect === "writeFrame" && (asked === undefined || side.hasSentClose), "sent after our own Close"],
    [effect.startsWith("writeClose") && side.hasSentClose, "a second Close"],
    [effect === "writeFailureClose" && side.hasSentClose, "a second Close"],
    [listens.has(effect) && side.isDeaf, "heard after the peer's Close"],
    [tells.has(effect) && side.isOver, "told after the end"],
    [effect === "shutTransport" && side.hasShut, "the transport is shut twice"],
    [effect === "startOpeningTimer" && side.timers.includes("opening"), "the timer runs already"],
    [effect === "startClosingTimer" && side.timers.includes("closing"), "the timer runs already"],
    [effect === "emitClosed" && side.timers.includes("opening"), "the opening timer still runs"],
  ];
  return claims.filter(([isSo]) => isSo).map(([, fault]) => fault);
}
