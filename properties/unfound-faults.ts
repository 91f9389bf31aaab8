/** Seeded faults that are not found, and why they cannot be. */
export interface UnfoundFaults {
  readonly reason: string;
  readonly faults: readonly string[];
}

/** What the search of two endpoints does not find, and what the properties of the core do not. The cases leave out too much for reasons. */
export const unfoundFaults: Readonly<Record<"search" | "properties", readonly UnfoundFaults[]>> = {
  search: [],
  properties: [
    {
      reason:
        "The properties begin with an endpoint that is started: what it refuses before is held by its own unit tests, and by the search.",
      faults: [
        "server, unopened, send.pong: refuse by rfc6455/5.5.1/no-data-after-close",
        "server, unopened, send.continuation.more: impossible",
        "client, unopened, send.text.first: as in closedCleanly",
      ],
    },
  ],
};

/** Why a fault is not found, if there is a reason. */
export const reasonOf = (method: keyof typeof unfoundFaults, fault: string): string | undefined =>
  unfoundFaults[method].find(({ faults }) => faults.includes(fault))?.reason;

/** The names of all faults that are known not to be found. */
export const knownUnfound = (method: keyof typeof unfoundFaults): string[] => unfoundFaults[method].flatMap(({ faults }) => faults);
