import type { RequirementId } from "../../../spec/requirements.ts";

/** One frame written verbatim, whether it is legal or not. */
export interface RawFrame {
  readonly opcode: number;
  readonly fin: boolean;
  /** Three bits: 4 is RSV1, 2 is RSV2, 1 is RSV3. */
  readonly rsv: number;
  readonly payload: Uint8Array;
  /** Masks the frame with this key, whichever role the fuzzer has; otherwise its role decides. No case sets one. */
  readonly maskingKey?: Uint8Array;
  /** The payload on the wire is `payload` repeated and cut to this many bytes. */
  readonly repeatLength?: number;
  /** The frame is written in pieces of this many bytes, each reaching the wire on its own. */
  readonly chopSize?: number;
  /** The frame reaches the wire on its own, apart from its neighbours. */
  readonly sync?: boolean;
}

/** One action of the fuzzer. Times are in seconds, as the reports print them. */
export type Step =
  | { readonly step: "send"; readonly frame: RawFrame }
  | { readonly step: "sendMessage"; readonly binary: boolean; readonly payload: Uint8Array; readonly fragmentSize?: number }
  | { readonly step: "close"; readonly code: number | null; readonly reason: Uint8Array | null; readonly payload: Uint8Array }
  | { readonly step: "killAfter"; readonly seconds: number }
  | { readonly step: "closeAfter"; readonly seconds: number }
  | {
      readonly step: "continueLater";
      readonly seconds: number;
      readonly tag: string | null;
      readonly onlyIfOpen: boolean;
      readonly steps: readonly Step[];
    }
  | { readonly step: "recordTimeout"; readonly tag: string }
  | { readonly step: "beginFrame"; readonly opcode: number; readonly fin: boolean; readonly payloadLength: number }
  | { readonly step: "frameBytes"; readonly bytes: Uint8Array }
  | { readonly step: "endMessage" }
  | { readonly step: "autoFragment"; readonly size: number }
  /** Switches the wire log; with `marker` a change is itself an entry. */
  | { readonly step: "wireLog"; readonly enabled: boolean; readonly marker: boolean }
  /** Without permessage-deflate in use the case is over: unimplemented, closed with 1000. */
  | { readonly step: "requireCompression" }
  /** Sends the first message of the case's round trips. */
  | { readonly step: "startRoundTrips" };

/** A payload; of one that is far longer than anything expected, the beginning and the length it had. */
export interface KeptPayload {
  readonly payload: Uint8Array;
  readonly cutFrom?: number;
}

/** Something the peer did, or a tagged moment of the case itself. */
export type CaseEvent =
  | ({ readonly event: "message"; readonly binary: boolean } & KeptPayload)
  | ({ readonly event: "pong" } & KeptPayload)
  | { readonly event: "timeout"; readonly tag: string };

/** The sequences of events that earn a verdict; empty where a program judges. */
export interface ExpectedEvents {
  readonly OK?: readonly CaseEvent[];
  readonly "NON-STRICT"?: readonly CaseEvent[];
}

/** How the connection has to end. */
export interface ExpectedClose {
  /** Whether the fuzzer is the one to send the first Close frame. */
  readonly closedByMe: boolean;
  /** Status codes the peer may answer with; no code at all is always accepted. */
  readonly closeCode: readonly number[];
  readonly requireClean: boolean;
  /** The case itself fails when the wrong side closes. */
  readonly closedByWrongEndpointIsFatal?: boolean;
}

/** What is done to the verdicts after the rules that all cases share. */
export type AfterRule =
  | { readonly rule: "wrongCodeFails" }
  | { readonly rule: "forceInformational" }
  | { readonly rule: "hexLocalCloseReason" }
  | { readonly rule: "checkTxFrames"; readonly counts: Readonly<Record<number, number>> };

/** What a generated payload is cut from: the kind of content decides how well it compresses. */
export type SourceName = "json" | "bitmap" | "prose" | "html" | "pdf";

/** A message of round trips: bytes repeated to a length, or the next so many units of a source. */
export type RoundTripMessage =
  | { readonly kind: "repeated"; readonly payload: Uint8Array; readonly length: number }
  | { readonly kind: "window"; readonly source: SourceName; readonly unit: "bytes" | "codePoints"; readonly length: number };

/** Judges messages as they come, where no list of events could. Then `expected` is empty. */
export type Program =
  /** One echo of a type and a length in bytes; its content is not looked at. */
  | { readonly program: "singleEcho"; readonly binary: boolean; readonly length: number }
  /** Each message is sent when the echo of the one before has come; content is compared only where `check` says so. */
  | {
      readonly program: "roundTrips";
      readonly binary: boolean;
      readonly count: number;
      readonly message: RoundTripMessage;
      readonly check: "length" | "content";
    };

/** What a client offers, once for each offer, in order of preference. */
export interface CompressionOffer {
  /** Asked of the server, and promised for the client: who asks for it does not take over context either. */
  readonly noContextTakeover: boolean;
  /** Bits asked of the server; 0 asks for none. */
  readonly serverMaxWindowBits: number;
}

/** What a server answers: the first of these answers that an offer allows. */
export interface CompressionAnswer {
  readonly clientNoContextTakeover: boolean;
  /** Bits asked of the client; 0 asks for none. */
  readonly clientMaxWindowBits: number;
}

/** How permessage-deflate is negotiated; every offer also allows client_max_window_bits. */
export interface CompressionSetup {
  readonly offers: readonly CompressionOffer[];
  readonly answers: readonly CompressionAnswer[];
}

/** A conformance case: data only. Playing it is `play.ts`, judging it `behaviour.ts`. */
export interface Case {
  /** Its public id, e.g. `7.3.4`. */
  readonly id: string;
  readonly title: string;
  /** What the fuzzer does, in a sentence or two. */
  readonly description: string;
  /** What a conforming peer does in return. */
  readonly expectation: string;
  /** The requirements a failure of this case puts in doubt. */
  readonly requires: readonly RequirementId[];
  readonly play: readonly Step[];
  readonly expected: ExpectedEvents;
  readonly expectedClose: ExpectedClose;
  readonly after: readonly AfterRule[];
  /** The fuzzer does not close by itself when the expected events have arrived. */
  readonly suppressAutoClose: boolean;
  /** The master report shows the duration. */
  readonly reportTime: boolean;
  /** The master report shows the compression ratios. */
  readonly reportCompressionRatio?: boolean;
  readonly program?: Program;
  readonly compression?: CompressionSetup;
}

/** A chapter or a section of the case list. */
export interface CaseGroup {
  readonly id: string;
  readonly title: string;
}
