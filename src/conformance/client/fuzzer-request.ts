import { defaultLimits } from "../../core/limits.ts";
import { ClientOpening } from "../../core/opening/client-opening.ts";
import { nodePorts } from "../../node/ports.ts";
import type { parseWebSocketUrl } from "../../node/tcp.ts";
import { productToken } from "../case/suite-name.ts";

/** What a fuzzing client asks for besides the resource. */
export interface FuzzerRequest {
  /** The Origin field; none unless given. */
  readonly origin?: string | undefined;
  /** The subprotocols asked for; none unless given. */
  readonly subprotocols?: readonly string[] | undefined;
}

/** The opening handshake that a fuzzing client sends to an address; the Host field names the port only where it is not the default. */
export function fuzzerOpening(
  { resource, hostField }: ReturnType<typeof parseWebSocketUrl>,
  { origin, subprotocols = [] }: FuzzerRequest,
  extensions: string,
  randomBytes = nodePorts.randomBytes,
): ClientOpening {
  const fields = [
    ["User-Agent", productToken],
    ["Pragma", "no-cache"],
    ["Cache-Control", "no-cache"],
    ...(origin === undefined ? [] : [["Origin", origin] as const]),
  ] as const;
  return new ClientOpening({ resource, host: hostField, subprotocols, extensions, fields }, defaultLimits, randomBytes);
}
