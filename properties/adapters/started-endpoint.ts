import { isUtf8 } from "node:buffer";
import type { Role } from "../../spec/role.ts";
import { latin1FromBytes } from "../../src/core/bytes/text.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import type { Limits } from "../../src/core/limits.ts";
import { bytesOf, drain } from "../../src/core/testing/drain.ts";
import { acceptanceOf } from "../../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";

/** Which implementation checks UTF-8. */
export type Utf8Check = "own" | "native";

/** An endpoint that has not received a byte; a client has sent its request. Two of the same role do the same for ever. */
export function startedEndpoint(role: Role, check: Utf8Check = "own", limits: Partial<Limits> = {}): Endpoint {
  const ports = check === "native" ? { ...seededPorts(), isUtf8 } : seededPorts();
  const options = { ports, limits };
  const endpoint =
    role === "server"
      ? new Endpoint({ role, ...options })
      : new Endpoint({ role, ...options, resource: "/chat", host: "server.example.com", subprotocols: ["chat", "superchat"] });
  endpoint.feed({ kind: "start" });
  return endpoint;
}

const firstClient = startedEndpoint("client");

/** The Sec-WebSocket-Accept that opens every started client. */
export const acceptOfStartedClient: string =
  /Sec-WebSocket-Accept: (.*)\r/.exec(latin1FromBytes(acceptanceOf(latin1FromBytes(bytesOf(drain(firstClient))))))?.[1] ?? "";
