import type { RequirementId } from "../../spec/requirements.ts";
import type { DeflateAgreement } from "../deflate/compressed-messages.ts";
import type { NamedExtension } from "./opening-grammar.ts";

/** The parameters of RFC 7692, section 7.1, as an offer or an answer has them: a number, a parameter without a value, or none. */
export interface GivenParameters {
  readonly server_no_context_takeover?: true;
  readonly client_no_context_takeover?: true;
  readonly server_max_window_bits?: number;
  readonly client_max_window_bits?: number | true;
}

type ParameterName = keyof GivenParameters;

/** Sections 7.1.1.1 to 7.1.2.2: which values a parameter can have, in an offer and in an answer. */
const valuesOf: Readonly<Record<ParameterName, Readonly<Record<"offer" | "answer", readonly (string | null)[]>>>> = {
  server_no_context_takeover: { offer: [null], answer: [null] },
  client_no_context_takeover: { offer: [null], answer: [null] },
  server_max_window_bits: { offer: windowValues(), answer: windowValues() },
  client_max_window_bits: { offer: [null, ...windowValues()], answer: windowValues() },
};

function windowValues(): string[] {
  return ["8", "9", "10", "11", "12", "13", "14", "15"];
}

/** The parameters of an extension, or what is wrong with them. */
function readGiven({ parameters }: NamedExtension, place: "offer" | "answer"): GivenParameters | RequirementId {
  const given: Record<string, number | true> = {};
  for (const [name, value] of parameters) {
    const allowed = Object.entries(valuesOf).find(([known]) => known === name)?.[1][place];
    if (allowed === undefined || Object.hasOwn(given, name)) return "rfc7692/7/response-parameters";
    if (!allowed.includes(value)) {
      const isNumberWrong = value !== null && name.endsWith("_bits");
      return isNumberWrong ? "rfc7692/7.1.2/window-bits-value" : "rfc7692/7/response-parameters";
    }
    given[name] = value === null ? true : Number(value);
  }
  return given;
}

/** Sections 5 and 7.1: what a server makes of some offers: the first one without a fault, as far as its own wishes allow. */
export function agreedByServer(offers: readonly NamedExtension[], wishes: DeflateAgreement): DeflateAgreement | undefined {
  for (const offer of offers) {
    const given = offer.name === "permessage-deflate" ? readGiven(offer, "offer") : "rfc7692/7/unsupported-offer-declined";
    if (typeof given === "string") continue;
    const { client_max_window_bits: clientBits } = given;
    return {
      serverNoContextTakeover: given.server_no_context_takeover === true || wishes.serverNoContextTakeover,
      clientNoContextTakeover: given.client_no_context_takeover === true || wishes.clientNoContextTakeover,
      serverMaxWindowBits: Math.min(given.server_max_window_bits ?? 15, wishes.serverMaxWindowBits),
      // Section 7.1.2.2: a client that says nothing about its window cannot be told about it either.
      clientMaxWindowBits: clientBits === undefined ? 15 : Math.min(clientBits === true ? 15 : clientBits, wishes.clientMaxWindowBits),
    };
  }
  return undefined;
}

/** Sections 5 and 7.1: what an answer means to the client that made these offers, or all that is wrong with it. */
export function agreedByClient(answer: NamedExtension, offers: readonly GivenParameters[]): DeflateAgreement | readonly RequirementId[] {
  const given = readGiven(answer, "answer");
  if (typeof given === "string") return [given];
  const misfits = offers.map((offer) => misfitsOf(given, offer));
  const offer = offers[misfits.findIndex(({ length }) => length === 0)];
  if (offer === undefined) return misfits.flat();
  const ownBits = given.client_max_window_bits ?? offer.client_max_window_bits;
  return {
    serverNoContextTakeover: given.server_no_context_takeover === true,
    clientNoContextTakeover: given.client_no_context_takeover === true || offer.client_no_context_takeover === true,
    serverMaxWindowBits: given.server_max_window_bits ?? 15,
    clientMaxWindowBits: typeof ownBits === "number" ? ownBits : 15,
  };
}

function misfitsOf(answer: GivenParameters, offer: GivenParameters): RequirementId[] {
  const misfits: (readonly [boolean, RequirementId])[] = [
    [
      offer.server_no_context_takeover === true && answer.server_no_context_takeover === undefined,
      "rfc7692/7.1.1.1/offered-no-takeover-answered",
    ],
    [(answer.server_max_window_bits ?? 15) > (offer.server_max_window_bits ?? 15), "rfc7692/7.1.2.1/response-within-offer"],
    [offer.server_max_window_bits !== undefined && answer.server_max_window_bits === undefined, "rfc7692/7.1.2.1/response-within-offer"],
    [answer.client_max_window_bits !== undefined && offer.client_max_window_bits === undefined, "rfc7692/7.1.2.2/only-if-offered"],
    [
      typeof offer.client_max_window_bits === "number" && Number(answer.client_max_window_bits ?? 0) > offer.client_max_window_bits,
      "rfc7692/7.1.2.2/response-within-hint",
    ],
  ];
  return misfits.filter(([isSo]) => isSo).map(([, requirement]) => requirement);
}
