/** RFC 6455, section 5.3: octet i of the result is octet i of the payload XOR octet i modulo 4 of the key, from position `offset` on. */
export const masked = (payload: Uint8Array, key: Uint8Array, offset = 0): Uint8Array =>
  payload.map((octet, i) => octet ^ (key[(offset + i) % 4] as number));
