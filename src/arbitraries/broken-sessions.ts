import fc from "fast-check";
import type { MessageLimits } from "../../models/frames/limits.ts";
import type { Delivery } from "../../models/frames/messages.ts";
import { opcodes } from "../../spec/registries/opcodes.ts";
import { requirements } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
import type { BrokenFrame, SessionPlace } from "./breach.ts";
import type { BreakableByFrame, NamedBreach } from "./breaches.ts";
import { joined } from "./bytes.ts";
import { deflateParameters } from "./deflate-negotiations.ts";
import { directionTo } from "./deflated-messages.ts";
import { bytesOfFrames, controlsAmong, isCompressed, roles, type Session, sessions } from "./sessions.ts";

/** What a peer sends once the connection is open: legal up to one frame, and anything after it. */
export interface BrokenSession {
  /** Who receives it. */
  readonly role: Role;
  /** What was agreed on about compression, if it is in use. */
  readonly agreed: DeflateParameters | null;
  /** The bounds that the receiver has to have for this, if any. */
  readonly limits: MessageLimits | null;
  /** How the session is broken; ends the sentence `a session with …`. */
  readonly name: string;
  /** The requirement that is broken: that one, and no other before it. */
  readonly requirement: BreakableByFrame;
  /** Whether the peer is to blame, or only exceeded a limit. */
  readonly blame: "peer" | "policy";
  /** The status code that the connection fails with. */
  readonly closeCode: number;
  /** Everything that the receiver gets before that, in order. */
  readonly deliveries: readonly Delivery[];
  /** The whole stream after the opening handshake. */
  readonly bytes: Uint8Array;
  /** Position in `bytes` of the first byte at which the break is certain. */
  readonly decidedAt: number;
  /** How many legal frames come before the broken one. */
  readonly framesBefore: number;
  /** What the broken frame stands in. */
  readonly place: "betweenMessages" | "insideText" | "insideBinary" | "insideCompressed";
}

/** Which broken sessions are wanted. */
export interface BrokenSessionOptions {
  /** Who receives; either unless said otherwise. */
  readonly role?: fc.Arbitrary<Role>;
  /** What was agreed on about compression; anything, or nothing, unless said otherwise. */
  readonly agreed?: fc.Arbitrary<DeflateParameters | null>;
  /** Messages, and control frames between them, before the break, at most. */
  readonly itemsMax?: number;
}

/** Compression in use in any way, or not. */
export const agreements = (): fc.Arbitrary<DeflateParameters | null> => fc.option(deflateParameters(), { freq: 2 });

/** Sessions that are broken in one way, at a place where that is the only thing wrong. */
export const brokenSessions = (breach: NamedBreach, options: BrokenSessionOptions = {}): fc.Arbitrary<BrokenSession> => {
  const { role = roles(), agreed = agreements(), itemsMax = 5 } = options;
  const suits = breach.suits ?? (() => true);
  const agreeing = fc.tuple(breach.role === undefined ? role : fc.constant(breach.role), agreed);
  return agreeing
    .filter(([receiver, parameters]) => suits(directionTo(receiver, parameters)))
    .chain(([receiver, parameters]) =>
      sessions({ role: fc.constant(receiver), agreed: fc.constant(parameters), ends: breach.place ?? "anywhere", itemsMax }),
    )
    .filter((session) => breach.fits?.(situationIn(session)) !== false)
    .chain((session) =>
      fc
        .tuple(breach.frames(situationIn(session)), afterwards(session.role))
        .map(([broken, after]) => brokenSession(breach, session, broken, after)),
    );
};

const situationIn = ({ role, agreed, open, window }: Session): SessionPlace => ({
  role,
  open,
  window,
  direction: directionTo(role, agreed),
});

function placeIn(session: Session): BrokenSession["place"] {
  const [first] = session.open;
  if (first === undefined) return "betweenMessages";
  if (isCompressed(session)) return "insideCompressed";
  return first.opcode === opcodes.text ? "insideText" : "insideBinary";
}

/** What comes after the break must not matter: more of a session, or any bytes. */
const afterwards = (role: Role): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    sessions({ role: fc.constant(role), itemsMax: 2 }).map(({ frames }) => bytesOfFrames(frames)),
  );

function brokenSession(breach: NamedBreach, session: Session, broken: BrokenFrame, after: Uint8Array): BrokenSession {
  const { lead = [] } = broken;
  const frames = [...session.frames, ...lead];
  const before = bytesOfFrames(frames);
  return {
    role: session.role,
    agreed: session.agreed,
    limits: breach.limits ?? null,
    name: breach.name,
    requirement: breach.requirement,
    blame: breach.limits === undefined ? "peer" : "policy",
    closeCode: requirements[breach.requirement].failsWith as number,
    deliveries: [...session.deliveries, ...controlsAmong(lead)],
    bytes: joined(before, broken.bytes, after),
    decidedAt: before.length + broken.decidedAt,
    framesBefore: frames.length,
    place: placeIn(session),
  };
}
