import type { Endpoint } from "../src/core/endpoint.ts";
import type { Limits } from "../src/core/limits.ts";
import { clientStart, establishedClient, establishedServer, serverStart } from "../src/core/testing/established.ts";
import type { Role } from "./arbitraries/sessions.ts";

/** An endpoint of either role whose connection is open. */
export const establishedEndpoint = (role: Role, limits: Partial<Limits> = {}): Endpoint =>
  role === "server" ? establishedServer({ limits }) : establishedClient({ limits });

/** Position in the stream of the first byte after the opening handshake of such an endpoint. */
export const startOf: Readonly<Record<Role, number>> = { server: serverStart, client: clientStart };
