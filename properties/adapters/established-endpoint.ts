import type { Role } from "../../spec/role.ts";
import { bytesFromLatin1, latin1FromBytes } from "../../src/core/bytes/text.ts";
import type { DeflatePort } from "../../src/core/deflate/deflate-port.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import type { Limits } from "../../src/core/limits.ts";
import { acceptKey } from "../../src/core/opening/accept-key.ts";
import type { DeflateParameters } from "../../src/core/permessage-deflate/permessage-deflate.ts";
import { bytesOf, drain } from "../../src/core/testing/drain.ts";
import { clientStart, establishedClient, establishedServer, serverStart } from "../../src/core/testing/established.ts";
import { requestText, responseText } from "../../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";

/** An endpoint of either role whose connection is open. */
export const establishedEndpoint = (role: Role, limits: Partial<Limits> = {}): Endpoint =>
  role === "server" ? establishedServer({ limits }) : establishedClient({ limits });

/** Position in the stream of the first byte after the opening handshake of such an endpoint. */
export const startOf: Readonly<Record<Role, number>> = { server: serverStart, client: clientStart };

/** What an endpoint is to be like. */
export interface Agreement {
  readonly role: Role;
  readonly agreed: DeflateParameters | null;
  readonly limits?: Partial<Limits> | null;
  /** Who inflates; the core itself unless said otherwise. */
  readonly deflate?: DeflatePort | undefined;
}

/** An endpoint whose connection is open, and the position in the stream of the first byte after its opening handshake. */
export interface Agreed {
  readonly endpoint: Endpoint;
  readonly start: number;
}

/** An endpoint whose connection is open with what was agreed on about compression. */
export function agreedEndpoint({ role, agreed, limits, deflate }: Agreement): Agreed {
  if (agreed === null) return { endpoint: establishedEndpoint(role, limits ?? {}), start: startOf[role] };
  const ports = deflate === undefined ? seededPorts() : { ...seededPorts(), deflate };
  return role === "server" ? agreedServer(agreed, { ports, limits: limits ?? {} }) : agreedClient(agreed, { ports, limits: limits ?? {} });
}

type Common = Pick<ConstructorParameters<typeof Endpoint>[0], "ports" | "limits">;

function agreedServer(agreed: DeflateParameters, common: Common): Agreed {
  const endpoint = new Endpoint({ role: "server", ...common, compression: agreed });
  const request = bytesFromLatin1(requestText({ "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" }));
  endpoint.feed({ kind: "start" });
  endpoint.feed({ kind: "bytes", bytes: request });
  endpoint.feed({ kind: "accept" });
  return opened(endpoint, request.length);
}

function agreedClient(agreed: DeflateParameters, common: Common): Agreed {
  const endpoint = new Endpoint({ role: "client", ...common, resource: "/chat", host: "server.example.com", compression: {} });
  endpoint.feed({ kind: "start" });
  const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(latin1FromBytes(bytesOf(drain(endpoint))))?.[1] ?? "";
  const fields = { "Sec-WebSocket-Accept": acceptKey(key), "Sec-WebSocket-Extensions": answerText(agreed) };
  const answer = bytesFromLatin1(responseText(fields));
  endpoint.feed({ kind: "bytes", bytes: answer });
  return opened(endpoint, answer.length);
}

const answerText = (agreed: DeflateParameters): string =>
  [
    "permessage-deflate",
    ...(agreed.serverNoContextTakeover ? ["server_no_context_takeover"] : []),
    ...(agreed.clientNoContextTakeover ? ["client_no_context_takeover"] : []),
    `server_max_window_bits=${agreed.serverMaxWindowBits}`,
    `client_max_window_bits=${agreed.clientMaxWindowBits}`,
  ].join("; ");

function opened(endpoint: Endpoint, start: number): Agreed {
  const outputs = drain(endpoint);
  if (endpoint.readyState !== "OPEN") throw new Error(`the opening handshake came to nothing: ${JSON.stringify(outputs)}`);
  return { endpoint, start };
}
