import type { Role } from "../../../spec/role.ts";
import type { DeflatePort } from "../deflate/deflate-port.ts";
import type { Flaw } from "../fault.ts";
import type { Extension } from "../opening/field-values.ts";
import { windowBitsDefault } from "./deflate-parameters.ts";
import { directionFrom, MessageDeflater, MessageInflater } from "./message-deflate.ts";
import {
  chooseDeflate,
  type DeflateOffer,
  type DeflateParameters,
  type DeflatePolicy,
  extensionText,
  judgeDeflateResponse,
  permessageDeflate,
} from "./permessage-deflate.ts";

/** permessage-deflate as a server accepts it; what is left out has the widest meaning. */
export interface ServerCompression extends Partial<DeflatePolicy> {
  /** Messages shorter than this many bytes are sent as they are. */
  readonly thresholdBytes?: number;
}

/** permessage-deflate as a client offers it. */
export interface ClientCompression {
  /** In order of preference; one that leaves everything to the server unless said otherwise. */
  readonly offers?: readonly DeflateOffer[];
  /** Messages shorter than this many bytes are sent as they are. */
  readonly thresholdBytes?: number;
}

/** permessage-deflate in use on a connection, for both directions. */
export interface Compression {
  readonly parameters: DeflateParameters;
  readonly inflater: MessageInflater;
  readonly deflater: MessageDeflater;
}

const thresholdDefault = 512;

/** What a client offers that leaves everything to the server. */
const openOffer: DeflateOffer = { clientMaxWindowBits: true };

/** What a server accepts that has no wish of its own. */
export const openPolicy: DeflatePolicy = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: windowBitsDefault,
  clientMaxWindowBits: windowBitsDefault,
};

/** The offers of a client. */
export const offersOf = ({ offers = [openOffer] }: ClientCompression): readonly DeflateOffer[] => offers;

/** RFC 7692, section 7: what parameters mean for the two directions of an endpoint. */
export const compressionFor = (
  role: Role,
  parameters: DeflateParameters,
  port: DeflatePort,
  thresholdBytes = thresholdDefault,
): Compression => ({
  parameters,
  inflater: new MessageInflater(directionFrom(role === "client" ? "server" : "client", parameters), port),
  deflater: new MessageDeflater(directionFrom(role, parameters), port, thresholdBytes),
});

/** Sections 5 and 7.1: what a server agrees to, with the text of its answer; `null` goes on without compression. */
export function agreeAsServer(
  offered: readonly Extension[],
  { thresholdBytes, ...policy }: ServerCompression,
  port: DeflatePort,
): { readonly compression: Compression; readonly answer: string } | null {
  const chosen = chooseDeflate(offered, { ...openPolicy, ...policy });
  if (chosen === null) return null;
  return { compression: compressionFor("server", chosen.parameters, port, thresholdBytes), answer: extensionText(chosen.response) };
}

/** Sections 5 and 7.1: what a server's answer means for a client; `null` is an answer without compression. */
export function agreeAsClient(answered: readonly Extension[], options: ClientCompression, port: DeflatePort): Compression | Flaw | null {
  const response = answered.find(({ name }) => name === permessageDeflate);
  if (response === undefined) return null;
  const parameters = judgeDeflateResponse(response, offersOf(options));
  return "requirement" in parameters ? parameters : compressionFor("client", parameters, port, options.thresholdBytes);
}
