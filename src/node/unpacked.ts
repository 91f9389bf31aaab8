import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** The bytes of a stream, piece by piece; what was packed with gzip is unpacked. The first piece has at least the two bytes that tell. */
export async function* unpacked(source: Readable): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await firstOf(pieces);
  const isPacked = first[0] === 0x1f && first[1] === 0x8b;
  if (!isPacked) {
    if (first.length > 0) yield first;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
    return;
  }
  const gunzip = createGunzip();
  const rest = { [Symbol.asyncIterator]: () => pieces };
  // A fault reaches whoever reads the unpacked bytes.
  pipeline(behind(first, rest), gunzip, () => undefined);
  for await (const bytes of gunzip) yield bytes as Buffer;
}

async function firstOf(pieces: AsyncIterator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await pieces.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* behind(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
