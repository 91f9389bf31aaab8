import type { RequirementId } from "../../spec/requirements.ts";
import { type OptionRule, type OptionRules, wholeNumber } from "./option-rules.ts";

/** Every bound an endpoint keeps. Sizes are in bytes, times in milliseconds. */
export interface Limits {
  /** A message, all fragments together; more is answered with 1009. */
  readonly messageBytesMax: number;
  /** The payload of one frame; more is answered with 1009. */
  readonly frameBytesMax: number;
  /** The fragments of one message; more is answered with 1008. */
  readonly fragmentsMax: number;
  /** About so many bytes are inflated in one turn, after which the host can see to others; a longer message takes several turns. */
  readonly turnBytes: number;
  /** The head of the opening handshake; a server answers more with 431. */
  readonly headBytesMax: number;
  /** The header fields in that head; a server answers more with 431. */
  readonly headFieldsMax: number;
  /** From the start of the endpoint to OPEN; what comes before it, the opening of the transport and its TLS handshake, may take as long again. */
  readonly openingTimeoutMs: number;
  /** From the moment the first Close frame has left to the end of the transport. */
  readonly closingTimeoutMs: number;
  /** What may come behind a request before it is accepted, or after an opening handshake has come to nothing; more is left unread. */
  readonly earlyBytesMax: number;
  /** What may come after the peer's Close frame or a failure, and is dropped; more is left unread. */
  readonly ignoredBytesMax: number;
  /** How long the transport may take nothing of what is to be written; then it is given up, at the latest after twice as long. Kept by the host. */
  readonly writeTimeoutMs: number;
}

/** What applies where the caller says nothing. */
export const defaultLimits: Limits = {
  messageBytesMax: 64 * 1024 * 1024,
  frameBytesMax: 64 * 1024 * 1024,
  fragmentsMax: 128 * 1024,
  turnBytes: 512 * 1024,
  headBytesMax: 16 * 1024,
  headFieldsMax: 100,
  openingTimeoutMs: 10_000,
  closingTimeoutMs: 10_000,
  earlyBytesMax: 64 * 1024,
  ignoredBytesMax: 16 * 1024 * 1024,
  writeTimeoutMs: 30_000,
};

/** The longest time that a timer takes on every platform, in milliseconds. */
export const timerMsMax = 2 ** 31 - 1;

const ruleOfLimit = (name: string): OptionRule => {
  if (name.endsWith("Ms")) return wholeNumber(1, timerMsMax, " of milliseconds");
  return wholeNumber(name.endsWith("Max") ? 0 : 1, Number.MAX_SAFE_INTEGER);
};

/** What each limit has to be; its name says what it counts. */
export const limitRules: OptionRules = Object.fromEntries(Object.keys(defaultLimits).map((name) => [name, ruleOfLimit(name)]));

/** What a connection fails with beyond each of these limits; the others end it without a Close frame. */
export const limitRequirements = {
  messageBytesMax: "rfc6455/10.4/limits-protect",
  frameBytesMax: "rfc6455/10.4/limits-protect",
  fragmentsMax: "ours/limits/fragments",
} as const satisfies Partial<Record<keyof Limits, RequirementId>>;
