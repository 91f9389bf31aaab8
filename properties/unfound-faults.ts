/** Seeded faults that are not found, and why they cannot be. */
export interface UnfoundFaults {
  readonly reason: string;
  readonly faults: readonly string[];
}

/** What the search of two endpoints does not find, and what the properties of the core do not. The cases leave out too much for reasons. */
export const unfoundFaults: Readonly<Record<"search" | "properties", readonly UnfoundFaults[]>> = {
  search: [
    {
      reason: "Nothing is different: the closing timer has not been started, and what does not run can be stopped as often as one likes.",
      faults: ["client, connecting, timer.opening: stopClosingTimer twice"],
    },
  ],
  properties: [
    {
      reason: "Nothing is different: the closing timer has not been started, and an endpoint stops only timers that run.",
      faults: ["client, connecting, timer.opening: stopClosingTimer twice"],
    },
    {
      reason: "The endpoint reads nothing more once it does not listen, and takes no letter for what it does not read.",
      faults: ["client, refused, receive.binary.whole: impossible", "server, finishing, receive.excess: as in closed"],
    },
    {
      reason: "The endpoint knows which timers run, and takes no letter for one that does not.",
      faults: ["client, finishing, timer.opening: as for timer.closing"],
    },
    {
      reason: "The endpoint asks whether a command is refused before it takes the letter, and never takes that of a refused one.",
      faults: [
        "client, refused, send.pong: to hearing inside message / speaking between messages",
        "server, hearing between messages / close sent, send.close: to hearing between messages / speaking between messages",
      ],
    },
  ],
};

/** Why a fault is not found, if there is a reason. */
export const reasonOf = (method: keyof typeof unfoundFaults, fault: string): string | undefined =>
  unfoundFaults[method].find(({ faults }) => faults.includes(fault))?.reason;

/** The names of all faults that are known not to be found. */
export const knownUnfound = (method: keyof typeof unfoundFaults): string[] => unfoundFaults[method].flatMap(({ faults }) => faults);
