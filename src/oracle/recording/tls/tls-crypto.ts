/** The ciphers of TLS that are read: those with authentication of their own. */
export type AeadName = "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
/** The hashes that key derivation uses. */
export type HashName = "sha256" | "sha384";

/** What decrypting needs of a platform. */
export interface TlsCrypto {
  /** Opens what was sealed, its tag of 16 bytes behind it; `undefined` where the tag does not fit. */
  readonly open: (
    cipher: AeadName,
    key: Uint8Array,
    nonce: Uint8Array,
    additional: Uint8Array,
    sealed: Uint8Array,
  ) => Uint8Array | undefined;
  /** RFC 2104. */
  readonly hmac: (hash: HashName, key: Uint8Array, message: Uint8Array) => Uint8Array;
}

/** What a cipher suite stands for. */
export interface CipherSuite {
  readonly cipher: AeadName;
  readonly hash: HashName;
  readonly keyBytes: number;
}

const aes128: CipherSuite = { cipher: "aes-128-gcm", hash: "sha256", keyBytes: 16 };
const aes256: CipherSuite = { cipher: "aes-256-gcm", hash: "sha384", keyBytes: 32 };
const chacha: CipherSuite = { cipher: "chacha20-poly1305", hash: "sha256", keyBytes: 32 };

/** By their registered numbers: TLS 1.3, and of TLS 1.2 those with ECDHE, DHE and RSA. */
export const cipherSuites: ReadonlyMap<number, CipherSuite> = new Map([
  ...[0x1301, 0xc02b, 0xc02f, 0x009c, 0x009e].map((id) => [id, aes128] as const),
  ...[0x1302, 0xc02c, 0xc030, 0x009d, 0x009f].map((id) => [id, aes256] as const),
  ...[0x1303, 0xcca8, 0xcca9, 0xccaa].map((id) => [id, chacha] as const),
]);

const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** RFC 8446, section 7.1: HKDF-Expand-Label, with an empty context. */
export function expandLabel(crypto: TlsCrypto, hash: HashName, secret: Uint8Array, label: string, length: number): Uint8Array {
  const name = ascii(`tls13 ${label}`);
  const description = [length >> 8, length & 0xff, name.length, ...name, 0];
  return expand(length, (before, i) => crypto.hmac(hash, secret, joined(before, description, [i])));
}

/** RFC 5246, section 5: the pseudo-random function of TLS 1.2. */
export function pseudoRandom(
  crypto: TlsCrypto,
  hash: HashName,
  secret: Uint8Array,
  label: string,
  seed: Uint8Array,
  length: number,
): Uint8Array {
  const full = joined(ascii(label), seed);
  let a = full;
  return expand(length, () => {
    a = crypto.hmac(hash, secret, a);
    return crypto.hmac(hash, secret, joined(a, full));
  });
}

function expand(length: number, next: (before: Uint8Array, round: number) => Uint8Array): Uint8Array {
  let all: Uint8Array = new Uint8Array(0);
  let before: Uint8Array = new Uint8Array(0);
  for (let round = 1; all.length < length; round++) {
    before = next(before, round);
    all = joined(all, before);
  }
  return all.slice(0, length);
}
