import type { Flaw } from "../../core/fault.ts";
import type { Extension } from "../../core/opening/field-values.ts";
import { type OfferedParameters, readParameters, windowBitsDefault } from "../../core/permessage-deflate/deflate-parameters.ts";
import {
  type DeflateOffer,
  type DeflateParameters,
  judgeDeflateResponse,
  permessageDeflate,
} from "../../core/permessage-deflate/permessage-deflate.ts";

/** What is in use on a connection. */
export interface AgreedExtensions {
  /** permessage-deflate, where it is in use and known how. */
  readonly compression: DeflateParameters | null;
  /** Extensions in use that nothing is known of, so that reserved bits and payloads may mean anything. */
  readonly unknown: readonly string[];
  /** What is wrong with the agreement. */
  readonly flaws: readonly Flaw[];
}

/** RFC 7692, section 5: what an answer agrees on, of what was offered. */
export function agreedExtensions(answered: readonly Extension[], offered: readonly Extension[]): AgreedExtensions {
  const response = answered.find(({ name }) => name === permessageDeflate);
  const unknown = answered.map(({ name }) => name).filter((name) => name !== permessageDeflate);
  if (response === undefined) return { compression: null, unknown, flaws: [] };
  const offers = offered.filter(({ name }) => name === permessageDeflate).flatMap(offerIn);
  const parameters = judgeDeflateResponse(response, offers);
  if (!("requirement" in parameters)) return { compression: parameters, unknown, flaws: [] };
  // That it was not offered at all is said by a rule of the answer.
  const flaws = offers.length === 0 ? [] : [parameters];
  return { compression: asAnswered(response), unknown, flaws };
}

/** What an answer says for itself, whoever asked for it; what is faulty in it has the widest meaning. */
export function asAnswered(response: Extension): DeflateParameters {
  const answer = readParameters(response, "response");
  if ("wrong" in answer) return widest;
  return {
    ...answer,
    serverMaxWindowBits: answer.serverMaxWindowBits ?? windowBitsDefault,
    clientMaxWindowBits: answer.clientMaxWindowBits ?? windowBitsDefault,
  };
}

const widest: DeflateParameters = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: windowBitsDefault,
  clientMaxWindowBits: windowBitsDefault,
};

/** An offer that is faulty is none. */
function offerIn(extension: Extension): DeflateOffer[] {
  const offer: OfferedParameters | { wrong: string } = readParameters(extension, "offer");
  if ("wrong" in offer) return [];
  const { serverMaxWindowBits, clientMaxWindowBits, ...takeover } = offer;
  return [
    {
      ...takeover,
      ...(serverMaxWindowBits !== undefined && { serverMaxWindowBits }),
      ...(clientMaxWindowBits !== undefined && { clientMaxWindowBits }),
    },
  ];
}
