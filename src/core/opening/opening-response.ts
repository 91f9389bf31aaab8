import { headerFields } from "../../../spec/registries/header-fields.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import { type Extension, listIncludes, parseExtensions } from "./field-values.ts";
import { valuesOf } from "./head-field.ts";
import type { Head } from "./head-reader.ts";

/** The head of a server's answer. */
export interface OpeningResponse {
  readonly status: number;
  readonly reason: string;
  readonly fields: readonly Field[];
  readonly raw: string;
}

/** What the client had sent, as far as the answer has to fit it. */
export interface OpeningOffer {
  /** The Sec-WebSocket-Accept that answers the key sent. */
  readonly accept: string;
  readonly subprotocols: readonly string[];
  /** Names of the extensions offered. */
  readonly extensions: readonly string[];
}

/** What a valid answer agrees on. */
export interface Agreement {
  readonly subprotocol: string | null;
  readonly extensions: readonly Extension[];
}

type Values = (field: keyof typeof headerFields) => string[];

interface ResponseRule {
  readonly requirement: RequirementId;
  readonly brokenBy: (values: Values, offer: OpeningOffer) => boolean;
  readonly detail: (values: Values, offer: OpeningOffer) => string;
}

/** Section 4.1, one row per thing an answer with status 101 can get wrong, in the order they are looked at. */
export const responseRules: readonly ResponseRule[] = [
  {
    requirement: "rfc6455/4.1/response-upgrade",
    brokenBy: (values) => values("upgrade").join().toLowerCase() !== "websocket",
    detail: (values) => `the Upgrade field ${listed(values("upgrade"))}`,
  },
  {
    requirement: "rfc6455/4.1/response-connection",
    brokenBy: (values) => !listIncludes(values("connection"), "upgrade"),
    detail: (values) => `the Connection field ${listed(values("connection"))}`,
  },
  {
    requirement: "rfc6455/11.3.3/accept-once",
    brokenBy: (values) => values("accept").length > 1,
    detail: (values) => `${values("accept").length} Sec-WebSocket-Accept fields`,
  },
  {
    requirement: "rfc6455/4.1/response-accept",
    brokenBy: (values, { accept }) => values("accept").join() !== accept,
    detail: (values) => `the Sec-WebSocket-Accept ${listed(values("accept"))}, which does not answer the key`,
  },
  {
    requirement: "rfc6455/9.1/extensions-grammar",
    brokenBy: (values) => parseExtensions(values("extensions")) === undefined,
    detail: (values) => `the Sec-WebSocket-Extensions ${listed(values("extensions"))}, which does not follow the grammar`,
  },
  {
    requirement: "rfc6455/4.1/response-extensions",
    brokenBy: (values, offer) => !areOffered(parseExtensions(values("extensions")) ?? [], offer.extensions),
    detail: (values, offer) => `the Sec-WebSocket-Extensions ${listed(values("extensions"))}, where ${unofferedWords(values, offer)}`,
  },
  {
    requirement: "rfc6455/11.3.4/protocol-once-in-response",
    brokenBy: (values) => values("protocol").length > 1,
    detail: (values) => `${values("protocol").length} Sec-WebSocket-Protocol fields`,
  },
  {
    requirement: "rfc6455/4.1/response-subprotocol",
    brokenBy: (values, { subprotocols }) => values("protocol").some((name) => !subprotocols.includes(name)),
    detail: (values) => `the Sec-WebSocket-Protocol ${listed(values("protocol"))}, which was not asked for`,
  },
];

// status-line = HTTP-version SP status-code SP [ reason-phrase ]   (RFC 9112, section 4)
const statusLine = /^HTTP\/1\.[0-9] ([0-9]{3})(?: ([\t\u0020-\u007e\u0080-\u00ff]*))?$/;

/** RFC 9112, section 4: what keeps a line from being a status line. */
export const judgeStatusLine = (line: string): Flaw | undefined =>
  statusLine.test(line) ? undefined : { requirement: "rfc9112/4/status-line", detail: `the status line "${line}"` };

/** RFC 9112, section 4: the head of an answer, or `undefined` if its first line is no status line. */
export function readOpeningResponse(head: Head): OpeningResponse | undefined {
  const match = statusLine.exec(head.startLine);
  if (match === null) return undefined;
  return { status: Number(match[1]), reason: match[2] ?? "", fields: head.fields, raw: head.raw };
}

/** Section 4.1: what an answer agrees on, or why it does not open the connection; the first row broken decides. */
export function judgeOpeningResponse(response: OpeningResponse, offer: OpeningOffer): Agreement | Flaw {
  if (response.status !== 101) return { requirement: "rfc6455/4.1/response-status", detail: `the status ${response.status}` };
  const values: Values = (field) => valuesOf(response.fields, headerFields[field].name);
  for (const { requirement, brokenBy, detail } of responseRules) {
    if (brokenBy(values, offer)) return { requirement, detail: detail(values, offer) };
  }
  return { subprotocol: values("protocol")[0] ?? null, extensions: parseExtensions(values("extensions")) as Extension[] };
}

/** Section 9.1: every extension was offered, and none is listed twice. */
function areOffered(extensions: readonly Extension[], offered: readonly string[]): boolean {
  const names = extensions.map(({ name }) => name);
  return new Set(names).size === names.length && names.every((name) => offered.includes(name));
}

/** What is wrong with extensions of which some were not offered, or one is there twice. */
function unofferedWords(values: Values, { extensions }: OpeningOffer): string {
  const names = (parseExtensions(values("extensions")) ?? []).map(({ name }) => name);
  const unoffered = names.find((name) => !extensions.includes(name));
  return unoffered === undefined ? `${names.find((name, i) => names.indexOf(name) < i)} is accepted twice` : `${unoffered} was not offered`;
}

const listed = (values: readonly string[]): string => (values.length === 0 ? "(missing)" : `"${values.join(", ")}"`);
