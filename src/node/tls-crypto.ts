import { createDecipheriv, createHmac } from "node:crypto";
import type { TlsCrypto } from "../oracle/recording/tls/tls-crypto.ts";

const tagBytes = 16;

/** What decrypting recorded TLS needs, by node:crypto. */
export const nodeTlsCrypto: TlsCrypto = {
  hmac: (hash, key, message) => createHmac(hash, key).update(message).digest(),
  open: (cipher, key, nonce, additional, sealed) => {
    const end = sealed.length - tagBytes;
    if (end < 0) return undefined;
    // The type of the chacha20-poly1305 decipher is that of GCM: both have a tag.
    const decipher = createDecipheriv(cipher as "aes-128-gcm", key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(additional, { plaintextLength: end });
    decipher.setAuthTag(sealed.subarray(end));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
    } catch {
      return undefined;
    }
  },
};
