import type { Role } from "../../../spec/role.ts";
import { hexOf } from "../../core/bytes/hex.ts";
import { Connection } from "../../core/connection/connection.ts";
import type { EndpointEvent } from "../../core/output.ts";
import { nodePorts } from "../../node/ports.ts";
import { factsInUse } from "../../oracle/opening/facts-in-use.ts";

/** What a strict endpoint gets out of bytes, and every reaction that the RFCs allow. */
export interface EndpointAnswer {
  readonly events: readonly object[];
  readonly reactions: readonly object[];
}

/** Feeds an open connection with bytes, in these pieces. Positions count from the first byte given. */
export function strictEndpoint(role: Role, pieces: readonly Uint8Array[], extensions: string): EndpointAnswer {
  const inUse = factsInUse({ name: "", detail: "bytes", order: "exact", begins: "frames", form: "http/1.1", extensions });
  const compression = inUse === "unknown" ? null : inUse.compression;
  const connection = new Connection({ role, subprotocol: null, compression, byteOffset: 0 }, { ports: nodePorts });
  const told: EndpointEvent[] = [];
  for (const bytes of pieces) {
    connection.feed({ kind: "bytes", bytes: bytes.slice() });
    for (let output = connection.next(); output !== undefined; output = connection.next()) {
      if (output.kind === "event") told.push(output.event);
    }
  }
  return { events: told.map(eventJson), reactions: told.flatMap(reactionsTo) };
}

function eventJson(event: EndpointEvent): object {
  switch (event.type) {
    case "message":
      return { type: event.type, format: event.format, hex: hexOf(event.payload) };
    case "ping":
    case "pong":
      return { type: event.type, hex: hexOf(event.payload) };
    case "failed":
      return { type: event.type, ...event.failure };
    default:
      return { ...event };
  }
}

/** The reactions that are allowed: a set, of which a strict endpoint's own is one. */
function reactionsTo(event: EndpointEvent): object[] {
  if (event.type === "ping")
    return [{ to: "ping", must: "pong", hex: hexOf(event.payload), unless: "a later Ping is answered, or the peer's Close has arrived" }];
  if (event.type === "closing") return [{ to: "close", must: "close", codes: "any that may be sent, or none", typical: event.code }];
  if (event.type !== "failed") return [];
  const { requirement, closeCode } = event.failure;
  return [
    {
      to: "violation",
      requirement,
      must: "fail",
      close: { code: closeCode, isOptional: true },
      mayDropTransport: true,
      mayProcessWhatFollows: false,
    },
  ];
}
