import type { Role } from "../../../spec/role.ts";
import { bytesFromLatin1 } from "../../core/bytes/text.ts";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import { requestText, responseText } from "../../core/testing/sample-handshake.ts";
import type { Case, CaseEvent, RawFrame } from "../case/case.ts";
import { joined } from "../cases/steps.ts";
import type { EngineOptions } from "../fuzzer/engine-options.ts";
import { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerListener } from "../fuzzer/fuzzer-connection-options.ts";
import { standardTimeouts } from "../fuzzer/waiting/fuzzer-timeouts.ts";
import { runCase } from "../play/run-case.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import { FakeClock } from "./fake-clock.ts";
import { framesIn } from "./frames-in.ts";
import { MemoryTransport } from "./memory-transport.ts";

/** The masking key of every frame that goes either way. */
export const maskingKey = Uint8Array.of(0x61, 0x19, 0x93, 0x0a);

const request = requestText();
const response = responseText();

/** A fuzzer whose peer is the test, and whose time passes when the test says so. */
export class FuzzerInMemory {
  readonly clock = new FakeClock();
  readonly transport = new MemoryTransport();
  readonly connection: FuzzerConnection;
  /** What the connection told its listener. */
  readonly told: (CaseEvent | "open" | "lost")[] = [];
  readonly #isServer: boolean;
  #handshakeWrites = 0;

  constructor(role: Role, engine?: EngineOptions) {
    this.#isServer = role === "server";
    const randomBytes = () => maskingKey;
    const { clock, transport } = this;
    this.connection = new FuzzerConnection({ transport, clock, isServer: this.#isServer, randomBytes, timeouts: standardTimeouts, engine });
    this.connection.attach(this.#recorder);
    transport.listen({
      onBytes: (bytes) => {
        this.connection.noteReceived(bytes);
        this.connection.receive(bytes);
      },
      onEnd: (end) => this.connection.lost(end),
    });
  }

  /** Gets the opening handshake over with. */
  open(): this {
    const heads = this.#isServer ? { sent: response, received: request } : { sent: request, received: response };
    if (!this.#isServer) this.connection.writeHead(bytesFromLatin1(heads.sent));
    this.connection.noteReceived(bytesFromLatin1(heads.received));
    if (this.#isServer) this.connection.writeHead(bytesFromLatin1(heads.sent));
    this.#handshakeWrites = this.transport.written.length;
    this.connection.open();
    return this;
  }

  /** Lets a case have the connection, and opens it. The result comes when the connection is over. */
  play(played: Case): Promise<CaseResult> {
    const heads = () => ({ httpRequest: request, httpResponse: response });
    const { connection, clock } = this;
    const result = runCase({ played, number: 1, connection, clock, agent: () => "peer", heads });
    this.open();
    return result;
  }

  /** The peer sends frames, all in one segment. */
  peerSends(...frames: readonly RawFrame[]): void {
    this.transport.deliver(joined(...frames.map((frame) => this.bytesOf(frame))));
  }

  /** The bytes of a frame as the peer has to send it. */
  bytesOf(frame: RawFrame): Uint8Array {
    return encodeFrame({ ...frame, maskingKey: this.#isServer ? maskingKey : undefined });
  }

  /** The frames the fuzzer has written, complete ones only. */
  get sent(): RawFrame[] {
    return framesIn(joined(...this.transport.written.slice(this.#handshakeWrites)));
  }

  get #recorder(): FuzzerListener {
    return {
      onOpen: () => this.told.push("open"),
      onMessage: (payload, binary) => this.told.push({ event: "message", payload, binary }),
      onPong: (payload) => this.told.push({ event: "pong", payload }),
      onLost: () => this.told.push("lost"),
    };
  }
}

/** A Close frame with a status code and a reason, or with neither. */
export function closeFrame(code?: number, reason = ""): RawFrame {
  const body = code === undefined ? [] : [code >> 8, code & 0xff, ...new TextEncoder().encode(reason)];
  return { opcode: 8, fin: true, rsv: 0, payload: Uint8Array.from(body) };
}
