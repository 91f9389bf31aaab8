import { hexOf } from "../../../core/bytes/hex.ts";

/** What a ServerHello settles. */
export interface ServerHello {
  readonly random: Uint8Array;
  readonly suite: number;
  readonly isTls13: boolean;
}

const randomAt = 6;
const randomBytes = 32;
const supportedVersions = 43;

/** The random value of a ClientHello, in hex: what a key log goes by. */
export const clientRandomIn = (message: Uint8Array): string => hexOf(message.subarray(randomAt, randomAt + randomBytes));

/** RFC 8446, section 4.1.3; in TLS 1.3 an extension says so. */
export function serverHelloIn(message: Uint8Array): ServerHello {
  const word = (at: number): number => ((message[at] ?? 0) << 8) | (message[at + 1] ?? 0);
  const suiteAt = randomAt + randomBytes + 1 + (message[randomAt + randomBytes] ?? 0);
  let isTls13 = false;
  for (let at = suiteAt + 5; at + 4 <= message.length; at += 4 + word(at + 2)) {
    if (word(at) === supportedVersions && word(at + 4) === 0x0304) isTls13 = true;
  }
  return { random: message.slice(randomAt, randomAt + randomBytes), suite: word(suiteAt), isTls13 };
}
