import { SeededNumbers } from "./seeded-numbers.ts";

const side = 512;
const greys = 256;
const headerLength = 14 + 40;
const pixelsOffset = headerLength + 4 * greys;

/** Unevenness of one size: the brightness of lattice points `cell` pixels apart, and how much they differ. */
interface Octave {
  readonly cell: number;
  readonly contrast: number;
}

const octaves: readonly Octave[] = [
  { cell: 128, contrast: 120 },
  { cell: 64, contrast: 70 },
  { cell: 32, contrast: 40 },
  { cell: 8, contrast: 12 },
];

/** A Windows bitmap of 512 x 512 grey pixels: soft hills of brightness under a little noise. */
export function greyBitmap(): Uint8Array {
  const numbers = new SeededNumbers(0x626d7031);
  const file = new Uint8Array(pixelsOffset + side * side);
  writeHeader(new DataView(file.buffer));
  for (let grey = 0; grey < greys; grey++) file.set([grey, grey, grey, 0], headerLength + 4 * grey);
  const brightness = new Float64Array(side * side);
  for (const octave of octaves) addOctave(brightness, octave, numbers);
  for (const [pixel, bright] of brightness.entries()) {
    const noisy = 128 + bright + numbers.between(-5, 5);
    file[pixelsOffset + pixel] = Math.min(Math.max(Math.round(noisy), 0), 255);
  }
  return file;
}

function writeHeader(header: DataView): void {
  header.setUint16(0, 0x424d);
  header.setUint32(2, pixelsOffset + side * side, true);
  header.setUint32(10, pixelsOffset, true);
  header.setUint32(14, 40, true);
  header.setInt32(18, side, true);
  header.setInt32(22, side, true);
  header.setUint16(26, 1, true);
  header.setUint16(28, 8, true);
  header.setUint32(34, side * side, true);
  header.setUint32(46, greys, true);
}

/** Adds brightness that runs smoothly between the points of a lattice. */
function addOctave(brightness: Float64Array, { cell, contrast }: Octave, numbers: SeededNumbers): void {
  const points = side / cell + 1;
  const lattice = Float64Array.from({ length: points * points }, () => numbers.between(-contrast, contrast));
  const at = (row: number, column: number): number => lattice[row * points + column] as number;
  const eases = Float64Array.from({ length: cell }, (_, step) => ease(step / cell));
  for (let y = 0; y < side; y++) {
    const row = Math.floor(y / cell);
    const down = eases[y % cell] as number;
    const edge = Float64Array.from({ length: points }, (_, column) => mix(at(row, column), at(row + 1, column), down));
    for (let x = 0; x < side; x++) {
      const column = Math.floor(x / cell);
      const between = mix(edge[column] as number, edge[column + 1] as number, eases[x % cell] as number);
      brightness[y * side + x] = (brightness[y * side + x] as number) + between;
    }
  }
}

const mix = (from: number, to: number, share: number): number => from + (to - from) * share;
// A polynomial, for sines are not the same to the last bit everywhere.
const ease = (share: number): number => share * share * (3 - 2 * share);
