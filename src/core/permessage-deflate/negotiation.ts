import { MisuseError } from "../blame.ts";
import { plainDeflate } from "../deflate/plain-deflate.ts";
import type { EndpointOptions } from "../endpoint-options.ts";
import type { Flaw } from "../fault.ts";
import type { Extension } from "../opening/field-values.ts";
import { agreeAsClient, agreeAsServer, type ClientCompression, type Compression, offersOf, openPolicy } from "./compression.ts";
import { misuseOfOffers, misuseOfPolicy, offerText } from "./permessage-deflate.ts";

/** RFC 7692, section 5: what an endpoint makes of the extensions that the other side names. */
export interface Negotiation {
  /** A server agrees to an offer, or goes on without. */
  readonly asServer: (offered: readonly Extension[]) => { readonly compression: Compression; readonly answer: string } | null;
  /** A client takes the answer, or fails. */
  readonly asClient: (answered: readonly Extension[]) => Compression | Flaw | null;
}

/** The negotiation that options ask for; throws a `MisuseError` for windows that cannot be. */
export function negotiationOf(options: EndpointOptions): Negotiation {
  const port = options.ports.deflate ?? plainDeflate;
  const misuse =
    options.role === "client" ? misuseOfOffers(offered(options.compression)) : misuseOfPolicy({ ...openPolicy, ...options.compression });
  if (misuse !== undefined) throw new MisuseError(misuse);
  return {
    asServer: (extensions) =>
      options.role === "server" && options.compression !== undefined ? agreeAsServer(extensions, options.compression, port) : null,
    asClient: (extensions) =>
      options.role === "client" && options.compression !== undefined ? agreeAsClient(extensions, options.compression, port) : null,
  };
}

/** The Sec-WebSocket-Extensions field of a client. */
export const offersText = (compression: ClientCompression | undefined): string => offerText(offered(compression));

const offered = (compression: ClientCompression | undefined) => (compression === undefined ? [] : offersOf(compression));
