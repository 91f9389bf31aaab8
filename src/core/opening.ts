import type { EndpointOptions } from "./endpoint-options.ts";
import { offersText } from "./extension/negotiation.ts";
import { ClientOpening } from "./handshake/client-opening.ts";
import { ServerOpening } from "./handshake/server-opening.ts";
import type { Limits } from "./limits.ts";

/** Section 4: the side of the opening handshake that options ask for. */
export function openingOf(options: EndpointOptions, limits: Limits): ClientOpening | ServerOpening {
  if (options.role === "server") return new ServerOpening(limits, options.ports.now);
  const { resource, host, origin, subprotocols = [], compression, fields = [], ports } = options;
  const wish = { resource, host, origin, subprotocols, extensions: offersText(compression), fields };
  return new ClientOpening(wish, limits, ports.randomBytes);
}
