import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

/** What a capture for the bench holds. */
export interface CaptureToWrite {
  readonly bytes: number;
  readonly format: "text" | "binary";
  readonly messageBytes: number;
  /** Connections one behind the other, each with as much of it. */
  readonly connections: number;
}

const segmentBytes = 1448;
const pieceBytes = 1 << 20;
const request =
  "GET / HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
const answer = "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/** Writes a pcap in which servers send messages, and returns how many bytes it has. */
export async function writeCapture(path: string, { bytes, format, messageBytes, connections }: CaptureToWrite): Promise<number> {
  const file = createWriteStream(path);
  const write = async (piece: Buffer): Promise<void> => {
    if (!file.write(piece)) await new Promise<void>((resolve) => file.once("drain", () => resolve()));
  };
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt32LE(0x0004_0002, 4);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  await write(header);
  const frame = frameOf(format, messageBytes);
  for (let i = 0; i < connections; i++) {
    const wire = new Wire(10_000 + (i % 50_000));
    await write(wire.opening());
    let open = Buffer.alloc(0);
    for (let sent = 0; sent < bytes / connections; ) {
      const count = Math.max(1, Math.floor(Math.min(pieceBytes, bytes / connections) / frame.length));
      open = Buffer.concat([open, ...new Array<Buffer>(count).fill(frame)]);
      const whole = sent + open.length >= bytes / connections ? open.length : open.length - (open.length % segmentBytes);
      const packets: Buffer[] = [];
      for (let at = 0; at < whole; at += segmentBytes)
        packets.push(wire.packet("server", 0x10, open.subarray(at, Math.min(whole, at + segmentBytes))));
      open = open.subarray(whole);
      sent += whole;
      await write(Buffer.concat(packets));
    }
    await write(Buffer.concat([wire.packet("server", 0x11, Buffer.alloc(0)), wire.packet("client", 0x11, Buffer.alloc(0))]));
  }
  file.end();
  await finished(file);
  return file.bytesWritten;
}

function frameOf(format: "text" | "binary", length: number): Buffer {
  const header = length < 126 ? Buffer.of(0, length) : length < 65_536 ? Buffer.of(0, 126, length >> 8, length & 0xff) : Buffer.alloc(10);
  if (length >= 65_536) {
    header[1] = 127;
    header.writeUInt32BE(length, 6);
  }
  header[0] = format === "text" ? 0x81 : 0x82;
  return Buffer.concat([header, Buffer.alloc(length, 0x61)]);
}

/** One TCP connection between two addresses, a packet every ten microseconds. */
class Wire {
  readonly #port: number;
  readonly #sequence = { client: 1000, server: 5000 };
  #microseconds = 0;

  constructor(port: number) {
    this.#port = port;
  }

  opening(): Buffer {
    const none = Buffer.alloc(0);
    return Buffer.concat([
      this.packet("client", 0x02, none),
      this.packet("server", 0x12, none),
      this.packet("client", 0x18, Buffer.from(request)),
      this.packet("server", 0x18, Buffer.from(answer)),
    ]);
  }

  packet(from: "client" | "server", flags: number, payload: Buffer): Buffer {
    const head = Buffer.alloc(70);
    this.#microseconds += 10;
    head.writeUInt32LE(Math.floor(this.#microseconds / 1e6), 0);
    head.writeUInt32LE(this.#microseconds % 1e6, 4);
    head.writeUInt32LE(54 + payload.length, 8);
    head.writeUInt32LE(54 + payload.length, 12);
    head.writeUInt16BE(0x0800, 28);
    head[30] = 0x45;
    head.writeUInt16BE(40 + payload.length, 32);
    head[38] = 64;
    head[39] = 6;
    head.set(from === "client" ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1], 42);
    head.writeUInt16BE(from === "client" ? this.#port : 80, 50);
    head.writeUInt16BE(from === "client" ? 80 : this.#port, 52);
    const other = from === "client" ? "server" : "client";
    head.writeUInt32BE(this.#sequence[from], 54);
    head.writeUInt32BE((flags & 0x10) === 0 ? 0 : this.#sequence[other], 58);
    head[62] = 0x50;
    head[63] = flags;
    this.#sequence[from] = (this.#sequence[from] + payload.length + ((flags & 0x03) === 0 ? 0 : 1)) >>> 0;
    return Buffer.concat([head, payload]);
  }
}
