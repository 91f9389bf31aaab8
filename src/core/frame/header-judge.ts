import type { Fault } from "../fault.ts";
import type { FrameHeader } from "./frame-header.ts";
import { brokenHeaderRules, bytesToDecide, type HeaderPolicy } from "./header-rules.ts";
import { type PlainHeaders, plainHeadersUnder } from "./plain-headers.ts";

/** Holds a header against the rules as its bytes come: each rule once, as soon as the bytes are there that decide it. */
export class HeaderJudge {
  readonly #policy: HeaderPolicy;
  readonly #plain: PlainHeaders;
  /** How many bytes of the header were held against the rules. */
  #judged = 0;
  #isFaulty = false;

  constructor(policy: HeaderPolicy) {
    this.#policy = policy;
    this.#plain = plainHeadersUnder(policy);
  }

  /** How many bytes of the header were held against the rules. */
  get judged(): number {
    return this.#judged;
  }

  /** Whether the header was found to break a rule. */
  get isFaulty(): boolean {
    return this.#isFaulty;
  }

  /** Whether nothing was judged of a header and two look-ups settle that it is one of a data frame and breaks no rule; it counts as judged then. */
  settles(header: FrameHeader, length: number): boolean {
    if (this.#judged > 0 || !this.#plain.has(header)) return false;
    this.#judged = length;
    return true;
  }

  /** What is wrong with a header as far as so many of its bytes tell, and was not told before. */
  faultsIn(header: FrameHeader, available: number, frameStart: number): Fault[] {
    const broken = brokenHeaderRules(header, this.#policy, this.#judged, available);
    this.#judged = Math.max(this.#judged, available);
    this.#isFaulty ||= broken.length > 0;
    return broken.map((rule) => ({
      requirement: rule.requirement,
      detail: rule.detail(header),
      position: frameStart + bytesToDecide(rule, header) - 1,
    }));
  }

  /** The next header is another one. */
  reset(): void {
    this.#judged = 0;
    this.#isFaulty = false;
  }
}
