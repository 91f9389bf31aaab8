import { headerFields } from "../../../spec/registries/header-fields.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import { base64ByteLength } from "../bytes/base64.ts";
import type { Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import { type Extension, isHost, isToken, listIncludes, parseExtensions, parseList } from "./field-values.ts";
import { valuesOf } from "./head-field.ts";
import type { Head } from "./head-reader.ts";
import { readTarget } from "./uri-grammar.ts";

/** RFC 6455, section 4.2.1: a valid opening handshake of a client. */
export interface OpeningRequest {
  /** The request target as it came: a path with query, or an absolute URI. */
  readonly target: string;
  /** Host, and port if there is one: those of an absolute target, otherwise those of the Host field. */
  readonly host: string;
  readonly key: string;
  readonly origin: string | null;
  readonly subprotocols: readonly string[];
  readonly extensions: readonly Extension[];
  readonly fields: readonly Field[];
  readonly raw: string;
}

/** Why a request is refused, and with which HTTP status. */
export interface RequestFlaw extends Flaw {
  readonly status: number;
}

interface RequestLine {
  readonly method: string;
  readonly target: string;
  readonly major: number;
  readonly minor: number;
}

interface Subject extends RequestLine {
  readonly values: (field: keyof typeof headerFields) => string[];
  readonly other: (name: string) => string[];
}

interface RequestRule {
  readonly requirement: RequirementId;
  readonly status: number;
  readonly brokenBy: (request: Subject) => boolean;
  readonly detail: (request: Subject) => string;
}

const supportedVersion = "13";

/** Section 4.2.1, one row per thing a request can get wrong, in the order they are looked at. */
export const requestRules: readonly RequestRule[] = [
  {
    requirement: "rfc6455/4.1/request-get",
    status: 405,
    brokenBy: ({ method }) => method !== "GET",
    detail: ({ method }) => `the method ${method}`,
  },
  {
    requirement: "rfc6455/4.1/request-http-version",
    status: 505,
    brokenBy: ({ major, minor }) => major !== 1 || minor < 1,
    detail: ({ major, minor }) => `HTTP version ${major}.${minor}`,
  },
  {
    requirement: "rfc6455/4.1/request-target",
    status: 400,
    brokenBy: ({ target }) => readTarget(target) === undefined,
    detail: ({ target }) => `the request target "${target}"`,
  },
  {
    requirement: "rfc9112/3.2/host-once",
    status: 400,
    brokenBy: ({ values }) => values("host").length !== 1 || !isHost(values("host").join()),
    detail: ({ values }) => countOr(values("host"), "Host field"),
  },
  {
    requirement: "rfc6454/7.3/origin-once",
    status: 400,
    brokenBy: ({ values }) => values("origin").length > 1,
    detail: ({ values }) => `${values("origin").length} Origin fields`,
  },
  {
    requirement: "rfc6455/4.1/request-upgrade",
    status: 426,
    brokenBy: ({ values }) => !listIncludes(values("upgrade"), "websocket"),
    detail: ({ values }) => `the Upgrade field ${listed(values("upgrade"))}, which does not list websocket`,
  },
  {
    requirement: "rfc6455/4.1/request-connection",
    status: 400,
    brokenBy: ({ values }) => !listIncludes(values("connection"), "upgrade"),
    detail: ({ values }) => `the Connection field ${listed(values("connection"))}, which does not list Upgrade`,
  },
  {
    requirement: "rfc6455/11.3.1/key-once",
    status: 400,
    brokenBy: ({ values }) => values("key").length > 1,
    detail: ({ values }) => `${values("key").length} Sec-WebSocket-Key fields`,
  },
  {
    requirement: "rfc6455/4.1/request-key",
    status: 400,
    brokenBy: ({ values }) => base64ByteLength(values("key").join()) !== 16,
    detail: ({ values }) => `the Sec-WebSocket-Key ${listed(values("key"))}, which is not the base64 form of 16 bytes`,
  },
  {
    requirement: "rfc6455/11.3.5/version-once-in-request",
    status: 400,
    brokenBy: ({ values }) => values("version").length > 1,
    detail: ({ values }) => `${values("version").length} Sec-WebSocket-Version fields`,
  },
  {
    requirement: "rfc6455/4.2.2/unsupported-version",
    status: 426,
    brokenBy: ({ values }) => values("version").join() !== supportedVersion,
    detail: ({ values }) => `the Sec-WebSocket-Version ${listed(values("version"))}, where ${supportedVersion} is supported`,
  },
  {
    requirement: "rfc6455/4.1/request-subprotocols",
    status: 400,
    brokenBy: ({ values }) => !areSubprotocols(values("protocol")),
    detail: ({ values }) => `the Sec-WebSocket-Protocol ${listed(values("protocol"))}, which is not a list of distinct tokens`,
  },
  {
    requirement: "rfc6455/9.1/extensions-grammar",
    status: 400,
    brokenBy: ({ values }) => parseExtensions(values("extensions")) === undefined,
    detail: ({ values }) => `the Sec-WebSocket-Extensions ${listed(values("extensions"))}, which does not follow the grammar`,
  },
  {
    requirement: "rfc9112/6/no-request-body",
    status: 400,
    brokenBy: ({ other }) => other("transfer-encoding").length > 0 || other("content-length").some((value) => value !== "0"),
    detail: () => "a request with a body",
  },
];

/** RFC 9112, section 3: what keeps a line from being a request line. */
export const judgeRequestLine = (line: string): Flaw | undefined =>
  parseRequestLine(line) === undefined ? requestLineFlaw(line) : undefined;

const requestLineFlaw = (line: string): Flaw => ({ requirement: "rfc9112/3/request-line", detail: `the request line "${line}"` });

/** Section 4.2.1: judges the head of a request; the first row broken decides. */
export function readOpeningRequest(head: Head): OpeningRequest | RequestFlaw {
  const line = parseRequestLine(head.startLine);
  if (line === undefined) return { status: 400, ...requestLineFlaw(head.startLine) };
  const values = (field: keyof typeof headerFields) => valuesOf(head.fields, headerFields[field].name);
  const subject: Subject = { ...line, values, other: (name) => valuesOf(head.fields, name) };
  for (const { requirement, status, brokenBy, detail } of requestRules) {
    if (brokenBy(subject)) return { requirement, status, detail: detail(subject) };
  }
  return {
    target: line.target,
    // RFC 9112, section 3.2.2: what an absolute target says counts, whatever the field says.
    host: readTarget(line.target)?.authority ?? values("host").join(),
    key: values("key").join(),
    origin: values("origin")[0] ?? null,
    subprotocols: parseList(values("protocol")),
    extensions: parseExtensions(values("extensions")) as Extension[],
    fields: head.fields,
    raw: head.raw,
  };
}

// request-line = method SP request-target SP HTTP-version  (RFC 9112, section 3)
const requestLine = /^([^ ]+) ([^ ]+) HTTP\/([0-9])\.([0-9])$/;

function parseRequestLine(line: string): RequestLine | undefined {
  const match = requestLine.exec(line);
  if (match === null) return undefined;
  const [method, target, major, minor] = match.slice(1) as [string, string, string, string];
  if (!isToken(method)) return undefined;
  return { method, target, major: Number(major), minor: Number(minor) };
}

function areSubprotocols(values: readonly string[]): boolean {
  const names = parseList(values);
  return names.every(isToken) && new Set(names).size === names.length && (values.length === 0 || names.length > 0);
}

const listed = (values: readonly string[]): string => (values.length === 0 ? "(missing)" : `"${values.join(", ")}"`);

const countOr = (values: readonly string[], noun: string): string =>
  values.length === 1
    ? `the ${noun} "${values[0]}"`
    : `${values.length === 0 ? "no" : values.length} ${noun}${values.length === 0 ? "" : "s"}`;
