import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { type Misuse, MisuseError } from "./blame.ts";
import type { ClientCompression, ServerCompression } from "./extension/compression.ts";
import { isHost, isToken } from "./handshake/field-values.ts";
import { misuseOfFurtherFields } from "./handshake/further-fields.ts";
import { misuseOfFields } from "./handshake/head-field.ts";
import type { ClientOpening } from "./handshake/write-head.ts";
import type { Field } from "./input.ts";
import type { Limits } from "./limits.ts";
import type { Ports } from "./ports.ts";

interface CommonOptions {
  readonly ports: Ports;
  /** Bounds that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** Which status codes a Close frame may carry; the IANA registry of 2026 unless said otherwise. */
  readonly statusCodes?: StatusCodeProfile;
}

/** A server reads a request and waits for `accept` or `refuse`. */
export interface ServerOptions extends CommonOptions {
  readonly role: "server";
  /** Accept permessage-deflate (RFC 7692) where a client offers it; off unless given. */
  readonly compression?: ServerCompression;
}

/** A client sends its request as soon as it is started. */
export interface ClientOptions extends CommonOptions {
  readonly role: "client";
  /** Path and query, beginning with a slash. */
  readonly resource: string;
  /** The Host field: host, and port where it is not the default one. */
  readonly host: string;
  readonly origin?: string;
  /** Subprotocols asked for, in order of preference. */
  readonly subprotocols?: readonly string[];
  /** Offer permessage-deflate (RFC 7692); off unless given. */
  readonly compression?: ClientCompression;
  /** Further header fields of the request, without those that the endpoint writes itself (Host, Origin, Sec-WebSocket-Key …). */
  readonly fields?: readonly Field[];
}

/** What an endpoint is made with, by its role. */
export type EndpointOptions = ServerOptions | ClientOptions;

/** What a client asks for, as far as its options say. */
type ClientWish = Omit<ClientOpening, "key">;

/** Sections 3 and 4.1: throws a `MisuseError` for what may not go into a request. */
export function checkOpening(wish: ClientWish): void {
  const misuse = misuseOfOpening(wish);
  if (misuse !== undefined) throw new MisuseError(misuse);
}

// path-absolute and query: printable ASCII without a fragment   (section 3)
const resourceName = /^\/[!-"$-~]*$/;

function misuseOfOpening({ resource, host, origin, subprotocols, fields }: ClientWish): Misuse | undefined {
  if (!resourceName.test(resource)) {
    return { blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the resource name "${resource}"` };
  }
  if (!isHost(host)) return { blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the host "${host}"` };
  if (!subprotocols.every(isToken) || new Set(subprotocols).size !== subprotocols.length) {
    const detail = `the subprotocols ${JSON.stringify(subprotocols)}, which are not distinct tokens`;
    return { blame: "caller", requirement: "rfc6455/4.1/request-subprotocols", detail };
  }
  return misuseOfFields(origin === undefined ? [] : [["Origin", origin]]) ?? misuseOfFurtherFields(fields);
}
