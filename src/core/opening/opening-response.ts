import type { RequirementId } from "../../../spec/requirements.ts";
import type { Flaw } from "../fault.ts";
import type { Field } from "../input.ts";
import { type Extension, listIncludes, parseExtensions } from "./field-values.ts";
import type { Head } from "./head-reader.ts";
import { type KnownFields, knownFields, onceRules, shown } from "./known-fields.ts";
import { type OpeningForms, rulesOn } from "./opening-form.ts";

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

interface ResponseRule {
  readonly requirement: RequirementId;
  /** Where the row holds. */
  readonly on: OpeningForms;
  readonly brokenBy: (answer: KnownFields<"inResponse">, offer: OpeningOffer) => boolean;
  readonly detail: (answer: KnownFields<"inResponse">, offer: OpeningOffer) => string;
}

/** Section 4.1, one row per thing an answer with status 101 can get wrong, in the order they are looked at. */
export const responseRules: readonly ResponseRule[] = [
  ...onceRules("inResponse"),
  {
    requirement: "rfc6455/4.1/response-upgrade",
    on: "http/1.1",
    brokenBy: ({ one }) => one("upgrade")?.toLowerCase() !== "websocket",
    detail: ({ one }) => `the Upgrade field ${shown(one("upgrade"))}`,
  },
  {
    requirement: "rfc6455/4.1/response-connection",
    on: "http/1.1",
    brokenBy: ({ all }) => !listIncludes(all("connection"), "upgrade"),
    detail: ({ all }) => `the Connection field ${shown(all("connection"))}`,
  },
  {
    requirement: "rfc6455/4.1/response-accept",
    on: "http/1.1",
    brokenBy: ({ one }, { accept }) => one("accept") !== accept,
    detail: ({ one }) => `the Sec-WebSocket-Accept ${shown(one("accept"))}, which does not answer the key`,
  },
  {
    requirement: "rfc6455/9.1/extensions-grammar",
    on: "both",
    brokenBy: ({ all }) => parseExtensions(all("extensions")) === undefined,
    detail: ({ all }) => `the Sec-WebSocket-Extensions ${shown(all("extensions"))}, which does not follow the grammar`,
  },
  {
    requirement: "rfc6455/4.1/response-extensions",
    on: "both",
    brokenBy: ({ all }, offer) => !areOffered(parseExtensions(all("extensions")) ?? [], offer.extensions),
    detail: ({ all }, offer) =>
      `the Sec-WebSocket-Extensions ${shown(all("extensions"))}, where ${unofferedWords(all("extensions"), offer)}`,
  },
  {
    requirement: "rfc6455/4.1/response-subprotocol",
    on: "both",
    brokenBy: ({ one }, { subprotocols }) => one("protocol") !== undefined && !subprotocols.includes(one("protocol") as string),
    detail: ({ one }) => `the Sec-WebSocket-Protocol ${shown(one("protocol"))}, which was not asked for`,
  },
];

const http1Rules = rulesOn("http/1.1", responseRules);

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
  const [flaw] = responseFlaws(response, offer);
  return flaw ?? agreementOf(response);
}

/** Section 4.1: everything that keeps an answer from opening the connection, in the order of the rows. */
export function responseFlaws(response: OpeningResponse, offer: OpeningOffer): Flaw[] {
  if (response.status !== 101) return [{ requirement: "rfc6455/4.1/response-status", detail: `the status ${response.status}` }];
  const answer = knownFields<"inResponse">(response.fields);
  return http1Rules
    .filter(({ brokenBy }) => brokenBy(answer, offer))
    .map(({ requirement, detail }) => ({ requirement, detail: detail(answer, offer) }));
}

/** What an answer agrees on, as far as it can be read. */
export function agreementOf({ fields }: OpeningResponse): Agreement {
  const { one, all } = knownFields<"inResponse">(fields);
  return { subprotocol: one("protocol") ?? null, extensions: parseExtensions(all("extensions")) ?? [] };
}

/** RFC 9110, section 15.2: after such a response the final one is still to come. */
export const isInterim = ({ status }: OpeningResponse): boolean => status >= 100 && status < 200 && status !== 101;

/** Section 9.1: every extension was offered, and none is listed twice. */
function areOffered(extensions: readonly Extension[], offered: readonly string[]): boolean {
  const names = extensions.map(({ name }) => name);
  return new Set(names).size === names.length && names.every((name) => offered.includes(name));
}

/** What is wrong with extensions of which some were not offered, or one is there twice. */
function unofferedWords(values: readonly string[], { extensions }: OpeningOffer): string {
  const names = (parseExtensions(values) ?? []).map(({ name }) => name);
  const unoffered = names.find((name) => !extensions.includes(name));
  return unoffered === undefined ? `${names.find((name, i) => names.indexOf(name) < i)} is accepted twice` : `${unoffered} was not offered`;
}
