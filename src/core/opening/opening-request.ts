import type { RequirementId } from "../../../spec/requirements.ts";
import { base64ByteLength } from "../bytes/base64.ts";
import type { Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import { type Extension, isHost, isToken, listIncludes, parseExtensions, parseList } from "./field-values.ts";
import { valuesOf } from "./head-field.ts";
import type { Head } from "./head-reader.ts";
import { type KnownFields, knownFields, onceRules, shown } from "./known-fields.ts";
import { type OpeningForms, rulesOn } from "./opening-form.ts";
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

interface Subject extends RequestLine, KnownFields<"inRequest"> {
  readonly other: (name: string) => string[];
}

interface RequestRule {
  readonly requirement: RequirementId;
  /** Where the row holds. */
  readonly on: OpeningForms;
  readonly status: number;
  readonly brokenBy: (request: Subject) => boolean;
  readonly detail: (request: Subject) => string;
}

const supportedVersion = "13";

/** Section 4.2.1, one row per thing a request can get wrong, in the order they are looked at. */
export const requestRules: readonly RequestRule[] = [
  {
    requirement: "rfc6455/4.1/request-get",
    on: "http/1.1",
    status: 405,
    brokenBy: ({ method }) => method !== "GET",
    detail: ({ method }) => `the method ${method}`,
  },
  {
    requirement: "rfc6455/4.1/request-http-version",
    on: "http/1.1",
    status: 505,
    brokenBy: ({ major, minor }) => major !== 1 || minor < 1,
    detail: ({ major, minor }) => `HTTP version ${major}.${minor}`,
  },
  {
    requirement: "rfc6455/4.1/request-target",
    on: "http/1.1",
    status: 400,
    brokenBy: ({ target }) => readTarget(target) === undefined,
    detail: ({ target }) => `the request target "${target}"`,
  },
  ...onceRules("inRequest").map((rule) => ({ ...rule, status: 400 })),
  {
    requirement: "rfc9112/3.2/host-once",
    on: "http/1.1",
    status: 400,
    brokenBy: ({ one }) => !isHost(one("host") ?? ""),
    detail: ({ one }) => (one("host") === undefined ? "no Host field" : `the Host field ${shown(one("host"))}`),
  },
  {
    requirement: "rfc6455/4.1/request-upgrade",
    on: "http/1.1",
    status: 426,
    brokenBy: ({ all }) => !listIncludes(all("upgrade"), "websocket"),
    detail: ({ all }) => `the Upgrade field ${shown(all("upgrade"))}, which does not list websocket`,
  },
  {
    requirement: "rfc6455/4.1/request-connection",
    on: "http/1.1",
    status: 400,
    brokenBy: ({ all }) => !listIncludes(all("connection"), "upgrade"),
    detail: ({ all }) => `the Connection field ${shown(all("connection"))}, which does not list Upgrade`,
  },
  {
    requirement: "rfc6455/4.1/request-key",
    on: "http/1.1",
    status: 400,
    brokenBy: ({ one }) => base64ByteLength(one("key") ?? "") !== 16,
    detail: ({ one }) => `the Sec-WebSocket-Key ${shown(one("key"))}, which is not the base64 form of 16 bytes`,
  },
  {
    requirement: "rfc6455/4.2.2/unsupported-version",
    on: "both",
    status: 426,
    brokenBy: ({ one }) => one("version") !== supportedVersion,
    detail: ({ one }) => `the Sec-WebSocket-Version ${shown(one("version"))}, where ${supportedVersion} is supported`,
  },
  {
    requirement: "rfc6455/4.1/request-subprotocols",
    on: "both",
    status: 400,
    brokenBy: ({ all }) => !areSubprotocols(all("protocol")),
    detail: ({ all }) => `the Sec-WebSocket-Protocol ${shown(all("protocol"))}, which is not a list of distinct tokens`,
  },
  {
    requirement: "rfc6455/9.1/extensions-grammar",
    on: "both",
    status: 400,
    brokenBy: ({ all }) => parseExtensions(all("extensions")) === undefined,
    detail: ({ all }) => `the Sec-WebSocket-Extensions ${shown(all("extensions"))}, which does not follow the grammar`,
  },
  {
    requirement: "rfc9112/6/no-request-body",
    on: "http/1.1",
    status: 400,
    brokenBy: ({ other }) => other("transfer-encoding").length > 0 || other("content-length").some((value) => value !== "0"),
    detail: () => "a request with a body",
  },
];

const http1Rules = rulesOn("http/1.1", requestRules);

/** RFC 9112, section 3: what keeps a line from being a request line. */
export const judgeRequestLine = (line: string): Flaw | undefined =>
  parseRequestLine(line) === undefined ? requestLineFlaw(line) : undefined;

const requestLineFlaw = (line: string): Flaw => ({ requirement: "rfc9112/3/request-line", detail: `the request line "${line}"` });

/** Section 4.2.1: judges the head of a request; the first row broken decides. */
export function readOpeningRequest(head: Head): OpeningRequest | RequestFlaw {
  const [flaw] = requestFlaws(head);
  return flaw ?? requestOf(head);
}

/** Section 4.2.1: everything that is wrong with the head of a request, in the order of the rows. */
export function requestFlaws(head: Head): RequestFlaw[] {
  const line = parseRequestLine(head.startLine);
  if (line === undefined) return [{ status: 400, ...requestLineFlaw(head.startLine) }];
  const subject: Subject = { ...line, ...knownFields<"inRequest">(head.fields), other: (name) => valuesOf(head.fields, name) };
  return http1Rules
    .filter(({ brokenBy }) => brokenBy(subject))
    .map(({ requirement, status, detail }) => ({ requirement, status, detail: detail(subject) }));
}

/** What a request says, as far as it says it: for one without a flaw that is all. */
export function requestOf(head: Head): OpeningRequest {
  const target = parseRequestLine(head.startLine)?.target ?? "";
  const { one, all } = knownFields<"inRequest">(head.fields);
  return {
    target,
    // RFC 9112, section 3.2.2: what an absolute target says counts, whatever the field says.
    host: readTarget(target)?.authority ?? one("host") ?? "",
    key: one("key") ?? "",
    origin: one("origin") ?? null,
    subprotocols: parseList(all("protocol")),
    extensions: parseExtensions(all("extensions")) ?? [],
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
