import type { StatusCodeProfile } from "../../spec/registries/close-codes.ts";
import { type Misuse, MisuseError } from "./blame.ts";
import type { Field } from "./input.ts";
import { type Limits, limitRules } from "./limits.ts";
import { isHost, isToken } from "./opening/field-values.ts";
import { misuseOfFurtherFields } from "./opening/further-fields.ts";
import { misuseOfFields } from "./opening/head-field.ts";
import { isResourceName } from "./opening/uri-grammar.ts";
import {
  aBoolean,
  aFunction,
  aString,
  checkNames,
  checkValues,
  fieldList,
  listOf,
  needed,
  type OptionRule,
  objectOf,
  oneOf,
  orUndefined,
  wholeNumber,
} from "./option-rules.ts";
import type { ClientCompression, ServerCompression } from "./permessage-deflate/compression.ts";
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

const anyFunction = orUndefined(aFunction);
const windowBits: OptionRule = { expected: "a number of bits", takes: (value) => value === undefined || typeof value === "number" };
const windowBitsOrTrue: OptionRule = { expected: "a number of bits, or true", takes: (value) => value === true || windowBits.takes(value) };
const contexts = { serverNoContextTakeover: orUndefined(aBoolean), clientNoContextTakeover: orUndefined(aBoolean) };
const thresholdBytes = orUndefined(wholeNumber(0, Number.MAX_SAFE_INTEGER, " of bytes"));

const portRules: Readonly<Record<keyof Ports, OptionRule>> = {
  randomBytes: needed(aFunction),
  now: anyFunction,
  isUtf8: anyFunction,
  encodeUtf8: anyFunction,
  deflate: { expected: "an object", takes: (value) => value === undefined || (typeof value === "object" && value !== null) },
};

const commonRules = {
  role: needed(oneOf("client", "server")),
  ports: needed(objectOf(portRules)),
  limits: orUndefined(objectOf(limitRules)),
  statusCodes: orUndefined(oneOf("iana-2026", "rfc6455")),
};

const serverRules: Readonly<Record<keyof ServerOptions, OptionRule>> = {
  ...commonRules,
  compression: orUndefined(objectOf({ ...contexts, serverMaxWindowBits: windowBits, clientMaxWindowBits: windowBits, thresholdBytes })),
};

const offerRules = objectOf({ ...contexts, serverMaxWindowBits: windowBits, clientMaxWindowBits: windowBitsOrTrue });

const clientRules: Readonly<Record<keyof ClientOptions, OptionRule>> = {
  ...commonRules,
  resource: needed(aString),
  host: needed(aString),
  origin: orUndefined(aString),
  subprotocols: orUndefined(listOf(aString)),
  compression: orUndefined(objectOf({ offers: orUndefined(listOf(offerRules)), thresholdBytes })),
  fields: orUndefined(fieldList),
};

/** Throws a `MisuseError` for an option that is not what it has to be, is not legal in a request, or is not known. */
export function checkEndpointOptions(options: EndpointOptions): void {
  const rules = options?.role === "client" ? clientRules : serverRules;
  checkValues(options, rules);
  if (options.role === "client") checkOpening(options);
  checkNames(options, rules);
}

/** What a client asks for, as far as it has to be legal. */
type ClientWish = Pick<ClientOptions, "resource" | "host" | "origin" | "subprotocols" | "fields">;

/** Sections 3 and 4.1: throws a `MisuseError` for what may not go into a request. */
export function checkOpening(wish: ClientWish): void {
  const misuse = misuseOfOpening(wish);
  if (misuse !== undefined) throw new MisuseError(misuse);
}

function misuseOfOpening({ resource, host, origin, subprotocols = [], fields = [] }: ClientWish): Misuse | undefined {
  if (!isResourceName(resource)) {
    return { blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the resource name "${resource}"` };
  }
  if (!isHost(host)) return { blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the host "${host}"` };
  if (!subprotocols.every(isToken) || new Set(subprotocols).size !== subprotocols.length) {
    const detail = `the subprotocols ${JSON.stringify(subprotocols)}, which are not distinct tokens`;
    return { blame: "caller", requirement: "rfc6455/4.1/request-subprotocols", detail };
  }
  return misuseOfFields(origin === undefined ? [] : [["Origin", origin]]) ?? misuseOfFurtherFields(fields);
}
