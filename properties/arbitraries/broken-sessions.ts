import fc from "fast-check";
import { opcodes } from "../../spec/registries/opcodes.ts";
import type { Breach, BrokenFrame } from "./broken-frames.ts";
import { roles, type Session, sessions } from "./sessions.ts";

/** A legal session, a broken frame after it, and more bytes of any kind. */
export interface BrokenSession extends Session {
  readonly broken: BrokenFrame;
  readonly after: Uint8Array;
}

/** Sessions that are broken in one way, at a place where that is the only thing wrong. */
export const brokenSessions = (breach: Breach): fc.Arbitrary<BrokenSession> => {
  const role = breach.role === undefined ? roles() : fc.constant(breach.role);
  const ends = breach.place === "insideMessage" || breach.place === "betweenMessages" ? breach.place : "anywhere";
  return fc
    .tuple(sessions(ends, role), fc.uint8Array({ maxLength: 40 }))
    .filter(([{ open }]) => breach.place !== "betweenMessagesOrInsideText" || open.length === 0 || open[0]?.opcode === opcodes.text)
    .chain(([session, after]) => breach.frames(session).map((broken) => ({ ...session, broken, after })));
};
