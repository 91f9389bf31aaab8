import type { EndpointOptions } from "./endpoint-options.ts";
import type { Limits } from "./limits.ts";
import { ClientOpening } from "./opening/client-opening.ts";
import { ServerOpening } from "./opening/server-opening.ts";
import { offersText } from "./permessage-deflate/negotiation.ts";

/** Section 4: the side of the opening handshake that options ask for. */
export function openingOf(options: EndpointOptions, limits: Limits): ClientOpening | ServerOpening {
  if (options.role === "server") return new ServerOpening(limits, options.ports.now);
  const { resource, host, origin, subprotocols = [], compression, fields = [], ports } = options;
  const wish = { resource, host, origin, subprotocols, extensions: offersText(compression), fields };
  return new ClientOpening(wish, limits, ports.randomBytes);
}
