import { parseExtensions } from "../../core/opening/field-values.ts";
import { readParameters } from "../../core/permessage-deflate/deflate-parameters.ts";
import { extensionText, permessageDeflate } from "../../core/permessage-deflate/permessage-deflate.ts";

/** Why a request of a client led to no compression, in a sentence: it offered none, or nothing that could be agreed to. */
export function declinedOffers(httpRequest: string): string {
  const values = [...httpRequest.matchAll(/^Sec-WebSocket-Extensions:[ \t]*([^\r\n]*)/gim)].map(([, value]) => value as string);
  const offers = (parseExtensions(values) ?? []).filter(({ name }) => name === permessageDeflate);
  if (offers.length === 0) return "The client offered no permessage-deflate.";
  const reasons = offers.map((offer) => {
    const parameters = readParameters(offer, "offer");
    const why =
      "wrong" in parameters ? parameters.detail : "no client_max_window_bits, without which the window of the client cannot be limited";
    return `"${extensionText(offer)}" has ${why}`;
  });
  return `Each offer of the client was declined: ${reasons.join("; ")}.`;
}
