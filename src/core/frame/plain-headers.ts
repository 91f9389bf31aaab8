import { isControlOpcode } from "../../../spec/registries/opcodes.ts";
import { decodeHeader, type FrameHeader } from "./frame-header.ts";
import { brokenHeaderRules, type HeaderPolicy } from "./header-rules.ts";

/** Data frames whose first two bytes settle that their header breaks no rule, which is how nearly all frames begin. */
export class PlainHeaders {
  readonly #first: Uint8Array;
  readonly #second: Uint8Array;

  constructor(policy: HeaderPolicy) {
    this.#first = Uint8Array.from({ length: 0x100 }, (_, first) => {
      const header = decodeHeader(Uint8Array.of(first, 0), 0);
      return !isControlOpcode(header.opcode) && brokenHeaderRules(header, policy, 0, 1).length === 0 ? 1 : 0;
    });
    this.#second = Uint8Array.from({ length: 0x100 }, (_, second) => {
      const header = decodeHeader(Uint8Array.of(0x82, second, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0);
      return header.lengthBytes === 0 && brokenHeaderRules(header, policy, 1, 2).length === 0 ? 1 : 0;
    });
  }

  /** Two look-ups instead of all rules; where it is false, the rules have to be asked. */
  has(header: FrameHeader): boolean {
    return this.#first[header.firstByte] === 1 && this.#second[header.secondByte] === 1;
  }
}

const known = new Map<string, PlainHeaders>();

/** The plain headers under a policy, found out once for each. */
export function plainHeadersUnder(policy: HeaderPolicy): PlainHeaders {
  const key = `${policy.expectMasked} ${policy.rsvInUse}`;
  const headers = known.get(key) ?? new PlainHeaders(policy);
  known.set(key, headers);
  return headers;
}
