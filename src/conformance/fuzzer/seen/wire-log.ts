/** The first bytes of something that went over the wire, and how long it was. */
export interface Excerpt {
  readonly length: number;
  /** At most the first 64 bytes. */
  readonly head: Uint8Array;
}

/** One line of the wire log; times are in seconds. */
export type WireLogEntry =
  | { readonly kind: "RO"; readonly octets: Excerpt }
  | { readonly kind: "TO"; readonly octets: Excerpt; readonly sync: boolean }
  | {
      readonly kind: "RF";
      readonly payload: Excerpt;
      readonly opcode: number;
      readonly fin: boolean;
      readonly rsv: number;
      readonly masked: boolean;
      readonly maskingKey: Uint8Array | null;
    }
  | {
      readonly kind: "TF";
      readonly payload: Excerpt;
      readonly opcode: number;
      readonly fin: boolean;
      readonly rsv: number;
      readonly maskingKey: Uint8Array | null;
      readonly repeatLength: number | null;
      readonly chopSize: number | null;
      readonly sync: boolean;
    }
  | { readonly kind: "CT"; readonly seconds: number; readonly tag: string | null }
  | { readonly kind: "CTE"; readonly tag: string | null }
  | { readonly kind: "KL"; readonly seconds: number }
  | { readonly kind: "KLE" }
  | { readonly kind: "TI"; readonly seconds: number }
  | { readonly kind: "TIE" }
  | { readonly kind: "WLM"; readonly enabled: boolean };

const excerptBytesMax = 64;

/** Copies what a report may show of some bytes. `slice` would not copy a `Buffer`, and keep all that was read with it. */
export const excerptOf = (bytes: Uint8Array): Excerpt => ({
  length: bytes.length,
  head: new Uint8Array(bytes.subarray(0, excerptBytesMax)),
});
