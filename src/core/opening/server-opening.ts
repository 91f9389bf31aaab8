import { type Failure, known, type Misuse } from "../blame.ts";
import { failureOf } from "../fault.ts";
import type { Command, Field } from "../input.ts";
import type { Limits } from "../limits.ts";
import { acceptKey } from "./accept-key.ts";
import { misuseOfFurtherFields } from "./further-fields.ts";
import { isFieldText } from "./head-field.ts";
import { HeadReader } from "./head-reader.ts";
import { judgeRequestLine, type OpeningRequest, readOpeningRequest } from "./opening-request.ts";
import { completedFields, misuseOfStatus, refusals } from "./refusals.ts";
import { writeAcceptance, writeRefusal } from "./write-head.ts";

/** Where the server's side of the opening handshake stands. */
export type ServerOpeningProgress =
  | { readonly kind: "more" }
  | { readonly kind: "requested"; readonly request: OpeningRequest; readonly rest: Uint8Array }
  | { readonly kind: "failed"; readonly failure: Failure; readonly refusal: Uint8Array };

type Acceptance = Extract<Command, { kind: "accept" }>;
type Refusal = Extract<Command, { kind: "refuse" }>;

/** Section 4.2: reads the request, which may come in any cuts, and writes the answer the application decides on. */
export class ServerOpening {
  readonly #reader: HeadReader;
  readonly #now: (() => number) | undefined;
  #request: OpeningRequest | undefined;

  /** The clock is for the Date of a refusal; where there is none, there is no Date. */
  constructor(limits: Limits, now?: () => number) {
    this.#now = now;
    this.#reader = new HeadReader(limits, judgeRequestLine);
  }

  /** Bytes of the request read so far. */
  get length(): number {
    return this.#reader.length;
  }

  /** The valid request that waits for an answer. */
  get request(): OpeningRequest | undefined {
    return this.#request;
  }

  push(bytes: Uint8Array): ServerOpeningProgress {
    const progress = this.#reader.push(bytes);
    if (progress.kind === "more") return progress;
    if (progress.kind === "fault") {
      const failure = failureOf(progress.fault);
      return this.#refusing(failure, failure.blame === "policy" ? 431 : 400);
    }
    const request = readOpeningRequest(progress.head);
    if ("requirement" in request) return this.#refusing(failureOf({ ...request, position: this.length - 1 }), request.status);
    this.#request = request;
    return { kind: "requested", request, rest: progress.rest };
  }

  /** The bytes that accept, or why they may not be sent. */
  accept({ subprotocol, fields = [] }: Acceptance, extensions = ""): Uint8Array | Misuse {
    const request = known(this.#request, "an answer before there is a request");
    if (subprotocol !== undefined && !request.subprotocols.includes(subprotocol)) {
      const detail = `accepting with the subprotocol "${subprotocol}", which the client did not ask for`;
      return { blame: "caller", requirement: "rfc6455/4.2.2/subprotocol-from-offer", detail };
    }
    return misuseOfFurtherFields(fields) ?? writeAcceptance(acceptKey(request.key), subprotocol, extensions, fields);
  }

  /** The bytes that refuse, or why they may not be sent. */
  refuse({ status, reason = refusals[status]?.reason ?? "", fields = [], body = "" }: Refusal): Uint8Array | Misuse {
    known(this.#request, "an answer before there is a request");
    if (!Number.isInteger(status) || status < 300 || status > 599) {
      return { blame: "caller", requirement: "rfc6455/4.2.2/refusal-is-http-error", detail: `refusing with status ${status}` };
    }
    if (!isFieldText(reason)) {
      return { blame: "caller", requirement: "rfc9112/4/status-line", detail: `the reason phrase ${JSON.stringify(reason)}` };
    }
    const misuse = misuseOfFurtherFields(fields) ?? misuseOfStatus(status, fields, body);
    return misuse ?? this.#written(status, reason, fields, body);
  }

  #refusing(failure: Failure, status: number): ServerOpeningProgress {
    const { reason } = refusals[status] as (typeof refusals)[number];
    return { kind: "failed", failure, refusal: this.#written(status, reason, [], `${failure.detail}\n`) };
  }

  #written(status: number, reason: string, fields: readonly Field[], body: string): Uint8Array {
    // A method is known as soon as a space is behind it.
    const hasContent = refusals[status]?.hasContent !== false && !this.#reader.startLine.startsWith("HEAD ");
    return writeRefusal(status, reason, completedFields(status, fields), body, { now: this.#now?.(), hasContent });
  }
}
