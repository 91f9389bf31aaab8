import { type Compression, compressionFor } from "../core/extension/compression.ts";
import {
  type OfferedParameters,
  readParameters,
  type WrongParameter,
  windowBitsDefault,
  writeParameters,
} from "../core/extension/deflate-parameters.ts";
import { type DeflateParameters, extensionText, permessageDeflate } from "../core/extension/permessage-deflate.ts";
import { plainDeflate } from "../core/extension/plain-deflate.ts";
import type { Extension } from "../core/handshake/field-values.ts";
import { nodePorts } from "../node/ports.ts";
import type { CompressionAnswer, CompressionOffer, CompressionSetup } from "./case.ts";

const port = nodePorts.deflate ?? plainDeflate;

/** Nothing is too short for the fuzzer to compress. */
const thresholdBytes = 0;

/** The offers of a case as the suite writes them: each allows everything of the client, and asks what the case is about of the server. */
export const offersOfCase = ({ offers }: CompressionSetup): string => offers.map(offerText).join(", ");

function offerText({ serverNoContextTakeover, serverMaxWindowBits }: CompressionOffer): string {
  return [
    permessageDeflate,
    "client_no_context_takeover",
    "client_max_window_bits",
    ...(serverNoContextTakeover ? ["server_no_context_takeover"] : []),
    ...(serverMaxWindowBits === 0 ? [] : [`server_max_window_bits=${serverMaxWindowBits}`]),
  ].join("; ");
}

/** Any well-formed answer is taken, whether it honours the offer or not; an ill-formed one ends the handshake. */
export function compressionFromAnswer(answered: readonly Extension[]): Compression | WrongParameter | null {
  const [response, another] = answered;
  if (response === undefined) return null;
  if (another !== undefined) return { wrong: "name", detail: "more than one extension" };
  const parameters = readParameters(response, "response");
  if ("wrong" in parameters) return parameters;
  const { serverMaxWindowBits = windowBitsDefault, clientMaxWindowBits = windowBitsDefault } = parameters;
  return compressionFor("client", { ...parameters, serverMaxWindowBits, clientMaxWindowBits }, port, thresholdBytes);
}

/** What the fuzzing server agrees to, with the text of its answer; an ill-formed offer ends the handshake. */
export function compressionFromOffers(
  offered: readonly Extension[],
  { answers }: CompressionSetup,
): { readonly compression: Compression; readonly answer: string } | WrongParameter | null {
  const offers = offered.filter(({ name }) => name === permessageDeflate).map((extension) => readParameters(extension, "offer"));
  const wrong = offers.find((offer): offer is WrongParameter => "wrong" in offer);
  if (wrong !== undefined) return wrong;
  for (const answer of answers) {
    const fitting = (offers as OfferedParameters[]).find(
      (offer) => answer.clientMaxWindowBits === 0 || offer.clientMaxWindowBits !== undefined,
    );
    if (fitting !== undefined) return agreement(fitting, answer);
  }
  return null;
}

/** Whatever was asked of the server is promised; of the client, what the case is about is asked. */
function agreement(offer: OfferedParameters, answer: CompressionAnswer): { readonly compression: Compression; readonly answer: string } {
  const asked = {
    serverNoContextTakeover: offer.serverNoContextTakeover,
    serverMaxWindowBits: offer.serverMaxWindowBits,
    clientNoContextTakeover: answer.clientNoContextTakeover,
    clientMaxWindowBits: answer.clientMaxWindowBits === 0 ? undefined : answer.clientMaxWindowBits,
  };
  const parameters: DeflateParameters = {
    ...asked,
    serverMaxWindowBits: asked.serverMaxWindowBits ?? windowBitsDefault,
    clientMaxWindowBits: asked.clientMaxWindowBits ?? windowBitsDefault,
  };
  const text = extensionText({ name: permessageDeflate, parameters: writeParameters(asked) });
  return { compression: compressionFor("server", parameters, port, thresholdBytes), answer: text };
}
