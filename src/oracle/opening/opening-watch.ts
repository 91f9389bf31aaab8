import { headerFields } from "../../../spec/registries/header-fields.ts";
import type { RequirementId } from "../../../spec/requirements.ts";
import type { Role } from "../../../spec/role.ts";
import type { Fault, Flaw } from "../../core/fault.ts";
import type { Field } from "../../core/input.ts";
import type { Limits } from "../../core/limits.ts";
import { acceptKey } from "../../core/opening/accept-key.ts";
import { valuesOf } from "../../core/opening/head-field.ts";
import { type Head, HeadReader } from "../../core/opening/head-reader.ts";
import { judgeRequestLine, type OpeningRequest, requestFlaws, requestOf } from "../../core/opening/opening-request.ts";
import {
  agreementOf,
  isInterim,
  judgeStatusLine,
  type OpeningResponse,
  readOpeningResponse,
  responseFlaws,
} from "../../core/opening/opening-response.ts";
import { type AgreedExtensions, agreedExtensions } from "./agreed-extensions.ts";

/** What an opening handshake shows. Positions are in the stream of the sender. */
export type OpeningShown =
  | { readonly kind: "head"; readonly from: Role; readonly head: Head; readonly start: number; readonly end: number }
  | { readonly kind: "fault"; readonly from: Role; readonly fault: Fault }
  /** The server has answered with 101; frames begin in both directions. */
  | { readonly kind: "opened"; readonly extensions: AgreedExtensions }
  /** The server has answered with something else: what follows is HTTP. */
  | { readonly kind: "refused"; readonly status: number }
  /** What comes is no head of HTTP. */
  | { readonly kind: "unreadable"; readonly from: Role };

type HeadLimits = Pick<Limits, "headBytesMax" | "headFieldsMax">;

/** Section 4: both heads of an opening handshake, judged for all that is wrong with them. */
export class OpeningWatch {
  readonly #limits: HeadLimits;
  readonly #reader: Record<Role, HeadReader>;
  /** How much of each stream was read before the head that is being read. */
  readonly #before: Record<Role, number> = { client: 0, server: 0 };
  #request: OpeningRequest | undefined;
  #requestFlaw: Flaw | undefined;

  constructor(limits: HeadLimits) {
    this.#limits = limits;
    this.#reader = { client: this.#newReader("client"), server: this.#newReader("server") };
  }

  /** Whether the request has come whole; the answer is judged by it. */
  get isRequested(): boolean {
    return this.#request !== undefined;
  }

  /** How many bytes of a stream were heads. */
  lengthOf(role: Role): number {
    return this.#before[role];
  }

  /** What a valid server would have refused the request for. */
  get requestFlaw(): Flaw | undefined {
    return this.#requestFlaw;
  }

  /** Takes bytes of a head; yields what it shows and returns the bytes behind it, or `undefined` where the head is not whole. */
  *push(from: Role, bytes: Uint8Array): Generator<OpeningShown, Uint8Array | undefined> {
    const reader = this.#reader[from];
    const progress = reader.push(bytes);
    if (progress.kind === "more") return undefined;
    const start = this.#before[from];
    const end = start + reader.length;
    if (progress.kind === "fault") {
      yield { kind: "fault", from, fault: moved(progress.fault, start) };
      yield { kind: "unreadable", from };
      return undefined;
    }
    this.#before[from] = end;
    this.#reader[from] = this.#newReader(from);
    for (const fault of progress.faults) yield { kind: "fault", from, fault: moved(fault, start) };
    yield { kind: "head", from, head: progress.head, start, end };
    yield* from === "client" ? this.#judgeRequest(progress.head, start) : this.#judgeAnswer(progress.head, start);
    return progress.rest;
  }

  /** A head of which only the parsed parts are known: what is not there may have been, so that only what is there is judged. */
  *take(from: Role, startLine: string, fields: readonly Field[]): Generator<OpeningShown> {
    const head: Head = { startLine, fields, raw: "" };
    yield { kind: "head", from, head, start: 0, end: 0 };
    if (from === "client") this.#request = requestOf(head);
    else yield* this.#judgeParsedAnswer(head);
  }

  #newReader(from: Role): HeadReader {
    return new HeadReader(this.#limits, from === "client" ? judgeRequestLine : judgeStatusLine, { goesOn: true });
  }

