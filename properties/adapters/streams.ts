import fc from "fast-check";
import type { Role } from "../../spec/role.ts";
import { bytesOfFrames, closedSessions, roles, sessions } from "../../src/arbitraries/sessions.ts";
import { openingHeads } from "./opening-heads.ts";

/** Everything a receiver gets, from the first byte of the opening handshake on. */
export interface Stream {
  readonly role: Role;
  readonly bytes: Uint8Array;
}

interface Flip {
  readonly at: number;
  readonly bit: number;
}

const flips = (): fc.Arbitrary<readonly Flip[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(fc.record({ at: fc.nat(500), bit: fc.nat(7) }), { minLength: 1, maxLength: 3 }) },
  );

/** Streams that are legal from end to end, or wrong somewhere: in the head, or by bits that were flipped or bytes that were added. */
export const streams = (): fc.Arbitrary<Stream> =>
  roles().chain((role) =>
    fc
      .tuple(
        openingHeads(role),
        fc.oneof(sessions({ role: fc.constant(role) }), closedSessions({ role: fc.constant(role) })),
        flips(),
        fc.uint8Array({ maxLength: 10 }),
      )
      .map(([head, { frames }, wrong, trailing]) => {
        const sent = bytesOfFrames(frames);
        for (const { at, bit } of wrong) flip(sent, at, bit);
        return { role, bytes: Uint8Array.from([...head, ...sent, ...trailing]) };
      }),
  );

function flip(bytes: Uint8Array, at: number, bit: number): void {
  if (bytes.length > 0) bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ (1 << bit);
}
