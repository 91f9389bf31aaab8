const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** FIPS 180-4: the SHA-1 digest, twenty bytes. Used for the accept key only, where no secrecy rests on it. */
export function sha1(message: Uint8Array): Uint8Array {
  const padded = pad(message);
  const digest = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const schedule = new Int32Array(80);
  const word = (t: number): number => schedule[t] as number;
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = padded.getInt32(block + 4 * t);
    for (let t = 16; t < schedule.length; t++) schedule[t] = rotateLeft(word(t - 3) ^ word(t - 8) ^ word(t - 14) ^ word(t - 16), 1);
    compress(digest, schedule);
  }
  const bytes = new DataView(new ArrayBuffer(20));
  for (const [i, word] of digest.entries()) bytes.setInt32(4 * i, word);
  return new Uint8Array(bytes.buffer);
}

function pad(message: Uint8Array): DataView {
  const length = (((message.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(length - 4, message.length << 3);
  return view;
}

function compress(digest: Int32Array, schedule: Int32Array): void {
  let [a, b, c, d, e] = digest as unknown as [number, number, number, number, number];
  for (let t = 0; t < 80; t++) {
    const next = (rotateLeft(a, 5) + mix(t, b, c, d) + e + (schedule[t] as number)) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = next;
  }
  [a, b, c, d, e].forEach((word, i) => {
    digest[i] = (digest[i] as number) + word;
  });
}

function mix(t: number, b: number, c: number, d: number): number {
  if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}
