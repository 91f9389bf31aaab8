import type { RequirementId } from "../../spec/requirements.ts";

/** One frame written verbatim, whether it is legal or not. */
export interface RawFrame {
  readonly opcode: number;
  readonly fin: boolean;
  /** Three bits: 4 is RSV1, 2 is RSV2, 1 is RSV3. */
  readonly rsv: number;
  readonly payload: Uint8Array;
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
  | { readonly step: "autoFragment"; readonly size: number };

/** Something the peer did, or a tagged moment of the case itself. */
export type CaseEvent =
  | { readonly event: "message"; readonly payload: Uint8Array; readonly binary: boolean }
  | { readonly event: "pong"; readonly payload: Uint8Array }
  | { readonly event: "timeout"; readonly tag: string };

/** The sequences of events that earn a verdict. */
export interface ExpectedEvents {
  readonly OK: readonly CaseEvent[];
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
}

/** A chapter or a section of the case list. */
export interface CaseGroup {
  readonly id: string;
  readonly title: string;
}
