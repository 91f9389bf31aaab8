/** One packet of a capture, as its file has it. */
export interface Packet {
  readonly linkType: number;
  readonly bytes: Uint8Array;
  /** Its length on the wire; more than the bytes there are where the capture was cut. */
  readonly wireLength: number;
  /** In milliseconds since 1970; undefined where the file has none. */
  readonly time: number | undefined;
  /** Position of the packet in the file. */
  readonly position: number;
}

/** What a reader of a file finds: packets, keys of TLS, or damage. */
export type CaptureFound =
  | { readonly kind: "packet"; readonly packet: Packet }
  | { readonly kind: "keys"; readonly text: string }
  | { readonly kind: "damage"; readonly position: number; readonly detail: string };

/** Cuts a capture file into its packets. */
export interface CaptureFile {
  push(bytes: Uint8Array): Iterable<CaptureFound>;
  end(): Iterable<CaptureFound>;
}

/** No packet and no block is longer than this, in bytes: more is damage. */
export const recordBytesMax = 256 * 1024 * 1024;
