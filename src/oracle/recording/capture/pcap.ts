import { CaptureBuffer } from "./capture-buffer.ts";
import { type CaptureFile, type CaptureFound, recordBytesMax } from "./packet.ts";

/** The magic numbers of the first four bytes, read with the highest byte first: byte order, and how many parts of a second a tick is. */
const magics: ReadonlyMap<number, { readonly isLittle: boolean; readonly ticksPerMs: number }> = new Map([
  [0xa1b2c3d4, { isLittle: false, ticksPerMs: 1e3 }],
  [0xd4c3b2a1, { isLittle: true, ticksPerMs: 1e3 }],
  [0xa1b23c4d, { isLittle: false, ticksPerMs: 1e6 }],
  [0x4d3cb2a1, { isLittle: true, ticksPerMs: 1e6 }],
]);

const fileHeaderBytes = 24;
const packetHeaderBytes = 16;

/** Whether a file begins as a pcap does. */
export const beginsPcap = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && magics.has(new DataView(bytes.buffer, bytes.byteOffset).getUint32(0));

/** The file format of tcpdump. */
export class PcapFile implements CaptureFile {
  readonly #buffer = new CaptureBuffer();
  #form: { isLittle: boolean; ticksPerMs: number; linkType: number } | undefined;
  #isDamaged = false;

  *push(bytes: Uint8Array): Generator<CaptureFound> {
    if (this.#isDamaged) return;
    this.#buffer.push(bytes);
    if (this.#form === undefined && !this.#readFileHeader()) return;
    for (let found = this.#next(); found !== undefined; found = this.#next()) {
      yield found;
      if (this.#isDamaged) return;
    }
  }

  *end(): Generator<CaptureFound> {
    if (this.#isDamaged || this.#buffer.available === 0) return;
    yield { kind: "damage", position: this.#buffer.position, detail: "the file ends inside a packet" };
  }

  #readFileHeader(): boolean {
    if (this.#buffer.available < fileHeaderBytes) return false;
    const view = this.#buffer.peek(fileHeaderBytes);
    const form = magics.get(view.getUint32(0)) ?? { isLittle: true, ticksPerMs: 1e3 };
    // The upper bits of the link type say how long a frame check sequence is.
    this.#form = { ...form, linkType: view.getUint32(20, form.isLittle) & 0x0fff_ffff };
    this.#buffer.take(fileHeaderBytes);
    return true;
  }

  #next(): CaptureFound | undefined {
    const form = this.#form;
    if (form === undefined || this.#buffer.available < packetHeaderBytes) return undefined;
    const view = this.#buffer.peek(packetHeaderBytes);
    const { isLittle, ticksPerMs, linkType } = form;
    const length = view.getUint32(8, isLittle);
    const { position } = this.#buffer;
    if (length > recordBytesMax) {
      this.#isDamaged = true;
      return { kind: "damage", position, detail: `a packet that would have ${length} bytes; nothing behind it is read` };
    }
    if (this.#buffer.available < packetHeaderBytes + length) return undefined;
    const time = view.getUint32(0, isLittle) * 1000 + view.getUint32(4, isLittle) / ticksPerMs;
    const wireLength = view.getUint32(12, isLittle);
    this.#buffer.take(packetHeaderBytes);
    return { kind: "packet", packet: { linkType, bytes: this.#buffer.take(length), wireLength, time, position } };
  }
}
