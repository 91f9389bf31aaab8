import type { RecordingEvent, RecordingReader } from "../recording.ts";
import { TcpConnection, type TcpObservation } from "../tcp/tcp-connection.ts";
import { WebSocketFinder } from "../tcp/web-socket-finder.ts";
import type { CaptureFile, CaptureFound, Packet } from "./packet.ts";
import { isKnownLinkType, type Segment, segmentIn } from "./segment.ts";

interface Followed {
  readonly tcp: TcpConnection;
  readonly finder: WebSocketFinder;
  /** Set once it is known to be a WebSocket connection. */
  id: number | undefined;
  isForeign: boolean;
}

/** Follows the WebSocket connections of a capture file; all others are passed over. */
export class CaptureReader implements RecordingReader {
  readonly #file: CaptureFile;
  readonly #followed = new Map<string, Followed>();
  readonly #unknownLinkTypes = new Set<number>();
  #ids = 0;
  #hasFragments = false;

  constructor(file: CaptureFile) {
    this.#file = file;
  }

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    for (const found of this.#file.push(bytes)) yield* this.#take(found);
  }

  *end(): Generator<RecordingEvent> {
    for (const found of this.#file.end()) yield* this.#take(found);
    for (const [key, followed] of this.#followed) yield* this.#close(key, followed);
  }

  *#take(found: CaptureFound): Generator<RecordingEvent> {
    if (found.kind === "packet") yield* this.#takePacket(found.packet);
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
    const key = segment.from < segment.to ? `${segment.from} ${segment.to}` : `${segment.to} ${segment.from}`;
    let followed = this.#followed.get(key);
    if (followed?.tcp.isReplacedBy(segment) === true) {
      yield* this.#close(key, followed);
      followed = undefined;
    }
    if (followed === undefined) {
      if (segment.rst || (segment.fin && segment.payload.length === 0)) return;
      const tcp = new TcpConnection(segment, time);
      followed = { tcp, finder: new WebSocketFinder(`${tcp.client} > ${tcp.server}`), id: undefined, isForeign: false };
      this.#followed.set(key, followed);
    }
    for (const seen of followed.tcp.push(segment, time)) yield* this.#observe(followed, seen);
  }

  *#observe(followed: Followed, seen: TcpObservation): Generator<RecordingEvent> {
    if (followed.isForeign) return;
    if (followed.id !== undefined) return yield { kind: "seen", id: followed.id, observation: followed.finder.moved(seen) };
    const found = followed.finder.push(seen);
    if (found !== undefined) yield* this.#decide(followed, found);
  }

  *#decide(followed: Followed, found: ReturnType<WebSocketFinder["end"]>): Generator<RecordingEvent> {
    if (found.kind === "foreign") {
      followed.isForeign = true;
      return;
    }
    followed.id = ++this.#ids;
    yield { kind: "connection", id: followed.id, facts: found.facts };
    for (const observation of found.observations) yield { kind: "seen", id: followed.id, observation };
  }

  *#close(key: string, followed: Followed): Generator<RecordingEvent> {
    this.#followed.delete(key);
    for (const seen of followed.tcp.end()) yield* this.#observe(followed, seen);
    if (followed.id === undefined && !followed.isForeign) yield* this.#decide(followed, followed.finder.end());
    if (followed.id !== undefined) yield { kind: "over", id: followed.id };
  }
}
