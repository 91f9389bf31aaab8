import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { MisuseError } from "./blame.ts";
import { isToken } from "./handshake/field-values.ts";
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
  /** Further header fields of the request. */
  readonly fields?: readonly Field[];
}

export type EndpointOptions = ServerOptions | ClientOptions;

/** Sections 3 and 4.1: throws a `MisuseError` for what may not go into a request. */
export function checkClientOptions({ resource, host, subprotocols = [], fields = [] }: ClientOptions): void {
  if (!/^\/[^#\s]*$/.test(resource)) {
    throw new MisuseError({ blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the resource name "${resource}"` });
  }
  if (!/^[^\s/?#@]+$/.test(host)) {
    throw new MisuseError({ blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the host "${host}"` });
  }
  if (!subprotocols.every(isToken) || new Set(subprotocols).size !== subprotocols.length) {
    const detail = `the subprotocols ${JSON.stringify(subprotocols)}, which are not distinct tokens`;
    throw new MisuseError({ blame: "caller", requirement: "rfc6455/4.1/request-subprotocols", detail });
  }
  for (const [name, value] of fields) checkField(name, value);
}

function checkField(name: string, value: string): void {
  if (!isToken(name)) {
    throw new MisuseError({ blame: "caller", requirement: "rfc9110/5.1/field-name-token", detail: `the field name "${name}"` });
  }
  if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)) {
    throw new MisuseError({ blame: "caller", requirement: "rfc9110/5.5/field-value-characters", detail: `the value of the field ${name}` });
  }
}
