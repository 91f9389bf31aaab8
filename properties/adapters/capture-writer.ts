import type { Role } from "../../spec/role.ts";

/** One TCP segment to be captured: which bytes of its sender's stream it carries. */
export interface CapturedSegment {
  readonly from: Role;
  /** Position of its first byte in the stream. */
  readonly start: number;
  readonly payload: Uint8Array;
  /** How much of the other stream its sender had received. */
  readonly received: number;
  readonly flags?: "syn" | "fin";
}

/** How packets are written. */
export interface CaptureForm {
  readonly file: "pcap" | "pcapng";
  readonly link: "ethernet" | "vlan" | "cooked" | "loopback" | "raw";
  readonly ip: 4 | 6;
  readonly isLittle: boolean;
}

const linkTypes = { ethernet: 1, vlan: 1, cooked: 113, loopback: 0, raw: 101 } as const;

/** Sequence numbers are near the point where they begin again from zero. */
const firstSequence: Readonly<Record<Role, number>> = { client: 0xffff_fff0, server: 77 };

/** A capture file with these segments, a millisecond apart. */
export function captureOf(segments: readonly CapturedSegment[], form: CaptureForm): Uint8Array {
  const packets = segments.map((segment) => [...linkHeader(form), ...ipPacket(segment, form)]);
  const number = (value: number, bytes: number): number[] => {
    const all = Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);
    return form.isLittle ? all : all.reverse();
  };
  if (form.file === "pcap") {
    const header = [
      ...number(0xa1b2c3d4, 4),
      ...number(2, 2),
      ...number(4, 2),
      ...number(0, 8),
      ...number(65535, 4),
      ...number(linkTypes[form.link], 4),
    ];
    return Uint8Array.from([
      ...header,
      ...packets.flatMap((packet, i) => [
        ...number(7, 4),
        ...number(i * 1000, 4),
        ...number(packet.length, 4),
        ...number(packet.length, 4),
        ...packet,
      ]),
    ]);
  }
  const block = (type: number, body: readonly number[]): number[] => {
    const padded = [...body, ...new Array<number>((4 - (body.length % 4)) % 4).fill(0)];
    return [...number(type, 4), ...number(padded.length + 12, 4), ...padded, ...number(padded.length + 12, 4)];
  };
  const section = block(0x0a0d0d0a, [...number(0x1a2b3c4d, 4), ...number(1, 2), ...number(0, 2), ...new Array<number>(8).fill(0xff)]);
  const description = block(1, [...number(linkTypes[form.link], 2), 0, 0, ...number(0, 4)]);
  const unknown = block(0x0bad, [1, 2, 3]);
  const captured = packets.flatMap((packet, i) =>
    block(6, [
      ...number(0, 4),
      ...number(0, 4),
      ...number(i * 1000, 4),
      ...number(packet.length, 4),
      ...number(packet.length, 4),
      ...packet,
    ]),
  );
  return Uint8Array.from([...section, ...description, ...unknown, ...captured]);
}

function linkHeader({ link, ip, isLittle }: CaptureForm): number[] {
  const etherType = ip === 4 ? [0x08, 0x00] : [0x86, 0xdd];
  const addresses = new Array<number>(12).fill(2);
  if (link === "raw") return [];
  if (link === "loopback") return isLittle ? [ip === 4 ? 2 : 30, 0, 0, 0] : [0, 0, 0, ip === 4 ? 2 : 30];
  if (link === "cooked") return [...new Array<number>(14).fill(0), ...etherType];
  return [...addresses, ...(link === "vlan" ? [0x81, 0x00, 0x00, 0x07] : []), ...etherType];
}

function ipPacket(segment: CapturedSegment, { ip }: CaptureForm): number[] {
  const tcp = tcpSegment(segment);
  const address = (role: Role): number[] =>
    ip === 4 ? [10, 0, 0, role === "client" ? 1 : 2] : [0x20, 1, ...new Array<number>(13).fill(0), role === "client" ? 1 : 2];
  const both = [...address(segment.from), ...address(segment.from === "client" ? "server" : "client")];
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  return ip === 4
    ? [0x45, 0, ...word(20 + tcp.length), 0, 0, 0, 0, 64, 6, 0, 0, ...both, ...tcp]
    : [0x60, 0, 0, 0, ...word(tcp.length), 6, 64, ...both, ...tcp];
}

function tcpSegment({ from, start, payload, received, flags }: CapturedSegment): number[] {
  const other: Role = from === "client" ? "server" : "client";
  const word = (value: number): number[] => [value >> 8, value & 0xff];
  const long = (value: number): number[] => [...word((value >>> 16) & 0xffff), ...word(value & 0xffff)];
  const ports = from === "client" ? [...word(50_000), ...word(80)] : [...word(80), ...word(50_000)];
  const sequence = (firstSequence[from] + (flags === "syn" ? 0 : 1 + start)) >>> 0;
  const acknowledgement = (firstSequence[other] + 1 + received) >>> 0;
  const isOpening = flags === "syn" && from === "client";
  const bits = (flags === "syn" ? 0x02 : 0) | (flags === "fin" ? 0x01 : 0) | (isOpening ? 0 : 0x10);
  return [...ports, ...long(sequence), ...long(isOpening ? 0 : acknowledgement), 0x50, bits, 0xff, 0xff, 0, 0, 0, 0, ...payload];
}
