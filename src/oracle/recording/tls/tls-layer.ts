import type { Role } from "../../../../spec/role.ts";
import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";
import type { TcpObservation } from "../tcp/tcp-connection.ts";
import { clientRandomIn, type ServerHello, serverHelloIn } from "./hellos.ts";
import { type RecordCipher, Tls12Cipher, Tls13Cipher } from "./record-cipher.ts";
import { cipherSuites, pseudoRandom, type TlsCrypto } from "./tls-crypto.ts";
import type { TlsKeys } from "./tls-keys.ts";
import { RecordSplitter, type TlsRecord } from "./tls-record.ts";

/** What comes out of TLS: the observations of the connection inside it, or why there are none. */
export type TlsFound = { readonly kind: "seen"; readonly observation: TcpObservation } | { readonly kind: "closed"; readonly why: string };

const contentTypes = { changeCipherSpec: 20, handshake: 22, applicationData: 23 } as const;
const handshakeTypes = { clientHello: 1, serverHello: 2, finished: 20, keyUpdate: 24 } as const;

const otherOf = (role: Role): Role => (role === "client" ? "server" : "client");

/** Whether a client begins with a record of TLS. */
export const beginsTls = (bytes: Uint8Array): boolean => bytes[0] === contentTypes.handshake && (bytes.length < 2 || bytes[1] === 3);

/** One direction inside TLS. */
interface Side {
  readonly records: RecordSplitter;
  /** A message of the handshake that goes on in the next record. */
  readonly handshake: GrowingBytes;
  cipher: RecordCipher | undefined;
  /** In TLS 1.3, what is used once the handshake is over. */
  later: Tls13Cipher | undefined;
  plainBytes: number;
  /** Where records end: in the stream as it was sent, and in what is inside it. */
  readonly ends: { readonly sealed: number; readonly plain: number }[];
  isLost: boolean;
}

/** Both directions of a TLS connection, decrypted with the secrets of a key log. */
export class TlsLayer {
  readonly #crypto: TlsCrypto;
  readonly #keys: TlsKeys;
  readonly #side: Readonly<Record<Role, Side>> = { client: newSide(), server: newSide() };
  #clientRandom = "";
  #isClosed = false;
  /** In TLS 1.2 the ciphers wait for the ChangeCipherSpec of their direction. */
  #pending: Partial<Record<Role, RecordCipher>> = {};

  constructor(crypto: TlsCrypto, keys: TlsKeys) {
    this.#crypto = crypto;
    this.#keys = keys;
  }

  *push(seen: TcpObservation): Generator<TlsFound> {
    if (this.#isClosed) return;
    const { from } = seen;
    const side = this.#side[from];
    if (seen.kind !== "bytes") {
      if (seen.kind === "gap") side.isLost = true;
      return yield this.#inside(seen, seen.kind === "gap" ? { from, kind: "gap" } : { from, kind: "end", how: seen.how });
    }
    if (side.isLost) return;
    for (const record of side.records.push(seen.bytes)) {
      const content = yield* this.#take(from, record);
      if (this.#isClosed) return;
      if (content !== undefined && content.length > 0) yield this.#inside(seen, { from, kind: "bytes", bytes: content });
    }
  }

  /** What a record adds to the stream inside, if anything. */
  *#take(from: Role, record: TlsRecord): Generator<TlsFound, Uint8Array | undefined> {
    const side = this.#side[from];
    const opened = this.#opened(side, record);
    if (opened === "sealed") return yield* this.#close("a record that the keys do not open");
    if (opened === undefined) return undefined;
    const { type, content } = opened;
    if (type === contentTypes.handshake) {
      for (const message of messagesIn(side.handshake, content)) {
        const why = this.#takeHandshake(from, message);
        if (why !== undefined) return yield* this.#close(why);
      }
    }
    if (type !== contentTypes.applicationData) return undefined;
    side.plainBytes += content.length;
    side.ends.push({ sealed: record.end, plain: side.plainBytes });
    return content;
  }

  /** RFC 8446, section 5.2: inside a record of TLS 1.3 the type is the last byte that is not zero. */
  #opened(side: Side, { type, header, content }: TlsRecord): { type: number; content: Uint8Array } | "sealed" | undefined {
    if (type === contentTypes.changeCipherSpec) {
      if (side.later === undefined) side.cipher = side.cipher ?? this.#pending[side === this.#side.client ? "client" : "server"];
      return undefined;
    }
    if (side.cipher === undefined || (side.cipher instanceof Tls13Cipher && type !== contentTypes.applicationData))
      return { type, content };
    const opened = side.cipher.open(type, header, content);
    if (opened === undefined) return "sealed";
    if (!(side.cipher instanceof Tls13Cipher)) return { type, content: opened };
    let end = opened.length;
    while (end > 0 && opened[end - 1] === 0) end--;
    return { type: opened[end - 1] ?? 0, content: opened.subarray(0, Math.max(0, end - 1)) };
  }

