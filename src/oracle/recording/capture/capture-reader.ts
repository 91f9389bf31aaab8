import type { RecordingEvent, RecordingReader } from "../recording.ts";
import { FollowedStream } from "../tcp/followed-stream.ts";
import { TcpConnection, type TcpObservation } from "../tcp/tcp-connection.ts";
import type { TlsCrypto } from "../tls/tls-crypto.ts";
import { TlsKeys } from "../tls/tls-keys.ts";
import { beginsTls, TlsLayer } from "../tls/tls-layer.ts";
import type { CaptureFile, CaptureFound, Packet } from "./packet.ts";
import { isKnownLinkType, type Segment, type Socket, segmentIn, socketText } from "./segment.ts";

interface Followed {
  readonly tcp: TcpConnection;
  readonly stream: FollowedStream;
  /** Set once the client has begun with TLS. */
  tls: TlsLayer | undefined;
}

/** What a capture is read with. */
export interface CaptureOptions {
  /** Secrets of TLS connections; a file may bring its own. */
  readonly keys: TlsKeys;
  /** What decrypting needs; without it TLS stays closed. */
  readonly crypto?: TlsCrypto | undefined;
}

/** Follows the WebSocket connections of a capture file; all others are passed over. */
export class CaptureReader implements RecordingReader {
  readonly #file: CaptureFile;
  readonly #options: CaptureOptions;
  /** By both sockets, either way round. */
  readonly #followed = new Map<Socket, Map<Socket, Followed>>();
  readonly #open = new Set<Followed>();
  readonly #unknownLinkTypes = new Set<number>();
  #ids = 0;
  #hasFragments = false;

  constructor(file: CaptureFile, options: CaptureOptions = { keys: new TlsKeys() }) {
    this.#file = file;
    this.#options = options;
  }

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    for (const found of this.#file.push(bytes)) yield* this.#take(found);
  }

  *end(): Generator<RecordingEvent> {
    for (const found of this.#file.end()) yield* this.#take(found);
    for (const followed of this.#open) yield* this.#close(followed);
  }

  *#take(found: CaptureFound): Generator<RecordingEvent> {
    if (found.kind === "packet") yield* this.#takePacket(found.packet);
    else if (found.kind === "keys") this.#options.keys.add(found.text);
    else if (found.kind === "damage") yield { kind: "unreadable", position: found.position, detail: found.detail };
  }

  *#takePacket({ linkType, bytes, wireLength, time, position }: Packet): Generator<RecordingEvent> {
    if (!isKnownLinkType(linkType)) {
      if (this.#unknownLinkTypes.has(linkType)) return;
      this.#unknownLinkTypes.add(linkType);
      return yield {
        kind: "unreadable",
        position,
        detail: `packets of the link type ${linkType}, which is not read: Ethernet, Linux cooked, loopback and raw IP are`,
      };
    }
    const segment = segmentIn(linkType, bytes, wireLength);
    if (segment === "fragment" && !this.#hasFragments) {
      this.#hasFragments = true;
      yield { kind: "unreadable", position, detail: "IP packets in fragments, which are not put together" };
    }
    if (typeof segment !== "string") yield* this.#takeSegment(segment, time);
  }

  *#takeSegment(segment: Segment, time: number | undefined): Generator<RecordingEvent> {
    let followed = this.#followed.get(segment.from)?.get(segment.to);
    if (followed?.tcp.isReplacedBy(segment) === true) {
      yield* this.#close(followed);
      followed = undefined;
    }
    followed ??= this.#follow(segment, time);
    if (followed === undefined) return;
    for (const seen of followed.tcp.push(segment, time)) yield* this.#observe(followed, seen);
    if (followed.tcp.isOver) yield* this.#close(followed);
  }

  /** A connection that is seen for the first time: what opens it, or bytes of it. What comes late of one that is over is neither. */
  #follow(segment: Segment, time: number | undefined): Followed | undefined {
    if (segment.rst || (!segment.syn && segment.payload.length === 0)) return undefined;
    const tcp = new TcpConnection(segment, time);
    const stream = new FollowedStream(nameOf(tcp), "between", () => ++this.#ids);
    const followed: Followed = { tcp, stream, tls: undefined };
    this.#enter(segment.from, segment.to, followed);
    this.#enter(segment.to, segment.from, followed);
    this.#open.add(followed);
    return followed;
  }

  #enter(from: Socket, to: Socket, followed: Followed): void {
    const others = this.#followed.get(from);
    if (others === undefined) this.#followed.set(from, new Map([[to, followed]]));
    else others.set(to, followed);
  }

  *#observe(followed: Followed, seen: TcpObservation): Generator<RecordingEvent> {
    const { stream } = followed;
    if (stream.isForeign) return;
    if (followed.tls === undefined && stream.id === undefined && seen.kind === "bytes" && seen.from === "client" && beginsTls(seen.bytes)) {
      const { crypto, keys } = this.#options;
      if (crypto === undefined) return yield* this.#leaveClosed(followed, "decrypting is not possible here");
      followed.tls = new TlsLayer(crypto, keys);
    }
    if (followed.tls === undefined) return yield* stream.see(seen);
    for (const found of followed.tls.push(seen)) {
      if (found.kind === "seen") yield* stream.see(found.observation);
      else yield* this.#leaveClosed(followed, found.why);
    }
  }

  *#leaveClosed({ tcp, stream }: Followed, why: string): Generator<RecordingEvent> {
    yield { kind: "unreadable", detail: `the TLS connection ${nameOf(tcp)} stays closed: ${why}` };
    yield* stream.leave();
  }

  #leave(from: Socket, to: Socket): void {
    const others = this.#followed.get(from);
    others?.delete(to);
    if (others?.size === 0) this.#followed.delete(from);
  }

  *#close(followed: Followed): Generator<RecordingEvent> {
    const { client, server } = followed.tcp;
    this.#leave(client, server);
    this.#leave(server, client);
    this.#open.delete(followed);
    for (const seen of followed.tcp.end()) yield* this.#observe(followed, seen);
    yield* followed.stream.end();
  }
}

const nameOf = ({ client, server }: TcpConnection): string => `${socketText(client)} > ${socketText(server)}`;
