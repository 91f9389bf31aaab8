import type { Role } from "../../../../spec/role.ts";
import { latin1FromBytes } from "../../../core/bytes/text.ts";
import { decodeHeader, headerBytesMax, headerLength } from "../../../core/frame/frame-header.ts";
import { brokenHeaderRules, rsv1 } from "../../../core/frame/header-rules.ts";
import type { ConnectionFacts, Observation, RecordedOrder } from "../recording.ts";
import type { TcpObservation } from "./tcp-connection.ts";

/** What a connection of TCP turns out to be. */
export type Found =
  | { readonly kind: "webSocket"; readonly facts: ConnectionFacts; readonly observations: readonly Observation[] }
  | { readonly kind: "foreign" };

/** As many bytes are looked at before a connection is taken to be of no concern. */
const headBytesMax = 64 * 1024;

/** A method, as much of it as has come. */
const startsRequest = /^(?:[A-Z]{1,10}$|[A-Z]{3,10} )/;

/** Finds out whether a byte stream in two directions is a WebSocket connection, and from where on: other requests may come before its own. */
export class WebSocketFinder {
  readonly #name: string;
  readonly #order: RecordedOrder;
  #held: TcpObservation[] = [];
  /** The side that was taken for the client turned out to be the server. */
  #isSwapped = false;
  /** A request came that asked for something else. */
  #hasPassed = false;
  #request = "";
  #heldBytes = 0;
  /** How much of each direction came before the request, and is left out. */
  #before: Record<Role, number> = { client: 0, server: 0 };
  readonly #passed: Record<Role, number> = { client: 0, server: 0 };

  constructor(name: string, order: RecordedOrder = "between") {
    this.#order = order;
    this.#name = name;
  }

  /** The same observation with positions counted from the beginning of the connection as it was found. */
  moved(seen: TcpObservation): Observation {
    if (!this.#isSwapped && this.#before.client === 0 && this.#before.server === 0) return seen;
    const from = this.#isSwapped ? otherOf(seen.from) : seen.from;
    const { hadReceived, ...rest } = seen;
    const before = this.#before[otherOf(seen.from)];
    return hadReceived === undefined || hadReceived < before ? { ...rest, from } : { ...rest, from, hadReceived: hadReceived - before };
  }

  /** What the connection is, once that is known. */
  push(seen: TcpObservation): Found | undefined {
    const { from } = seen;
    if (seen.kind === "bytes") {
      if (from === "client" && this.#request === "" && this.#hasPassed) this.#startOver();
      this.#passed[from] += seen.bytes.length;
      this.#heldBytes += seen.bytes.length;
      if (from === "client") this.#request += latin1FromBytes(seen.bytes.subarray(0, headBytesMax));
    } else if (seen.kind === "gap") this.#passed[from] += seen.length ?? 0;
    this.#held.push(seen);
    if (this.#heldBytes > headBytesMax) return this.#giveUp();
    if (this.#request === "" || startsRequest.test(this.#request)) return this.#readRequest();
    return this.#readFrames();
  }

  /** The connection is over, or the capture is. */
  end(): Found {
    return startsRequest.test(this.#request) ? { kind: "foreign" } : (this.#readFrames() ?? { kind: "foreign" });
  }

  #readRequest(): Found | undefined {
    const end = this.#request.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    if (/\r\nupgrade:[^\r\n]*websocket/i.test(this.#request.slice(0, end + 2))) return this.#found({ begins: "opening" }, false);
    this.#request = "";
    this.#hasPassed = true;
    return undefined;
  }

  /** Nothing of what came so far belongs to the connection. */
  #startOver(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#before = { ...this.#passed };
  }

  #giveUp(): Found | undefined {
    if (this.#request !== "" || !this.#held.some(({ from }) => from === "client")) return this.#readFrames() ?? { kind: "foreign" };
    this.#startOver();
    return undefined;
  }

  /** Where no handshake was captured, both directions have to read as frames, and one has to mask. */
  #readFrames(): Found | undefined {
    const masking = { client: this.#framesOf("client"), server: this.#framesOf("server") };
    if (masking.client === "none" || masking.server === "none") return { kind: "foreign" };
    if (masking.client === "masked" && masking.server === "unmasked") return this.#found({ begins: "frames" }, false);
    if (masking.client === "unmasked" && masking.server === "masked") return this.#found({ begins: "frames" }, true);
    return undefined;
  }

  /** Whether all that a direction has sent is whole frames without a fault, and whether they are masked. */
  #framesOf(role: Role): "masked" | "unmasked" | "nothing" | "none" {
    let found: "masked" | "unmasked" | "nothing" = "nothing";
    for (const seen of this.#held) {
      if (seen.from !== role || seen.kind !== "bytes") continue;
      for (let at = 0; at < seen.bytes.length; ) {
        const padded = new Uint8Array(headerBytesMax);
        padded.set(seen.bytes.subarray(at, at + headerBytesMax));
        const header = decodeHeader(padded, 0);
        const isFaulty = brokenHeaderRules(header, { expectMasked: header.masked, rsvInUse: rsv1 }, 0, headerBytesMax).length > 0;
        at += headerLength(header.secondByte) + header.payloadLength;
        if (isFaulty || at > seen.bytes.length) return "none";
        found = header.masked ? "masked" : "unmasked";
      }
    }
    return found;
  }

  #found({ begins }: Pick<ConnectionFacts, "begins">, isSwapped: boolean): Found {
    this.#isSwapped = isSwapped;
    const facts: ConnectionFacts = { name: this.#name, detail: "bytes", order: this.#order, begins, form: "http/1.1" };
    return { kind: "webSocket", facts, observations: this.#held.splice(0).map((seen) => this.moved(seen)) };
  }
}

const otherOf = (role: Role): Role => (role === "client" ? "server" : "client");
