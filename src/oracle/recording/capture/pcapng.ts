import { latin1FromBytes } from "../../../core/bytes/text.ts";
import { CaptureBuffer } from "./capture-buffer.ts";
import { type CaptureFile, type CaptureFound, recordBytesMax } from "./packet.ts";

const blocks = { section: 0x0a0d0d0a, interface: 1, packet: 2, simplePacket: 3, enhancedPacket: 6, decryptionSecrets: 10 } as const;
const byteOrderMagic = 0x1a2b3c4d;
const tlsKeyLog = 0x544c534b;
/** Type, length, and the length once more at the end. */
const blockOverhead = 12;

interface Interface {
  readonly linkType: number;
  readonly ticksPerMs: number;
  readonly offsetMs: number;
  readonly snapLength: number;
}

/** Whether a file begins as a pcapng does. */
export const beginsPcapng = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === blocks.section;

/** The file format of Wireshark: a list of blocks, of which those that are not known are passed over. */
export class PcapngFile implements CaptureFile {
  readonly #buffer = new CaptureBuffer();
  #isLittle = true;
  #interfaces: Interface[] = [];
  #isDamaged = false;

  *push(bytes: Uint8Array): Generator<CaptureFound> {
    if (this.#isDamaged) return;
    this.#buffer.push(bytes);
    while (this.#buffer.available >= blockOverhead && !this.#isDamaged) {
      const head = this.#buffer.peek(blockOverhead);
      if (head.getUint32(0) === blocks.section) this.#isLittle = head.getUint32(8, true) === byteOrderMagic;
      const type = head.getUint32(0, this.#isLittle);
      const length = head.getUint32(4, this.#isLittle);
      const { position } = this.#buffer;
      if (length < blockOverhead || length % 4 !== 0 || length > recordBytesMax) {
        this.#isDamaged = true;
        yield { kind: "damage", position, detail: `a block that would have ${length} bytes; nothing behind it is read` };
        return;
      }
      if (this.#buffer.available < length) return;
      const block = this.#buffer.take(length);
      yield* this.#read(type, block.subarray(8, length - 4), position);
    }
  }

  *end(): Generator<CaptureFound> {
    if (this.#isDamaged || this.#buffer.available === 0) return;
    yield { kind: "damage", position: this.#buffer.position, detail: "the file ends inside a block" };
  }

  *#read(type: number, body: Uint8Array, position: number): Generator<CaptureFound> {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const number = (at: number): number => (at + 4 <= body.length ? view.getUint32(at, this.#isLittle) : 0);
    switch (type) {
      case blocks.section:
        this.#interfaces = [];
        return;
      case blocks.interface:
        this.#interfaces.push(this.#interface(body, view));
        return;
      case blocks.enhancedPacket:
      case blocks.packet: {
        const id = type === blocks.enhancedPacket ? number(0) : view.getUint16(0, this.#isLittle);
        return yield* this.#packet(id, body.subarray(20, 20 + number(12)), number(16), number(4) * 0x1_0000_0000 + number(8), position);
      }
      case blocks.simplePacket: {
        const wireLength = number(0);
        const snapLength = this.#interfaces[0]?.snapLength ?? 0;
        const length = Math.min(wireLength, snapLength === 0 ? wireLength : snapLength);
        return yield* this.#packet(0, body.subarray(4, 4 + length), wireLength, undefined, position);
      }
      case blocks.decryptionSecrets:
        if (number(0) === tlsKeyLog) yield { kind: "keys", text: latin1FromBytes(body.subarray(8, 8 + number(4))) };
    }
  }

  *#packet(id: number, bytes: Uint8Array, wireLength: number, ticks: number | undefined, position: number): Generator<CaptureFound> {
    const from = this.#interfaces[id];
    if (from === undefined)
      return yield { kind: "damage", position, detail: `a packet of the interface ${id}, which the file does not describe` };
    const time = ticks === undefined ? undefined : ticks / from.ticksPerMs + from.offsetMs;
    yield { kind: "packet", packet: { linkType: from.linkType, bytes, wireLength, time, position } };
  }

  #interface(body: Uint8Array, view: DataView): Interface {
    let ticksPerMs = 1e3;
    let offsetMs = 0;
    for (const [code, at] of this.#options(body, view, 8)) {
      if (code === 9) {
        const resolution = body[at] ?? 6;
        ticksPerMs = ((resolution & 0x80) === 0 ? 10 ** resolution : 2 ** (resolution & 0x7f)) / 1000;
      } else if (code === 14) offsetMs = Number(view.getBigInt64(at, this.#isLittle)) * 1000;
    }
    return { linkType: view.getUint16(0, this.#isLittle), ticksPerMs, offsetMs, snapLength: view.getUint32(4, this.#isLittle) };
  }

  *#options(body: Uint8Array, view: DataView, start: number): Generator<readonly [code: number, at: number]> {
    for (let at = start; at + 4 <= body.length; ) {
      const code = view.getUint16(at, this.#isLittle);
      const length = view.getUint16(at + 2, this.#isLittle);
      if (code === 0 || at + 4 + length > body.length) return;
      yield [code, at + 4];
      at += 4 + length + ((4 - (length % 4)) % 4);
    }
  }
}
