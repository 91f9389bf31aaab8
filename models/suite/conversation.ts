/** A frame that the fuzzer writes as it stands. */
export interface WrittenFrame {
  readonly opcode: number;
  readonly fin: boolean;
  readonly rsv: number;
  readonly payload: Uint8Array;
  /** The payload is repeated and cut to this many bytes. */
  readonly repeatLength?: number;
}

/** What the fuzzer does, one thing after the other. How it cuts what it writes is of no consequence to a strict peer. */
export type Doing =
  | { readonly step: "send"; readonly frame: WrittenFrame }
  | { readonly step: "sendMessage"; readonly binary: boolean; readonly payload: Uint8Array; readonly fragmentSize?: number }
  | { readonly step: "close"; readonly payload: Uint8Array }
  | { readonly step: "killAfter" | "closeAfter"; readonly seconds: number }
  | { readonly step: "continueLater"; readonly seconds: number; readonly onlyIfOpen: boolean; readonly steps: readonly Doing[] }
  | { readonly step: "recordTimeout"; readonly tag: string }
  | { readonly step: "beginFrame"; readonly opcode: number; readonly fin: boolean; readonly payloadLength: number }
  | { readonly step: "frameBytes"; readonly bytes: Uint8Array }
  | { readonly step: "endMessage" | "requireCompression" | "startRoundTrips" }
  | { readonly step: "autoFragment"; readonly size: number }
  | { readonly step: "wireLog" };

/** What the fuzzer notes. */
export type Noted =
  | { readonly event: "message"; readonly payload: Uint8Array; readonly binary: boolean }
  | { readonly event: "pong"; readonly payload: Uint8Array }
  | { readonly event: "timeout"; readonly tag: string };

/** Messages whose echoes are counted: one that the steps send, or several, each sent when the one before has come back. */
export type Counting =
  | { readonly counts: "one"; readonly binary: boolean; readonly length: number }
  | { readonly counts: "each"; readonly binary: boolean; readonly asMessages: boolean; readonly messages: readonly Uint8Array[] };

/** permessage-deflate as the fuzzer wants it: offers to a server, answers to a client; 0 bits ask for none. */
export interface CompressionWish {
  readonly offers: readonly { readonly noContextTakeover: boolean; readonly serverMaxWindowBits: number }[];
  readonly answers: readonly { readonly clientNoContextTakeover: boolean; readonly clientMaxWindowBits: number }[];
}

/** One conversation with a peer, and what is expected of it. */
export interface Conversation {
  readonly play: readonly Doing[];
  readonly expected: { readonly OK?: readonly Noted[]; readonly "NON-STRICT"?: readonly Noted[] };
  readonly expectedClose: {
    readonly closedByMe: boolean;
    readonly closeCode: readonly number[];
    readonly requireClean: boolean;
    readonly closedByWrongEndpointIsFatal?: boolean;
  };
  readonly after: readonly { readonly rule: string; readonly counts?: Readonly<Record<number, number>> }[];
  readonly suppressAutoClose: boolean;
  readonly counting?: Counting;
  readonly compression?: CompressionWish;
}

/** Whether two lists of events are the same, byte for byte. */
export const sameNotes = (some: readonly Noted[], others: readonly Noted[]): boolean =>
  JSON.stringify(some.map(plain)) === JSON.stringify(others.map(plain));

const plain = (noted: Noted): unknown => ("payload" in noted ? { ...noted, payload: [...noted.payload] } : noted);
