/** Seeded faults that are not found, and why they cannot be. */
export interface UnfoundFaults {
  readonly reason: string;
  readonly faults: readonly string[];
}

/** What the search of two endpoints does not find, and what the laws of the core do not. The cases leave out too much for reasons. */
export const unfoundFaults: Readonly<Record<"search" | "properties", readonly UnfoundFaults[]>> = {
  search: [
    {
      reason:
        "Nothing is different: the opening timer has expired and the closing timer has not been started, so that no timer runs which could be stopped.",
      faults: [
        "client, connecting, timer.opening: emitRefused before stopOpeningTimer",
        "client, connecting, timer.opening: stopOpeningTimer instead of stopClosingTimer",
      ],
    },
  ],
  properties: [
    {
      reason: "Nothing is different: the timers that are stopped do not run, and an endpoint stops only those that do.",
      faults: [
        "client, connecting, timer.opening: emitRefused before stopOpeningTimer",
        "client, connecting, timer.opening: stopOpeningTimer instead of stopClosingTimer",
      ],
    },
    {
      reason:
        "The endpoint reads the payload of every data frame for which it goes on listening without being blamed; this effect and none are the same to it.",
      faults: [
        "client, hearing between messages / speaking between messages, receive.text.whole: readData left out",
        "client, hearing between messages / speaking between messages, receive.text.first: readData twice",
        "server, hearing inside message / close sent, receive.continuation.more: discarded",
      ],
    },
    {
      reason: "The endpoint looks for the blame among all effects of a cell before it carries out the first.",
      faults: [
        "client, hearing inside message / speaking inside message, receive.text.first: writeFailureClose before blame",
        "server, hearing inside message / speaking between messages, receive.text.whole: writeFailureClose before blame",
      ],
    },
    {
      reason: "The endpoint asks whether a command is refused before it takes the letter, and never takes that of a refused one.",
      faults: [
        "client, hearing inside message / speaking between messages, send.continuation.more: to hearing between messages / speaking between messages",
        "client, hearing between messages / close sent, send.continuation.more: to hearing inside message / close sent",
        "server, refused, send.continuation.more: to hearing between messages / speaking between messages",
      ],
    },
    {
      reason: "The endpoint knows which timers run, and takes no letter for one that does not.",
      faults: [
        "client, hearing between messages / close sent, timer.opening: discard left out",
        "server, refused, timer.opening: as for timer.closing",
      ],
    },
  ],
};

/** Why a fault is not found, if there is a reason. */
export const reasonOf = (method: keyof typeof unfoundFaults, fault: string): string | undefined =>
  unfoundFaults[method].find(({ faults }) => faults.includes(fault))?.reason;

/** The names of all faults that are known not to be found. */
export const knownUnfound = (method: keyof typeof unfoundFaults): string[] => unfoundFaults[method].flatMap(({ faults }) => faults);
