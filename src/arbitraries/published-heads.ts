import fc from "fast-check";
import type { RequirementId } from "../../spec/requirements.ts";
import type { BrokenHead } from "./heads.ts";
import { type RequestBreach, requestBreaches, requests } from "./requests.ts";
import { type ClientOffer, type ResponseBreach, responseBreaches, responses } from "./responses.ts";

export type { ClientOffer } from "./responses.ts";

/** An opening request that is broken in one way. */
export interface BrokenRequest extends BrokenHead {
  /** How it is broken; ends the sentence `a request with …`. */
  readonly name: string;
  /** The requirement that is broken. */
  readonly requirement: RequirementId;
  /** The HTTP status that our server refuses it with. */
  readonly status: number;
}

/** An answer that is broken in one way; `answerTo` makes it one to the key that the client sent. */
export interface BrokenResponse extends BrokenHead {
  /** How it is broken; ends the sentence `an answer with …`. */
  readonly name: string;
  /** The requirement that is broken. */
  readonly requirement: RequirementId;
  /** What the client has to have asked for. */
  readonly offer: ClientOffer;
}

/** Requests that are broken in one way. */
export const brokenRequests = ({ name, requirement, status, heads }: RequestBreach): fc.Arbitrary<BrokenRequest> =>
  requests().chain((head) => heads(head).map((broken) => ({ ...broken, name, requirement, status })));

/** Answers to one of these offers that are broken in one way. */
export const brokenResponses = (
  { name, requirement, suits = () => true, heads }: ResponseBreach,
  offers: fc.Arbitrary<ClientOffer>,
): fc.Arbitrary<BrokenResponse> =>
  offers
    .filter(suits)
    .chain((offer) => responses(offer).chain((head) => heads(head, offer).map((broken) => ({ ...broken, name, requirement, offer }))));

const isPeers = ({ requirement }: { readonly requirement: RequirementId }): boolean => requirement !== "ours/limits/head";

/** Opening requests that are broken in one of all ways. */
export const brokenRequest = (): fc.Arbitrary<BrokenRequest> => fc.oneof(...requestBreaches.filter(isPeers).map(brokenRequests));

/** Answers to an offer that are broken in one of all ways that it leaves. */
export const brokenResponse = (offer: ClientOffer): fc.Arbitrary<BrokenResponse> =>
  fc.oneof(
    ...responseBreaches
      .filter((breach) => isPeers(breach) && (breach.suits?.(offer) ?? true))
      .map((breach) => brokenResponses(breach, fc.constant(offer))),
  );
