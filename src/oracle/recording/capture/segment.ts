/** An address with its port: of IPv4 both as one number of 48 bits, which is quickly compared; of IPv6 as text. */
export type Socket = number | string;

/** As people write it: `127.0.0.1:9001` or `[::1]:9001`. */
export function socketText(socket: Socket): string {
  if (typeof socket === "string") return socket;
  const address = Math.floor(socket / 0x1_0000);
  return `${[24, 16, 8, 0].map((shift) => (address / 2 ** shift) & 0xff).join(".")}:${portOf(socket)}`;
}

/** The port of a socket. */
export const portOf = (socket: Socket): number =>
  typeof socket === "number" ? socket % 0x1_0000 : Number(socket.slice(socket.lastIndexOf(":") + 1));

/** One TCP segment, out of whatever packet carried it. */
export interface Segment {
  readonly from: Socket;
  readonly to: Socket;
  readonly sequence: number;
  /** What the sender had received; undefined where the segment says nothing about it. */
  readonly acknowledgement: number | undefined;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly payload: Uint8Array;
  /** Bytes of payload that were on the wire and are not in the capture. */
  readonly missing: number;
}

/** Why a packet holds no segment that can be read. Most packets of most captures are of no concern. */
export type NoSegment = "other" | "fragment";

const linkTypes = {
  null: 0,
  ethernet: 1,
  rawOld: 12,
  rawOpenBsd: 14,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;
const knownLinkTypes: ReadonlySet<number> = new Set(Object.values(linkTypes));
const etherTypes = { ipv4: 0x0800, ipv6: 0x86dd, vlan: 0x8100, serviceVlan: 0x88a8 } as const;
const tcp = 6;

/** The TCP segment in a packet. */
export function segmentIn(linkType: number, bytes: Uint8Array, wireLength: number): Segment | NoSegment {
  const at = ipOffset(linkType, bytes);
  if (at === undefined || at >= bytes.length) return "other";
  const version = (bytes[at] ?? 0) >> 4;
  if (version === 4) return fromIpv4(bytes.subarray(at), wireLength - at);
  if (version === 6) return fromIpv6(bytes.subarray(at), wireLength - at);
  return "other";
}

/** Whether packets of this kind can be read at all. */
export const isKnownLinkType = (linkType: number): boolean => knownLinkTypes.has(linkType);

/** Where the header of IP begins. */
function ipOffset(linkType: number, bytes: Uint8Array): number | undefined {
  switch (linkType) {
    case linkTypes.ethernet:
      return behindEtherType(bytes, 12);
    case linkTypes.linuxCooked:
      return behindEtherType(bytes, 14);
    case linkTypes.linuxCooked2:
      return isIp(word16(bytes, 0)) ? 20 : undefined;
    case linkTypes.null:
    case linkTypes.loop:
      return 4;
    case linkTypes.raw:
    case linkTypes.rawOld:
    case linkTypes.rawOpenBsd:
    case linkTypes.ipv4:
    case linkTypes.ipv6:
      return 0;
    default:
      return undefined;
  }
}

const isIp = (etherType: number): boolean => etherType === etherTypes.ipv4 || etherType === etherTypes.ipv6;

function behindEtherType(bytes: Uint8Array, start: number): number | undefined {
  let at = start;
  while (word16(bytes, at) === etherTypes.vlan || word16(bytes, at) === etherTypes.serviceVlan) at += 4;
  return isIp(word16(bytes, at)) ? at + 2 : undefined;
}

function fromIpv4(ip: Uint8Array, wireLength: number): Segment | NoSegment {
  const headerLength = ((ip[0] ?? 0) & 0x0f) * 4;
  if (ip.length < headerLength || headerLength < 20 || ip[9] !== tcp) return "other";
  // More fragments, or one that is not the first.
  if ((word16(ip, 6) & 0x3fff) !== 0) return "fragment";
  // A capture made before the segment was cut for the wire has a length of zero.
  const total = word16(ip, 2) === 0 ? wireLength : word16(ip, 2);
  const tcpBytes = ip.subarray(headerLength, total);
  const socket = (addressAt: number, portAt: number): Socket => word32(ip, addressAt) * 0x1_0000 + word16(tcpBytes, portAt);
  return fromTcp(tcpBytes, total - headerLength, socket(12, 0), socket(16, 2));
}

/** Headers between that of IPv6 and that of TCP, all with their length in units of eight bytes. */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const fragmentHeader = 44;

function fromIpv6(ip: Uint8Array, wireLength: number): Segment | NoSegment {
  if (ip.length < 40) return "other";
  const total = word16(ip, 4) === 0 ? wireLength : 40 + word16(ip, 4);
  let next = ip[6] ?? 0;
  let at = 40;
  while (extensionHeaders.has(next) && at + 8 <= ip.length) {
    next = ip[at] ?? 0;
    at += 8 + (ip[at + 1] ?? 0) * 8;
  }
  if (next === fragmentHeader) return "fragment";
  if (next !== tcp) return "other";
  const tcpBytes = ip.subarray(at, total);
  const socket = (addressAt: number, portAt: number): Socket =>
    `${ipv6Text(ip.subarray(addressAt, addressAt + 16))}:${word16(tcpBytes, portAt)}`;
  return fromTcp(tcpBytes, total - at, socket(8, 0), socket(24, 2));
}

function fromTcp(bytes: Uint8Array, wireLength: number, from: Socket, to: Socket): Segment | NoSegment {
  const headerLength = ((bytes[12] ?? 0) >> 4) * 4;
  if (bytes.length < 20 || headerLength < 20 || bytes.length < headerLength) return "other";
  const flags = bytes[13] ?? 0;
  const payload = bytes.subarray(headerLength);
  return {
    from,
    to,
    sequence: word32(bytes, 4),
    acknowledgement: (flags & 0x10) === 0 ? undefined : word32(bytes, 8),
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    payload,
    missing: Math.max(0, wireLength - headerLength - payload.length),
  };
}

const word16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const word32 = (bytes: Uint8Array, at: number): number => word16(bytes, at) * 0x1_0000 + word16(bytes, at + 2);

/** RFC 5952: without leading zeros, the longest run of zero groups left out. */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => word16(bytes, 2 * i).toString(16)).join(":");
  const runs = [...groups.matchAll(/\b0(?::0)+\b/g)].sort((a, b) => b[0].length - a[0].length);
  const [longest] = runs;
  if (longest === undefined) return `[${groups}]`;
  const text = `${groups.slice(0, longest.index)}:${groups.slice(longest.index + longest[0].length)}`;
  return `[${text.replace(/:{2,}/, "::").replace(/^:$/, "::")}]`;
}
