/** One byte in hex, in two digits. */
export const hexByte = (byte: number): string => byte.toString(16).padStart(2, "0");

/** Bytes in hex, two digits each. */
export const hexOf = (bytes: Uint8Array, between = ""): string => Array.from(bytes, hexByte).join(between);