  *#judgeRequest(head: Head, start: number): Generator<OpeningShown> {
    const flaws = requestFlaws(head);
    this.#requestFlaw = flaws[0];
    this.#request = requestOf(head);
    for (const flaw of flaws) yield { kind: "fault", from: "client", fault: { ...flaw, position: start + placeOf(flaw, head) } };
  }

  *#judgeAnswer(head: Head, start: number): Generator<OpeningShown> {
    const response = readOpeningResponse(head);
    if (response === undefined || isInterim(response)) return;
    if (response.status !== 101) return yield { kind: "refused", status: response.status };
    const fault = (flaw: Flaw): OpeningShown => ({
      kind: "fault",
      from: "server",
      fault: { ...flaw, position: start + placeOf(flaw, head) },
    });
    if (this.#requestFlaw !== undefined) {
      yield fault({
        requirement: "rfc6455/4.2.1/malformed-request-refused",
        detail: `status 101 for a request with ${this.#requestFlaw.detail}`,
      });
    }
    const { flaws, extensions } = this.#judge(response);
    for (const flaw of flaws) yield fault(flaw);
    yield { kind: "opened", extensions };
  }

  #judge(response: OpeningResponse): { flaws: Flaw[]; extensions: AgreedExtensions } {
    const { key = "", subprotocols = [], extensions: offered = [] } = this.#request ?? {};
    const flaws = responseFlaws(response, { accept: acceptKey(key), subprotocols, extensions: offered.map(({ name }) => name) });
    const extensions = agreedExtensions(agreementOf(response).extensions, offered);
    return { flaws: [...flaws, ...extensions.flaws], extensions };
  }

  *#judgeParsedAnswer(head: Head): Generator<OpeningShown> {
    const response = readOpeningResponse(head);
    if (response === undefined || isInterim(response)) return;
    // A recording of a connection over HTTP/2 says 200, where the handshake is an extended CONNECT.
    if (response.status !== 101 && response.status !== 200) return yield { kind: "refused", status: response.status };
    const { flaws, extensions } = this.#judge({ ...response, status: 101 });
    const isThere = (name: string, fields: readonly Field[]) => valuesOf(fields, name).length > 0;
    const hasAccept = isThere("Sec-WebSocket-Accept", head.fields) && this.#request?.key !== "";
    for (const flaw of flaws) {
      if (flaw.requirement.endsWith("response-accept") ? !hasAccept : !judgedByPresence.has(flaw.requirement)) continue;
      yield { kind: "fault", from: "server", fault: { ...flaw, position: 0 } };
    }
    yield { kind: "opened", extensions };
  }
}

/** What a field breaks that is there, whatever other fields the recording has left out. */
const judgedByPresence: ReadonlySet<string> = new Set([
  "rfc6455/9.1/extensions-grammar",
  "rfc6455/4.1/response-extensions",
  "rfc6455/4.1/response-subprotocol",
]);

const moved = (fault: Fault, by: number): Fault => ({ ...fault, position: fault.position + by });

/** The field that a requirement is about: a fault is shown at its line. */
const fieldOf: Partial<Record<RequirementId, keyof typeof headerFields>> = {
  "rfc9112/3.2/host-once": "host",
  "rfc6455/4.1/request-upgrade": "upgrade",
  "rfc6455/4.1/request-connection": "connection",
  "rfc6455/4.1/request-key": "key",
  "rfc6455/4.2.2/unsupported-version": "version",
  "rfc6455/4.1/request-subprotocols": "protocol",
  "rfc6455/9.1/extensions-grammar": "extensions",
  "rfc6455/4.1/response-upgrade": "upgrade",
  "rfc6455/4.1/response-connection": "connection",
  "rfc6455/4.1/response-accept": "accept",
  "rfc6455/4.1/response-extensions": "extensions",
  "rfc6455/4.1/response-subprotocol": "protocol",
};

/** Where in a head a flaw shows: the line of its field where there is one, otherwise the last byte, with which it is certain. */
function placeOf({ requirement }: Flaw, { raw }: Head): number {
  const key = fieldOf[requirement];
  const at = key === undefined ? -1 : raw.toLowerCase().indexOf(`\n${headerFields[key].name.toLowerCase()}:`);
  return at < 0 ? Math.max(0, raw.length - 1) : at + 1;
}
