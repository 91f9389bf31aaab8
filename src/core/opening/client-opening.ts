import type { Failure } from "../blame.ts";
import { encodeBase64 } from "../bytes/base64.ts";
import { failureOf, movedBy } from "../fault.ts";
import type { Limits } from "../limits.ts";
import { acceptKey } from "./accept-key.ts";
import { parseExtensions } from "./field-values.ts";
import { HeadReader } from "./head-reader.ts";
import {
  type Agreement,
  isInterim,
  judgeOpeningResponse,
  judgeStatusLine,
  type OpeningOffer,
  type OpeningResponse,
  readOpeningResponse,
} from "./opening-response.ts";
import { type ClientHandshake, writeOpeningRequest } from "./write-head.ts";

/** Where the client's side of the opening handshake stands. */
export type ClientOpeningProgress =
  | { readonly kind: "more" }
  | { readonly kind: "opened"; readonly agreement: Agreement; readonly response: OpeningResponse; readonly rest: Uint8Array }
  | { readonly kind: "failed"; readonly failure: Failure; readonly response: OpeningResponse | null };

const keyBytes = 16;

/** Section 4.1: sends the request and judges the answer, which may come in any cuts and after interim responses. */
export class ClientOpening {
  readonly request: Uint8Array;
  readonly #offer: OpeningOffer;
  readonly #limits: Limits;
  #reader: HeadReader;
  #readBefore = 0;

  constructor(wish: Omit<ClientHandshake, "key">, limits: Limits, randomBytes: (length: number) => Uint8Array) {
    const key = encodeBase64(randomBytes(keyBytes));
    this.request = writeOpeningRequest({ ...wish, key });
    this.#offer = { accept: acceptKey(key), subprotocols: wish.subprotocols, extensions: offeredNames(wish.extensions) };
    this.#limits = limits;
    this.#reader = new HeadReader(limits, judgeStatusLine);
  }

  /** Bytes of the answer read so far. */
  get length(): number {
    return this.#readBefore + this.#reader.length;
  }

  push(bytes: Uint8Array): ClientOpeningProgress {
    for (let rest = bytes; ; ) {
      const progress = this.#reader.push(rest);
      if (progress.kind === "more") return progress;
      if (progress.kind === "fault") {
        return { kind: "failed", failure: failureOf(movedBy(this.#readBefore, progress.fault)), response: null };
      }
      // The reader has judged the line.
      const response = readOpeningResponse(progress.head) as OpeningResponse;
      if (!isInterim(response)) return this.#judge(response, progress.rest);
      this.#readBefore += this.#reader.length;
      this.#reader = new HeadReader(this.#limits, judgeStatusLine);
      rest = progress.rest;
    }
  }

  #judge(response: OpeningResponse, rest: Uint8Array): ClientOpeningProgress {
    const agreement = judgeOpeningResponse(response, this.#offer);
    if (!("requirement" in agreement)) return { kind: "opened", agreement, response, rest };
    return { kind: "failed", failure: failureOf({ ...agreement, position: this.length - 1 }), response };
  }
}

const offeredNames = (extensions: string): string[] => (parseExtensions([extensions]) ?? []).map(({ name }) => name);
