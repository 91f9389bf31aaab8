/** How long the fuzzer waits for the peer, in seconds. */
export interface FuzzerTimeouts {
  readonly openingHandshake: number;
  readonly closingHandshake: number;
  /** A server has to end the transport after both Close frames. */
  readonly serverDrop: number;
  /** A server that closed first has to end the transport too; Autobahn would wait for ever. */
  readonly guard: number;
}

/** The waits that Autobahn is known for, and the guard it lacked. */
export const standardTimeouts: FuzzerTimeouts = { openingHandshake: 5, closingHandshake: 1, serverDrop: 1, guard: 2 };
