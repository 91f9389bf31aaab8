import type { RequirementId } from "../../spec/requirements.ts";
import { textsOf } from "./abnf.ts";
import { isHost, isKey, readExtensions, readRequestLine, readRequestTarget, readStatusLine, readTokens } from "./opening-grammar.ts";
import { type GrammarHead, valuesOf } from "./opening-head.ts";

/** A requirement on a request, whether a head keeps it, and the status that refuses one that does not. */
export interface RequestRule {
  readonly requirement: RequirementId;
  readonly status: number;
  readonly keptBy: (head: GrammarHead) => boolean;
}

const requestPiece = ({ startLine }: GrammarHead, name: string): string => textsOf(readRequestLine(startLine) ?? [], name).join();

const isOne = (values: readonly string[], isRight: (value: string) => boolean): boolean => values.length === 1 && values.every(isRight);

/** Whether a list of tokens, or of protocols, includes one in any case of letters. */
const includesName = (values: readonly string[], name: string): boolean =>
  values.some((value) => value.split(",").some((element) => element.trim().toLowerCase() === name));

function areSubprotocols(values: readonly string[]): boolean {
  const names = readTokens(values);
  return names !== undefined && (values.length === 0 || names.length > 0) && names.every((name, i) => names.indexOf(name) === i);
}

function areExtensions(values: readonly string[]): boolean {
  const extensions = readExtensions(values);
  return extensions !== undefined && (values.length === 0 || extensions.length > 0);
}

/** RFC 6455, sections 4.1 and 4.2.1, with RFC 9112: everything that a request has to keep, in no order. */
export const requestRules: readonly RequestRule[] = [
  { requirement: "rfc9112/3/request-line", status: 400, keptBy: ({ startLine }) => readRequestLine(startLine) !== undefined },
  { requirement: "rfc6455/4.1/request-get", status: 405, keptBy: (head) => requestPiece(head, "method") === "GET" },
  {
    requirement: "rfc6455/4.1/request-http-version",
    status: 505,
    keptBy: (head) => requestPiece(head, "major") === "1" && requestPiece(head, "minor") >= "1",
  },
  {
    requirement: "rfc6455/4.1/request-target",
    status: 400,
    keptBy: (head) => readRequestTarget(requestPiece(head, "target")) !== undefined,
  },
  { requirement: "rfc9112/3.2/host-once", status: 400, keptBy: (head) => isOne(valuesOf(head, "Host"), isHost) },
  { requirement: "rfc6454/7.3/origin-once", status: 400, keptBy: (head) => valuesOf(head, "Origin").length <= 1 },
  { requirement: "rfc6455/4.1/request-upgrade", status: 426, keptBy: (head) => includesName(valuesOf(head, "Upgrade"), "websocket") },
  { requirement: "rfc6455/4.1/request-connection", status: 400, keptBy: (head) => includesName(valuesOf(head, "Connection"), "upgrade") },
  { requirement: "rfc6455/11.3.1/key-once", status: 400, keptBy: (head) => valuesOf(head, "Sec-WebSocket-Key").length <= 1 },
  { requirement: "rfc6455/4.1/request-key", status: 400, keptBy: (head) => isOne(valuesOf(head, "Sec-WebSocket-Key"), isKey) },
  {
    requirement: "rfc6455/11.3.5/version-once-in-request",
    status: 400,
    keptBy: (head) => valuesOf(head, "Sec-WebSocket-Version").length <= 1,
  },
  {
    requirement: "rfc6455/4.2.2/unsupported-version",
    status: 426,
    keptBy: (head) => isOne(valuesOf(head, "Sec-WebSocket-Version"), (value) => value === "13"),
  },
  {
    requirement: "rfc6455/4.1/request-subprotocols",
    status: 400,
    keptBy: (head) => areSubprotocols(valuesOf(head, "Sec-WebSocket-Protocol")),
  },
  {
    requirement: "rfc6455/9.1/extensions-grammar",
    status: 400,
    keptBy: (head) => areExtensions(valuesOf(head, "Sec-WebSocket-Extensions")),
  },
  {
    requirement: "rfc9112/6/no-request-body",
    status: 400,
    keptBy: (head) => valuesOf(head, "Transfer-Encoding").length === 0 && valuesOf(head, "Content-Length").every((value) => value === "0"),
  },
];

/** RFC 9112, section 3.2.2: the host that a request is for. */
export function hostOf(head: GrammarHead): string {
  const [authority] = textsOf(readRequestTarget(requestPiece(head, "target")) ?? [], "authority");
  return authority ?? valuesOf(head, "Host").join();
}

/** What a client had sent, as far as the answer has to fit it. */
export interface SentRequest {
  readonly accept: string;
  readonly subprotocols: readonly string[];
  readonly extensions: readonly string[];
}

/** A requirement on an answer that opens a connection. */
export interface ResponseRule {
  readonly requirement: RequirementId;
  readonly keptBy: (head: GrammarHead, sent: SentRequest) => boolean;
}

const statusOf = ({ startLine }: GrammarHead): string => textsOf(readStatusLine(startLine) ?? [], "status").join();

/** RFC 6455, section 4.1: everything that an answer has to keep, in no order. */
export const responseRules: readonly ResponseRule[] = [
  {
    requirement: "rfc9112/4/status-line",
    keptBy: ({ startLine }) => textsOf(readStatusLine(startLine) ?? [], "major").join() === "1",
  },
  { requirement: "rfc6455/4.1/response-status", keptBy: (head) => statusOf(head) === "101" },
  {
    requirement: "rfc6455/4.1/response-upgrade",
    keptBy: (head) => isOne(valuesOf(head, "Upgrade"), (value) => value.toLowerCase() === "websocket"),
  },
  { requirement: "rfc6455/4.1/response-connection", keptBy: (head) => includesName(valuesOf(head, "Connection"), "upgrade") },
  { requirement: "rfc6455/11.3.3/accept-once", keptBy: (head) => valuesOf(head, "Sec-WebSocket-Accept").length <= 1 },
  {
    requirement: "rfc6455/4.1/response-accept",
    keptBy: (head, { accept }) => isOne(valuesOf(head, "Sec-WebSocket-Accept"), (value) => value === accept),
  },
  { requirement: "rfc6455/9.1/extensions-grammar", keptBy: (head) => areExtensions(valuesOf(head, "Sec-WebSocket-Extensions")) },
  {
    requirement: "rfc6455/4.1/response-extensions",
    keptBy: (head, { extensions }) => {
      const names = (readExtensions(valuesOf(head, "Sec-WebSocket-Extensions")) ?? []).map(({ name }) => name);
      return names.every((name, i) => extensions.includes(name) && names.indexOf(name) === i);
    },
  },
  { requirement: "rfc6455/11.3.4/protocol-once-in-response", keptBy: (head) => valuesOf(head, "Sec-WebSocket-Protocol").length <= 1 },
  {
    requirement: "rfc6455/4.1/response-subprotocol",
    keptBy: (head, { subprotocols }) => valuesOf(head, "Sec-WebSocket-Protocol").every((name) => subprotocols.includes(name)),
  },
];

/** RFC 9110, section 15.2: whether the answer proper is still to come. */
export const isInterim = (head: GrammarHead): boolean => /^1/.test(statusOf(head)) && statusOf(head) !== "101";
