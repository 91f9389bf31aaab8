import { framingFields, headerFields, singleFields } from "../../spec/registries/header-fields.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import { type DeflateAgreement, deflateSide } from "../deflate/compressed-messages.ts";
import { type EndpointModel, establish, isConnecting, refuse } from "../endpoint/endpoint.ts";
import type { Wrong } from "../frames/frame-verdict.ts";
import { textsOf } from "./abnf.ts";
import { agreedByClient, agreedByServer, type GivenParameters } from "./deflate-negotiation.ts";
import { type HeadField, isFieldText, isToken, readExtensions, readRequestLine, readTokens } from "./opening-grammar.ts";
import { type GrammarHead, type HeadLimits, readHead, valuesOf } from "./opening-head.ts";
import { hostOf, isInterim, type RequestRule, requestRules, responseRules, type SentRequest } from "./opening-rules.ts";

/** What an endpoint knows of its opening handshake. */
export interface OpeningModel {
  readonly limits: HeadLimits;
  /** A client: what it has sent. */
  readonly sent: SentRequest | undefined;
  /** A client: its offers of permessage-deflate. */
  readonly offers: readonly GivenParameters[];
  /** A server: what it wants of permessage-deflate, if it wants it. */
  readonly wishes: DeflateAgreement | undefined;
  /** What has come, each octet a character. */
  received: string;
  /** A server: the valid request that waits for its application. */
  request: GrammarHead | undefined;
}

/** RFC 6455, section 4.2.1: everything that a request breaks; without a request line nothing else can be said of it. */
export function judgeRequest(head: GrammarHead): readonly RequestRule[] {
  const isLine = readRequestLine(head.startLine) !== undefined;
  return requestRules.filter(({ requirement, keptBy }) => (isLine || requirement === "rfc9112/3/request-line") && !keptBy(head));
}

/** RFC 6455, section 4.1: everything that an answer breaks; the rules about its fields are for an answer that opens. */
export function judgeResponse(head: GrammarHead, sent: SentRequest): readonly RequirementId[] {
  const broken = responseRules.filter(({ keptBy }) => !keptBy(head, sent)).map(({ requirement }) => requirement);
  const first = (["rfc9112/4/status-line", "rfc6455/4.1/response-status"] as const).find((requirement) => broken.includes(requirement));
  return first === undefined ? broken : [first];
}

/** What was agreed on, as the application is told. */
export const wordsOf = (subprotocol: string | null, agreement: DeflateAgreement | null): string =>
  `${subprotocol ?? "no subprotocol"}, ${agreement === null ? "no compression" : agreementWords(agreement)}`;

const agreementWords = (agreement: DeflateAgreement): string =>
  `server ${agreement.serverMaxWindowBits} ${agreement.serverNoContextTakeover ? "forgets" : "keeps"}, ` +
  `client ${agreement.clientMaxWindowBits} ${agreement.clientNoContextTakeover ? "forgets" : "keeps"}`;

/** Section 4: the beginning of a stream arrives. Returns the lines and, once the head is read, the bytes behind it. */
export function hearHead(model: EndpointModel, opening: OpeningModel, text: string): { readonly lines: string[]; readonly rest: string } {
  opening.received += text;
  const reading = readHead(opening.received, opening.limits, model.role === "server" ? "request line" : "status line");
  if (reading.kind === "more") return { lines: [], rest: "" };
  if (reading.kind === "wrong") {
    const wrong: Wrong = { blame: reading.blame, requirement: reading.requirement, closeCode: 1006 };
    const answer = model.role === "server" ? [`write head ${reading.blame === "policy" ? 431 : 400}`] : [];
    return { lines: [...answer, ...refuse(model, wrong)], rest: "" };
  }
  const rest = opening.received.slice(reading.length);
  if (model.role === "server") return { lines: hearRequest(model, opening, reading.head), rest };
  if (!isInterim(reading.head)) return { lines: hearResponse(model, opening, reading.head), rest };
  opening.received = "";
  return hearHead(model, opening, rest);
}

function hearRequest(model: EndpointModel, opening: OpeningModel, head: GrammarHead): string[] {
  const [broken, ...others] = judgeRequest(head);
  if (others.length > 0) throw new RangeError(`more than one thing is wrong with ${head.startLine}`);
  if (broken !== undefined) {
    return [`write head ${broken.status}`, ...refuse(model, { blame: "peer", requirement: broken.requirement, closeCode: 1006 })];
  }
  opening.request = head;
  model.opening = "asked";
  const pieces = readRequestLine(head.startLine) ?? [];
  return [`tell request ${textsOf(pieces, "target")} of ${hostOf(head)}`];
}

