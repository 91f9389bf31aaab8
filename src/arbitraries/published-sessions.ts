import fc from "fast-check";
import type { Delivery } from "../../models/frames/messages.ts";
import type { Role } from "../../spec/role.ts";
import type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
import { type BreakableByFrame, frameBreaches, type NamedBreach } from "./breaches.ts";
import { type BrokenSession, brokenSessions } from "./broken-sessions.ts";
import { directionTo } from "./deflated-messages.ts";
import { bytesOfFrames, closedSessions, sessions } from "./sessions.ts";

/** A legal session as bytes, and what its receiver gets out of it. */
export interface LegalSession {
  /** Who receives it. */
  readonly role: Role;
  /** What was agreed on about compression, if it is in use. */
  readonly agreed: DeflateParameters | null;
  /** The whole stream after the opening handshake. */
  readonly bytes: Uint8Array;
  /** Everything that the receiver gets, in order; a Close is the last. */
  readonly deliveries: readonly Delivery[];
}

/** What the sessions are made for. */
export interface PublishedOptions {
  /** What the connection agreed on about compression; nothing unless said otherwise. */
  readonly agreed?: DeflateParameters | null;
  /** Whether breaches count that need the receiver to have bounds: those in `limits`. No unless said otherwise. */
  readonly withLimits?: boolean;
  /** Messages, and control frames between them, at most; 5 unless said otherwise. */
  readonly itemsMax?: number;
}

/** Every requirement that a peer can break with a frame. */
export const breakableByFrame: readonly BreakableByFrame[] = [...new Set(frameBreaches.map(({ requirement }) => requirement))];

/** What a peer may send to a role once the connection is open, with or without a Close at the end. */
export function legalSession(role: Role, { agreed = null, itemsMax = 5 }: PublishedOptions = {}): fc.Arbitrary<LegalSession> {
  const options = { role: fc.constant(role), agreed: fc.constant(agreed), itemsMax };
  return fc
    .oneof(sessions(options), closedSessions(options))
    .map(({ frames, deliveries }) => ({ role, agreed, bytes: bytesOfFrames(frames), deliveries }));
}

/** Sessions that are broken in one of all ways that the role and the agreement leave. */
export const brokenSession = (role: Role, options: PublishedOptions = {}): fc.Arbitrary<BrokenSession> =>
  oneOf(frameBreaches, role, options);

/** Sessions that break one requirement; throws a `RangeError` if the role or the agreement makes that impossible. */
export const brokenSessionOf = (requirement: BreakableByFrame, role: Role, options: PublishedOptions = {}): fc.Arbitrary<BrokenSession> =>
  oneOf(
    frameBreaches.filter((breach) => breach.requirement === requirement),
    role,
    options,
  );

function oneOf(
  breaches: readonly NamedBreach[],
  role: Role,
  { agreed = null, withLimits = false, itemsMax = 5 }: PublishedOptions,
): fc.Arbitrary<BrokenSession> {
  const direction = directionTo(role, agreed);
  const possible = breaches.filter(
    (breach) => (breach.role ?? role) === role && (breach.suits?.(direction) ?? true) && (withLimits || breach.limits === undefined),
  );
  if (possible.length === 0) {
    throw new RangeError(`A ${role} cannot receive this breach with what was agreed on: choose the other role, or another agreement.`);
  }
  const options = { role: fc.constant(role), agreed: fc.constant(agreed), itemsMax };
  return fc.oneof(...possible.map((breach) => brokenSessions(breach, options)));
}
