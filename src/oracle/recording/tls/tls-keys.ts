/** The secrets of connections, as browsers and libraries log them: by the random value of the client, and by label. */
export class TlsKeys {
  readonly #secrets = new Map<string, Map<string, Uint8Array>>();

  /** Takes a key log: lines of label, client random and secret in hex. What is no such line is passed over. Returns how many secrets it held. */
  add(text: string): number {
    let count = 0;
    for (const line of text.split(/\r?\n/)) {
      const [, label, random, secret] = /^([A-Z0-9_]+) ([0-9a-fA-F]{64}) ([0-9a-fA-F]+)\s*$/.exec(line) ?? [];
      if (label === undefined || random === undefined || secret === undefined) continue;
      const key = random.toLowerCase();
      const own = this.#secrets.get(key) ?? new Map<string, Uint8Array>();
      own.set(
        label,
        Uint8Array.from(secret.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)),
      );
      this.#secrets.set(key, own);
      count++;
    }
    return count;
  }

  /** The secrets of a connection, by label. */
  of(clientRandom: string): ReadonlyMap<string, Uint8Array> | undefined {
    return this.#secrets.get(clientRandom);
  }
}
