/** What kind of server is attacked. Whatever is not said is as the library has it by default. */
export interface Setting {
  /** A certificate and its key, both in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly compresses?: boolean;
  readonly messageBytesMax?: number;
  readonly closingTimeoutMs?: number;
  /** Never answers a request; the others accept. */
  readonly isUndecided?: boolean;
  /** What is sent for the first message, before `close()`; otherwise messages are echoed, and long ones answered shortly. */
  readonly sends?: { readonly messages: number; readonly bytes: number; readonly closes: boolean };
}

/** Messages longer than this are answered with their length. */
export const echoBytesMax = 1 << 20;
