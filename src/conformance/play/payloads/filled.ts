/** What a text is filled with, up to an exact size. */
export interface Filling {
  readonly size: number;
  /** The next piece; taken for as long as whole pieces fit and leave room for the end. */
  readonly next: () => string;
  /** The end of the text, of exactly the size asked for. */
  readonly end: (size: number) => string;
  /** The least size an end can have. */
  readonly endSizeMin: number;
  /** The size of a piece; its length in UTF-16 units unless something else counts. */
  readonly sizeOf?: (piece: string) => number;
}

/** Pieces of text, and an end that makes the size exact. */
export function filled({ size, next, end, endSizeMin, sizeOf = (piece) => piece.length }: Filling): string {
  const pieces: string[] = [];
  let left = size;
  for (let piece = next(); left - sizeOf(piece) >= endSizeMin; piece = next()) {
    pieces.push(piece);
    left -= sizeOf(piece);
  }
  return pieces.join("") + end(left);
}
