import type { Ports } from "../ports.ts";

/** Ports whose randomness follows from a seed: byte n is a hash of seed and n. Deterministic, so of no use outside tests. */
export function seededPorts(seed = 1): Ports {
  let counter = 0;
  const randomByte = (): number => mix(Math.imul(seed, 0x9e3779b9) + counter++) & 0xff;
  return { randomBytes: (length) => Uint8Array.from({ length }, randomByte) };
}

/** The finishing step of MurmurHash3: neighbouring numbers become unlike ones. */
function mix(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
