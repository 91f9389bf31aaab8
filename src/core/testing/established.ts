import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import { Endpoint } from "../endpoint.ts";
import type { ClientOptions, ServerOptions } from "../endpoint-options.ts";
import { bytesOf, drain } from "./drain.ts";
import { acceptanceOf, requestText, responseText } from "./sample-handshake.ts";
import { seededPorts } from "./seeded-ports.ts";

/** Position in the stream of the first byte after the opening handshake of `establishedServer`. */
export const serverStart = requestText().length;

/** Position in the stream of the first byte after the opening handshake of `establishedClient`. */
export const clientStart = responseText().length;

/** A server that has read the sample request and accepted it; nothing is left to be done. */
export function establishedServer(options: Partial<Omit<ServerOptions, "role">> = {}): Endpoint {
  const server = new Endpoint({ role: "server", ports: seededPorts(), ...options });
  server.feed({ kind: "start" });
  server.feed({ kind: "bytes", bytes: bytesFromLatin1(requestText()) });
  server.feed({ kind: "accept" });
  return opened(server);
}

/** A client whose request was accepted; nothing is left to be done. */
export function establishedClient(options: Partial<Omit<ClientOptions, "role">> = {}): Endpoint {
  const client = new Endpoint({ role: "client", ports: seededPorts(), resource: "/chat", host: "server.example.com", ...options });
  client.feed({ kind: "start" });
  client.feed({ kind: "bytes", bytes: acceptanceOf(latin1FromBytes(bytesOf(drain(client)))) });
  return opened(client);
}

function opened(endpoint: Endpoint): Endpoint {
  const outputs = drain(endpoint);
  if (endpoint.readyState !== "OPEN") throw new Error(`the opening handshake came to nothing: ${JSON.stringify(outputs)}`);
  return endpoint;
}
