import type { DeflatePort } from "../../core/deflate/deflate-port.ts";
import type { Flaw } from "../../core/fault.ts";
import type { Extension } from "../../core/opening/field-values.ts";
import { type Compression, compressionFor } from "../../core/permessage-deflate/compression.ts";
import {
  type AnsweredParameters,
  type OfferedParameters,
  readParameters,
  windowBitsDefault,
  writeParameters,
} from "../../core/permessage-deflate/deflate-parameters.ts";
import {
  type DeflateParameters,
  extensionText,
  permessageDeflate,
  requirementOfWrong,
} from "../../core/permessage-deflate/permessage-deflate.ts";
import type { CompressionAnswer, CompressionOffer, CompressionSetup } from "../case/case.ts";

/** Nothing is too short for the fuzzer to compress. */
const thresholdBytes = 0;

/** The offers of a case as the fuzzer writes them, with the parameters in the order that peers know from Autobahn. */
export const offersOfCase = ({ offers }: CompressionSetup): string => offers.map(offerText).join(", ");

function offerText({ noContextTakeover, serverMaxWindowBits }: CompressionOffer): string {
  return [
    permessageDeflate,
    ...(noContextTakeover ? ["client_no_context_takeover"] : []),
    "client_max_window_bits",
    ...(noContextTakeover ? ["server_no_context_takeover"] : []),
    ...(serverMaxWindowBits === 0 ? [] : [`server_max_window_bits=${serverMaxWindowBits}`]),
  ].join("; ");
}

/** Any well-formed answer is taken, whether it honours the offer or not; an ill-formed one ends the handshake. */
export function compressionFromAnswer(
  answered: readonly Extension[],
  { offers }: CompressionSetup,
  port: DeflatePort,
): Compression | Flaw | null {
  const [response] = answered;
  if (response === undefined) return null;
  const answer = readParameters(response, "response");
  if ("wrong" in answer) return { requirement: requirementOfWrong[answer.wrong], detail: answer.detail };
  const parameters: DeflateParameters = {
    ...answer,
    clientNoContextTakeover: answer.clientNoContextTakeover || isPromised(answer, offers),
    serverMaxWindowBits: answer.serverMaxWindowBits ?? windowBitsDefault,
    clientMaxWindowBits: answer.clientMaxWindowBits ?? windowBitsDefault,
  };
  return compressionFor("client", parameters, port, thresholdBytes);
}

/** RFC 7692, section 7.1.1.2: the promise of the offer that was accepted holds without an answer to it; where none was, that of any. */
const isPromised = (answer: AnsweredParameters, offers: readonly CompressionOffer[]): boolean =>
  (offers.find((offer) => isHonoured(offer, answer)) ?? { noContextTakeover: offers.some((offer) => offer.noContextTakeover) })
    .noContextTakeover;

const isHonoured = (
  { noContextTakeover, serverMaxWindowBits: asked }: CompressionOffer,
  { serverNoContextTakeover, serverMaxWindowBits = windowBitsDefault + 1 }: AnsweredParameters,
): boolean => (!noContextTakeover || serverNoContextTakeover) && (asked === 0 || serverMaxWindowBits <= asked);

/** What the fuzzing server agrees to, with the text of its answer; an offer that is faulty is declined like one that does not fit. */
export function compressionFromOffers(
  offered: readonly Extension[],
  { answers }: CompressionSetup,
  port: DeflatePort,
): { readonly compression: Compression; readonly answer: string } | null {
  const offers = offered.filter(({ name }) => name === permessageDeflate).map((extension) => readParameters(extension, "offer"));
  const valid = offers.filter((offer): offer is OfferedParameters => !("wrong" in offer));
  for (const answer of answers) {
    const fitting = valid.find((offer) => answer.clientMaxWindowBits === 0 || offer.clientMaxWindowBits !== undefined);
    if (fitting !== undefined) return agreement(fitting, answer, port);
  }
  return null;
}

/** Whatever was asked of the server is promised; of the client, what the case is about is asked, within what it offered. */
function agreement(
  offer: OfferedParameters,
  answer: CompressionAnswer,
  port: DeflatePort,
): { readonly compression: Compression; readonly answer: string } {
  const asked = {
    serverNoContextTakeover: offer.serverNoContextTakeover,
    serverMaxWindowBits: offer.serverMaxWindowBits,
    clientNoContextTakeover: answer.clientNoContextTakeover,
    clientMaxWindowBits: answer.clientMaxWindowBits === 0 ? undefined : Math.min(answer.clientMaxWindowBits, hintOf(offer)),
  };
  const parameters: DeflateParameters = {
    ...asked,
    serverMaxWindowBits: asked.serverMaxWindowBits ?? windowBitsDefault,
    clientMaxWindowBits: asked.clientMaxWindowBits ?? windowBitsDefault,
  };
  const text = extensionText({ name: permessageDeflate, parameters: writeParameters(asked) });
  return { compression: compressionFor("server", parameters, port, thresholdBytes), answer: text };
}

/** RFC 7692, section 7.1.2.2: an answer may ask for no larger window than the client has said that it uses at most. */
const hintOf = ({ clientMaxWindowBits }: OfferedParameters): number =>
  typeof clientMaxWindowBits === "number" ? clientMaxWindowBits : windowBitsDefault;