function hearResponse(model: EndpointModel, opening: OpeningModel, head: GrammarHead): string[] {
  const found = judgeResponse(head, opening.sent as SentRequest);
  if (found.length > 1) throw new RangeError(`more than one thing is wrong with ${head.startLine}`);
  const [answered] = readExtensions(valuesOf(head, "Sec-WebSocket-Extensions")) ?? [];
  const agreed = found.length > 0 || answered === undefined ? null : agreedByClient(answered, opening.offers);
  const requirement = found[0] ?? (agreed !== null && !("serverMaxWindowBits" in agreed) ? agreed[0] : undefined);
  if (requirement !== undefined) return refuse(model, { blame: "peer", requirement, closeCode: 1006 });
  return open(model, valuesOf(head, "Sec-WebSocket-Protocol")[0] ?? null, agreed as DeflateAgreement | null);
}

function open(model: EndpointModel, subprotocol: string | null, agreement: DeflateAgreement | null): string[] {
  if (agreement !== null) model.inflating = deflateSide(model.role === "client" ? "server" : "client", agreement);
  return establish(model, wordsOf(subprotocol, agreement));
}

/** What an application answers to a request. */
export type Answering =
  | { readonly kind: "accept"; readonly subprotocol?: string; readonly fields?: readonly HeadField[] }
  | { readonly kind: "refuse"; readonly status: number; readonly reason?: string; readonly fields?: readonly HeadField[] };

/** Section 4.2.2: the application decides; what it may not write is refused. */
export function answerRequest(model: EndpointModel, opening: OpeningModel, answering: Answering): string[] {
  // The request was valid, and nobody has answered it in time.
  if (model.opening === "asked" && model.isOver) return ["too late rfc6455/4.2.2/completes-the-steps"];
  const requirement = requirementOfAnswer(model, opening, answering);
  if (requirement !== undefined) return [`refused ${requirement}`];
  if (answering.kind === "refuse") return [`write head ${answering.status}`, ...refuse(model, undefined)];
  const offers = readExtensions(valuesOf(opening.request as GrammarHead, "Sec-WebSocket-Extensions")) ?? [];
  const agreement = opening.wishes === undefined ? undefined : agreedByServer(offers, opening.wishes);
  const { subprotocol = null } = answering;
  return ["write head 101", ...open(model, subprotocol, agreement ?? null)];
}

function requirementOfAnswer(model: EndpointModel, { request }: OpeningModel, answering: Answering): RequirementId | undefined {
  if (model.role === "client" || !isConnecting(model) || request === undefined) return "rfc6455/4.2.2/completes-the-steps";
  if (answering.kind === "accept" && answering.subprotocol !== undefined) {
    const wanted = readTokens(valuesOf(request, "Sec-WebSocket-Protocol")) ?? [];
    if (!wanted.includes(answering.subprotocol)) return "rfc6455/4.2.2/subprotocol-from-offer";
  }
  if (answering.kind === "refuse" && !(Number.isInteger(answering.status) && answering.status >= 300 && answering.status <= 599)) {
    return "rfc6455/4.2.2/refusal-is-http-error";
  }
  if (answering.kind === "refuse" && !isFieldText(answering.reason ?? "")) return "rfc9112/4/status-line";
  for (const [name, value] of answering.fields ?? []) {
    if (!isToken(name)) return "rfc9110/5.1/field-name-token";
    if (!isFieldText(value)) return "rfc9110/5.5/field-value-characters";
  }
  return requirementOfContradiction(answering);
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** RFC 9110, sections 5.3, 7.8, 11.6.1 and 11.7.1: what would make an answer contradict itself. */
function requirementOfContradiction({ kind, fields = [], ...answering }: Answering): RequirementId | undefined {
  const names = fields.map(([name]) => name);
  const own = [...Object.values(headerFields).map(({ name }) => name), ...Object.keys(framingFields)];
  if (names.some((name) => own.some((each) => sameName(each, name)))) return "ours/opening/own-fields";
  const isTwice = (each: string) => names.filter((name) => sameName(each, name)).length > 1;
  if (Object.keys(singleFields).some(isTwice)) return "rfc9110/5.3/single-field-once";
  const lacks = (each: string) => !names.some((name) => sameName(each, name));
  const status = kind === "refuse" && "status" in answering ? answering.status : undefined;
  if (status === 401 && lacks("WWW-Authenticate")) return "rfc9110/15.5.2/401-names-challenge";
  if (status === 407 && lacks("Proxy-Authenticate")) return "rfc9110/15.5.8/407-names-challenge";
  return undefined;
}