  /** Returns why the connection stays closed to us, if it does. */
  #takeHandshake(from: Role, message: Uint8Array): string | undefined {
    const side = this.#side[from];
    switch (message[0]) {
      case handshakeTypes.clientHello:
        this.#clientRandom = clientRandomIn(message);
        return undefined;
      case handshakeTypes.serverHello:
        return from === "server" ? this.#agree(serverHelloIn(message)) : undefined;
      case handshakeTypes.finished:
        if (side.later !== undefined) side.cipher = side.later;
        return undefined;
      case handshakeTypes.keyUpdate:
        if (side.cipher instanceof Tls13Cipher) side.cipher = side.cipher.next();
        return undefined;
      default:
        return undefined;
    }
  }

  #agree({ random, suite: id, isTls13 }: ServerHello): string | undefined {
    const suite = cipherSuites.get(id);
    const secrets = this.#keys.of(this.#clientRandom);
    if (suite === undefined) return `the cipher suite 0x${id.toString(16).padStart(4, "0")}, which is not read`;
    if (secrets === undefined) return "no key for its client random; record with SSLKEYLOGFILE and give the key log with --keys";
    if (!isTls13) return this.#agreeTls12(random, suite, secrets.get("CLIENT_RANDOM"));
    for (const role of ["client", "server"] as const) {
      const [handshake, traffic] = [`${role.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET`, `${role.toUpperCase()}_TRAFFIC_SECRET_0`].map(
        (label) => secrets.get(label),
      );
      if (handshake === undefined || traffic === undefined) return "a key log without the secrets of TLS 1.3";
      this.#side[role].cipher = new Tls13Cipher(this.#crypto, suite, handshake);
      this.#side[role].later = new Tls13Cipher(this.#crypto, suite, traffic);
    }
    return undefined;
  }

  /** RFC 5246, section 6.3: both keys, then both initial vectors. */
  #agreeTls12(
    serverRandom: Uint8Array,
    suite: NonNullable<ReturnType<typeof cipherSuites.get>>,
    master: Uint8Array | undefined,
  ): string | undefined {
    if (master === undefined) return "a key log without the secret of TLS 1.2";
    const clientRandom = Uint8Array.from(this.#clientRandom.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    const ivBytes = suite.cipher === "chacha20-poly1305" ? 12 : 4;
    const { keyBytes } = suite;
    const block = pseudoRandom(
      this.#crypto,
      suite.hash,
      master,
      "key expansion",
      Uint8Array.of(...serverRandom, ...clientRandom),
      2 * (keyBytes + ivBytes),
    );
    const cipher = (i: number): RecordCipher =>
      new Tls12Cipher(
        this.#crypto,
        suite,
        block.subarray(i * keyBytes, (i + 1) * keyBytes),
        block.subarray(2 * keyBytes + i * ivBytes, 2 * keyBytes + (i + 1) * ivBytes),
      );
    this.#pending = { client: cipher(0), server: cipher(1) };
    return undefined;
  }

  *#close(why: string): Generator<TlsFound, undefined> {
    this.#isClosed = true;
    yield { kind: "closed", why };
    return undefined;
  }

  /** The moment is that of the last byte, and what had been received counts whole records. */
  #inside({ from, time, hadReceived }: TcpObservation, seen: TcpObservation): TlsFound {
    const { ends } = this.#side[otherOf(from)];
    while (hadReceived !== undefined && ends.length > 1 && (ends[1]?.sealed ?? 0) <= hadReceived) ends.shift();
    const first = ends[0];
    const received = hadReceived === undefined || first === undefined || first.sealed > hadReceived ? {} : { hadReceived: first.plain };
    return { kind: "seen", observation: { ...seen, ...(time !== undefined && { time }), ...received } };
  }
}

const newSide = (): Side => ({
  records: new RecordSplitter(),
  handshake: new GrowingBytes(),
  cipher: undefined,
  later: undefined,
  plainBytes: 0,
  ends: [],
  isLost: false,
});

/** The messages of a handshake that are whole with the content of this record. */
function* messagesIn(open: GrowingBytes, content: Uint8Array): Generator<Uint8Array> {
  open.append(content, 0);
  const all = open.take();
  let at = 0;
  while (at + 4 <= all.length) {
    const end = at + 4 + (((all[at + 1] ?? 0) << 16) | ((all[at + 2] ?? 0) << 8) | (all[at + 3] ?? 0));
    if (end > all.length) break;
    yield all.subarray(at, end);
    at = end;
  }
  open.append(all.subarray(at), 0);
}
