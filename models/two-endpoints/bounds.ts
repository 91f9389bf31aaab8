import type { Role } from "../../spec/role.ts";

export type MessageFormat = "text" | "binary";

/** How far a search of two endpoints goes. Close frames and the answers of the protocol are always free. */
export interface Bounds {
  /** A caller's frame has to wait while so many frames are under way; what the protocol itself writes always finds room. */
  readonly channelCapacity: number;
  /** What each side's messages are. The machine does not tell text from binary, so that one of each is as good as both. */
  readonly formats: Readonly<Record<Role, MessageFormat>>;
  /** Frames of each side that begin a message. */
  readonly messages: number;
  /** Continuation frames of each side. */
  readonly fragments: number;
  /** Pings and unsolicited Pongs of each side. */
  readonly pings: number;
  /** Frames that break a rule or come out of order, and limits found exceeded, of both sides together. */
  readonly troubles: number;
  /** Whether the transport may be lost, in both directions at once. */
  readonly transportMayBeLost: boolean;
  /** Whether running timers may expire. */
  readonly timersExpire: boolean;
}

const mixed = { client: "text", server: "binary" } as const;
const mixedOtherwise = { client: "binary", server: "text" } as const;

const calm = {
  channelCapacity: 2,
  formats: mixed,
  messages: 1,
  fragments: 2,
  pings: 1,
  troubles: 0,
  transportMayBeLost: false,
  timersExpire: false,
} as const;

const rough = { ...calm, fragments: 1, troubles: 1, transportMayBeLost: true, timersExpire: true } as const;

const seeded = { ...rough, channelCapacity: 1 } as const;

/** The bounds that have a name. */
export const namedBounds = {
  /** Nothing goes wrong: whatever ends, ends by the protocol alone. */
  calm,
  /** Everything goes wrong once. */
  rough,
  roughOtherwise: { ...rough, formats: mixedOtherwise },
  /** What seeded faults are searched with: small, but every cell that two endpoints can reach is reached. */
  seeded,
  seededOtherwise: { ...seeded, formats: mixedOtherwise },
  /** For a search of minutes. */
  deep: { ...rough, channelCapacity: 3, fragments: 2, troubles: 2 },
} satisfies Readonly<Record<string, Bounds>>;

/** The bounds in one line. */
export const boundsInWords = (bounds: Bounds): string =>
  [
    `channel ${bounds.channelCapacity}`,
    `client ${bounds.formats.client}, server ${bounds.formats.server}`,
    `messages ${bounds.messages}`,
    `fragments ${bounds.fragments}`,
    `pings ${bounds.pings}`,
    `troubles ${bounds.troubles}`,
    bounds.transportMayBeLost ? "transport may be lost" : "transport stays",
    bounds.timersExpire ? "timers expire" : "no timer expires",
  ].join(", ");
