import type { RequirementId } from "../../../spec/requirements.ts";
import type { Misuse } from "../blame.ts";
import type { Flaw } from "../fault.ts";
import type { Extension } from "../opening/field-values.ts";
import {
  type AnsweredParameters,
  isWindowBits,
  type OfferedParameters,
  readParameters,
  type WrongParameter,
  windowBitsDefault,
  writeParameters,
} from "./deflate-parameters.ts";

/** RFC 7692, section 7: the registered name of the extension. */
export const permessageDeflate = "permessage-deflate";

/** Section 7.1: what client and server agreed on. */
export interface DeflateParameters {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  /** 8 to 15: the longest distance of the server is two to the power of this. */
  readonly serverMaxWindowBits: number;
  /** The same for the client. */
  readonly clientMaxWindowBits: number;
}

/** Section 7.1: what a client asks for. */
export interface DeflateOffer {
  /** The server must not refer to earlier messages. */
  readonly serverNoContextTakeover?: boolean;
  /** The client is not going to refer to earlier messages. */
  readonly clientNoContextTakeover?: boolean;
  /** The largest window the server may use. */
  readonly serverMaxWindowBits?: number;
  /** `true`: the server may limit the window of the client; a number: the client is not going to use a larger one anyway. */
  readonly clientMaxWindowBits?: number | true;
}

/** What a server agrees to. */
export interface DeflatePolicy {
  /** Promise not to refer to earlier messages, whether the client asks for it or not. */
  readonly serverNoContextTakeover: boolean;
  /** Forbid the client to refer to earlier messages. */
  readonly clientNoContextTakeover: boolean;
  /** The largest window of our own. */
  readonly serverMaxWindowBits: number;
  /** The window a client is limited to if its offer allows for that; otherwise it has all 32 KiB. */
  readonly clientMaxWindowBits: number;
}

/** An offer that was accepted. */
export interface DeflateChoice {
  readonly parameters: DeflateParameters;
  readonly response: Extension;
}

/** Why a client may not send such offers, if it may not. */
export function misuseOfOffers(offers: readonly DeflateOffer[]): Misuse | undefined {
  const sizes = offers.flatMap(({ serverMaxWindowBits = windowBitsDefault, clientMaxWindowBits = true }) => [
    serverMaxWindowBits,
    clientMaxWindowBits === true ? windowBitsDefault : clientMaxWindowBits,
  ]);
  return misuseOfSizes(sizes);
}

/** Why a server cannot have such a policy, if it cannot. */
export const misuseOfPolicy = ({ serverMaxWindowBits, clientMaxWindowBits }: DeflatePolicy): Misuse | undefined =>
  misuseOfSizes([serverMaxWindowBits, clientMaxWindowBits]);

/** Section 5: offers as the value of a Sec-WebSocket-Extensions field, in the order of preference. */
export const offerText = (offers: readonly DeflateOffer[]): string => offers.map((offer) => extensionText(offerOf(offer))).join(", ");

/** RFC 6455, section 9.1: an extension as it is written into the field. */
export const extensionText = ({ name, parameters }: Extension): string =>
  [name, ...parameters.map(([key, value]) => (value === null ? key : `${key}=${value}`))].join("; ");

/** Section 7.1: what an answer agrees on, or what is wrong with it; it has to fit one of the offers. */
export function judgeDeflateResponse(response: Extension, offers: readonly DeflateOffer[]): DeflateParameters | Flaw {
  if (response.name !== permessageDeflate || offers.length === 0) {
    return { requirement: "rfc6455/4.1/response-extensions", detail: `the extension ${response.name}, which was not offered` };
  }
  const answered = readParameters(response, "response");
  if ("wrong" in answered) return { requirement: requirementOfWrong[answered.wrong], detail: answered.detail };
  const misfits = offers.map((offer) => misfitOf(answered, offer));
  const accepted = offers[misfits.indexOf(undefined)];
  return accepted === undefined ? (misfits[0] as Flaw) : agreement(answered, accepted);
}

/** Sections 5 and 7.1: accepts the first offer that can be honoured; all others, faulty ones too, are declined. */
export function chooseDeflate(extensions: readonly Extension[], policy: DeflatePolicy): DeflateChoice | null {
  for (const extension of extensions) {
    if (extension.name !== permessageDeflate) continue;
    const offered = readParameters(extension, "offer");
    if (!("wrong" in offered)) return choice(offered, policy);
  }
  return null;
}

