import { type CipherSuite, expandLabel, type TlsCrypto } from "./tls-crypto.ts";

const nonceBytes = 12;
const explicitNonceBytes = 8;
const tagBytes = 16;

/** Opens the records of one direction, one after the other. */
export interface RecordCipher {
  /** The content of a record, or `undefined` where it cannot be opened. */
  open(type: number, header: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
}

/** RFC 8446, section 5.2: the number of the record is in the nonce, and the header is authenticated as it is. */
export class Tls13Cipher implements RecordCipher {
  readonly #crypto: TlsCrypto;
  readonly #suite: CipherSuite;
  readonly #secret: Uint8Array;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  #records = 0;

  constructor(crypto: TlsCrypto, suite: CipherSuite, secret: Uint8Array) {
    this.#crypto = crypto;
    this.#suite = suite;
    this.#secret = secret;
    this.#key = expandLabel(crypto, suite.hash, secret, "key", suite.keyBytes);
    this.#iv = expandLabel(crypto, suite.hash, secret, "iv", nonceBytes);
  }

  open(_: number, header: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
    const opened = this.#crypto.open(this.#suite.cipher, this.#key, numbered(this.#iv, this.#records), header, sealed);
    if (opened !== undefined) this.#records++;
    return opened;
  }

  /** Section 7.2: the cipher behind a KeyUpdate. */
  next(): Tls13Cipher {
    return new Tls13Cipher(
      this.#crypto,
      this.#suite,
      expandLabel(this.#crypto, this.#suite.hash, this.#secret, "traffic upd", this.#secret.length),
    );
  }
}

/** RFC 5246, section 6.2.3.3, RFC 5288 and RFC 7905: AES-GCM sends a part of the nonce, ChaCha20 numbers the records. */
export class Tls12Cipher implements RecordCipher {
  readonly #crypto: TlsCrypto;
  readonly #suite: CipherSuite;
  readonly #key: Uint8Array;
  readonly #iv: Uint8Array;
  #records = 0;

  constructor(crypto: TlsCrypto, suite: CipherSuite, key: Uint8Array, iv: Uint8Array) {
    this.#crypto = crypto;
    this.#suite = suite;
    this.#key = key;
    this.#iv = iv;
  }

  open(type: number, header: Uint8Array, record: Uint8Array): Uint8Array | undefined {
    const isExplicit = this.#suite.cipher !== "chacha20-poly1305";
    const sealed = isExplicit ? record.subarray(explicitNonceBytes) : record;
    const nonce = isExplicit ? Uint8Array.of(...this.#iv, ...record.subarray(0, explicitNonceBytes)) : numbered(this.#iv, this.#records);
    const length = sealed.length - tagBytes;
    const additional = Uint8Array.of(
      ...numbered(new Uint8Array(8), this.#records),
      type,
      header[1] ?? 3,
      header[2] ?? 3,
      length >> 8,
      length & 0xff,
    );
    this.#records++;
    return length < 0 ? undefined : this.#crypto.open(this.#suite.cipher, this.#key, nonce, additional, sealed);
  }
}

/** The last eight bytes with a number laid over them. */
function numbered(iv: Uint8Array, number: number): Uint8Array {
  const nonce = iv.slice();
  for (let i = nonce.length - 1, rest = number; rest > 0; i--, rest = Math.floor(rest / 256)) nonce[i] = (nonce[i] ?? 0) ^ (rest % 256);
  return nonce;
}
