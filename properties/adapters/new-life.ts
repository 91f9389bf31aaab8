import { createHash } from "node:crypto";
import fc from "fast-check";
import type { ApplicationName, Life } from "../../models/commands/life.ts";
import type { DeflateAgreement } from "../../models/deflate/compressed-messages.ts";
import { startedModel } from "../../models/endpoint/endpoint.ts";
import type { MessageLimits } from "../../models/frames/limits.ts";
import type { GivenParameters } from "../../models/opening/deflate-negotiation.ts";
import type { Role } from "../../spec/role.ts";
import { deflatePolicies } from "../../src/arbitraries/deflate-negotiations.ts";
import { roles } from "../../src/arbitraries/sessions.ts";
import { latin1FromBytes } from "../../src/core/bytes/text.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import { defaultLimits } from "../../src/core/limits.ts";
import type { DeflateOffer } from "../../src/core/permessage-deflate/permessage-deflate.ts";
import { bytesOf, drain } from "../../src/core/testing/drain.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";
import { zlibPort } from "../../src/node/zlib-port.ts";
import { WatchedEndpoint } from "./watched-endpoint.ts";

/** What the model and the endpoint of a life are made with. */
export interface Setup {
  readonly role: Role;
  readonly limits: MessageLimits;
  readonly statusCodes: "rfc6455" | "iana-2026";
  /** permessage-deflate: what a server wants, or what a client offers. */
  readonly compression: {
    readonly answer: string;
    readonly wishes: DeflateAgreement;
    readonly offers: readonly GivenParameters[];
    readonly usesZlib: boolean;
  } | null;
  readonly thresholdBytes: number;
  readonly application: ApplicationName;
}

const wide: MessageLimits = { frameBytesMax: 0x10_0000, messageBytesMax: 0x10_0000, fragmentsMax: 1000 };

const offers: fc.Arbitrary<readonly GivenParameters[]> = fc.constantFrom<readonly GivenParameters[]>(
  [{ client_max_window_bits: true }],
  [{ server_no_context_takeover: true, server_max_window_bits: 10, client_max_window_bits: 10 }, { client_max_window_bits: true }],
);

/** What a server can answer to either of these. */
const answersThatFit = fc.constantFrom(
  "permessage-deflate",
  "permessage-deflate; client_max_window_bits=9",
  "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8; client_max_window_bits=10",
  "permessage-deflate; client_no_context_takeover; server_max_window_bits=12",
);

/** What the peer says about extensions for permessage-deflate to be in use where the setup has it. */
export const agreeing = ({ compression }: Setup): Readonly<Record<Role, string | null>> => ({
  client: compression?.answer ?? null,
  server: "permessage-deflate; client_max_window_bits",
});

/** Either role, with and without compression, with limits that are reached now and then. */
export const setups = (): fc.Arbitrary<Setup> =>
  fc.record({
    role: roles(),
    limits: fc.oneof(
      { weight: 3, arbitrary: fc.constant(wide) },
      {
        weight: 1,
        arbitrary: fc.record({
          frameBytesMax: fc.integer({ min: 20, max: 200 }),
          messageBytesMax: fc.integer({ min: 20, max: 300 }),
          fragmentsMax: fc.integer({ min: 1, max: 4 }),
        }),
      },
    ),
    statusCodes: fc.constantFrom("rfc6455", "iana-2026"),
    compression: fc.option(fc.record({ answer: answersThatFit, wishes: deflatePolicies(), offers, usesZlib: fc.boolean() }), { freq: 3 }),
    thresholdBytes: fc.constantFrom(0, 8, 512),
    application: fc.constantFrom("silent", "silent", "echoes", "closes"),
  });

const ownNames = {
  server_no_context_takeover: "serverNoContextTakeover",
  client_no_context_takeover: "clientNoContextTakeover",
  server_max_window_bits: "serverMaxWindowBits",
  client_max_window_bits: "clientMaxWindowBits",
} as const satisfies Record<keyof GivenParameters, keyof DeflateOffer>;

const parameterNames = Object.keys(ownNames) as (keyof GivenParameters)[];

/** An offer of the model in the names of the code. */
const offerOf = (given: GivenParameters): DeflateOffer =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [ownNames[name as keyof GivenParameters], value]));

/** An offer of the code in the names of the model; what is not asked for is not there. */
export const givenOf = (offer: DeflateOffer): GivenParameters =>
  Object.fromEntries(
    parameterNames.flatMap((name) => {
      const value = offer[ownNames[name]];
      return value === undefined || value === false ? [] : [[name, value]];
    }),
  );

function endpointOf({ role, limits, statusCodes, compression, thresholdBytes }: Setup): Endpoint {
  const ports = compression?.usesZlib === true ? { ...seededPorts(), deflate: zlibPort } : seededPorts();
  const common = { ports, limits, statusCodes };
  if (role === "server") {
    return new Endpoint({ role, ...common, ...(compression === null ? {} : { compression: { ...compression.wishes, thresholdBytes } }) });
  }
  const offered = compression === null ? {} : { compression: { offers: compression.offers.map(offerOf), thresholdBytes } };
  return new Endpoint({ role, ...common, ...offered, resource: "/chat", host: "server.example.com", subprotocols: ["chat", "superchat"] });
}

const acceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** A model and an endpoint at the beginning of their lives: the endpoint is started, and a client has sent its request. */
export function newLife(setup: Setup): { readonly model: Life; readonly real: WatchedEndpoint } {
  const { role, compression, application, thresholdBytes } = setup;
  const endpoint = endpointOf(setup);
  endpoint.feed({ kind: "start" });
  const request = latin1FromBytes(bytesOf(drain(endpoint)));
  const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(request)?.[1] ?? "";
  const accept = createHash("sha1")
    .update(key + acceptGuid)
    .digest("base64");
  const isClient = role === "client";
  const model: Life = {
    endpoint: startedModel(setup),
    opening: {
      limits: defaultLimits,
      sent: isClient
        ? { accept, subprotocols: ["chat", "superchat"], extensions: compression === null ? [] : ["permessage-deflate"] }
        : undefined,
      offers: isClient ? (compression?.offers ?? []) : [],
      wishes: isClient ? undefined : compression?.wishes,
      received: "",
      request: undefined,
    },
    application,
    held: new Uint8Array(0),
    peerMessage: undefined,
    peerContext: undefined,
    commandsAtEnd: 0,
  };
  return { model, real: new WatchedEndpoint(endpoint, role, application, thresholdBytes) };
}