function choice(offered: OfferedParameters, policy: DeflatePolicy): DeflateChoice {
  const serverBits = Math.min(offered.serverMaxWindowBits ?? windowBitsDefault, policy.serverMaxWindowBits);
  const hint = offered.clientMaxWindowBits === true ? windowBitsDefault : offered.clientMaxWindowBits;
  const clientBits = hint === undefined ? windowBitsDefault : Math.min(hint, policy.clientMaxWindowBits);
  const parameters: DeflateParameters = {
    serverNoContextTakeover: offered.serverNoContextTakeover || policy.serverNoContextTakeover,
    // A client that can do without is held to it, or else its window would have to be kept all the same.
    clientNoContextTakeover: offered.clientNoContextTakeover || policy.clientNoContextTakeover,
    serverMaxWindowBits: serverBits,
    clientMaxWindowBits: clientBits,
  };
  const answered: AnsweredParameters = {
    ...parameters,
    serverMaxWindowBits: offered.serverMaxWindowBits === undefined && serverBits === windowBitsDefault ? undefined : serverBits,
    clientMaxWindowBits: clientBits === windowBitsDefault ? undefined : clientBits,
  };
  return { parameters, response: { name: permessageDeflate, parameters: writeParameters(answered) } };
}

/** What an answer breaks that has such a parameter. */
export const requirementOfWrong: Readonly<Record<WrongParameter["wrong"], RequirementId>> = {
  name: "rfc7692/7/response-parameters",
  value: "rfc7692/7/response-parameters",
  windowBits: "rfc7692/7.1.2/window-bits-value",
};

/** Where an answer does not fit an offer. */
function misfitOf(answered: AnsweredParameters, offer: DeflateOffer): Flaw | undefined {
  const { serverMaxWindowBits: serverBits, clientMaxWindowBits: clientBits } = answered;
  if (offer.serverNoContextTakeover === true && !answered.serverNoContextTakeover) {
    return { requirement: "rfc7692/7.1.1.1/offered-no-takeover-answered", detail: "no server_no_context_takeover, which was asked for" };
  }
  if (offer.serverMaxWindowBits !== undefined && (serverBits === undefined || serverBits > offer.serverMaxWindowBits)) {
    const detail = `${serverBits === undefined ? "no server_max_window_bits" : `server_max_window_bits=${serverBits}`}, where ${offer.serverMaxWindowBits} was asked for`;
    return { requirement: "rfc7692/7.1.2.1/response-within-offer", detail };
  }
  if (clientBits === undefined) return undefined;
  if (offer.clientMaxWindowBits === undefined) {
    return { requirement: "rfc7692/7.1.2.2/only-if-offered", detail: `client_max_window_bits=${clientBits}, which was not offered` };
  }
  if (offer.clientMaxWindowBits === true || clientBits <= offer.clientMaxWindowBits) return undefined;
  const detail = `client_max_window_bits=${clientBits}, where ${offer.clientMaxWindowBits} was offered`;
  return { requirement: "rfc7692/7.1.2.2/response-within-hint", detail };
}

/** A client keeps to what it said about itself, even where the answer leaves that out. */
function agreement(answered: AnsweredParameters, offer: DeflateOffer): DeflateParameters {
  const hint = offer.clientMaxWindowBits;
  return {
    serverNoContextTakeover: answered.serverNoContextTakeover,
    clientNoContextTakeover: answered.clientNoContextTakeover || offer.clientNoContextTakeover === true,
    serverMaxWindowBits: answered.serverMaxWindowBits ?? windowBitsDefault,
    clientMaxWindowBits: answered.clientMaxWindowBits ?? (typeof hint === "number" ? hint : windowBitsDefault),
  };
}

const offerOf = (offer: DeflateOffer): Extension => ({
  name: permessageDeflate,
  parameters: writeParameters({
    serverNoContextTakeover: offer.serverNoContextTakeover ?? false,
    clientNoContextTakeover: offer.clientNoContextTakeover ?? false,
    serverMaxWindowBits: offer.serverMaxWindowBits,
    clientMaxWindowBits: offer.clientMaxWindowBits,
  }),
});

function misuseOfSizes(sizes: readonly number[]): Misuse | undefined {
  const wrong = sizes.find((bits) => !isWindowBits(bits));
  if (wrong === undefined) return undefined;
  return {
    blame: "caller",
    requirement: "rfc7692/7.1.2/window-bits-value",
    detail: `a window of ${wrong} bits, where 8 to 15 are possible`,
  };
}
