import { expect } from "vitest";
import { agreedByClient, type GivenParameters } from "../models/opening/deflate-negotiation.ts";
import { opcodes } from "../spec/registries/opcodes.ts";
import type { Role } from "../spec/role.ts";
import type { Case, CompressionSetup } from "../src/conformance/case/case.ts";
import { allCases } from "../src/conformance/cases/all-cases.ts";
import { fuzzerOpening } from "../src/conformance/client/fuzzer-request.ts";
import { compressionFromAnswer, offersOfCase } from "../src/conformance/fuzzer/fuzzer-compression.ts";
import { fuzzerAcceptance } from "../src/conformance/server/fuzzer-acceptance.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { type Extension, parseExtensions } from "../src/core/opening/field-values.ts";
import { ServerOpening } from "../src/core/opening/server-opening.ts";
import { windowBitsDefault } from "../src/core/permessage-deflate/deflate-parameters.ts";
import { type DeflateOffer, type DeflatePolicy, permessageDeflate } from "../src/core/permessage-deflate/permessage-deflate.ts";
import { parseWebSocketUrl } from "../src/node/tcp.ts";
import { zlibPort } from "../src/node/zlib-port.ts";
import { type PeerCompression, playInMemory } from "./adapters/case-in-memory.ts";
import { lighter } from "./adapters/lighter-case.ts";
import { exhaustive } from "./property.ts";

/** A fuzzer that breaks the rules it holds others to blames peers for its own faults. */
const requires = [
  "rfc6455/4.1/response-extensions",
  "rfc7692/7/response-parameters",
  "rfc7692/7.1.1.1/offered-no-takeover-answered",
  "rfc7692/7.1.1.2/client-asked-for-no-takeover",
  "rfc7692/7.1.2.1/response-within-offer",
  "rfc7692/7.1.2.2/only-if-offered",
  "rfc7692/7.1.2.2/response-within-hint",
  "rfc7692/7.2.1/client-starts-empty",
] as const;

/** One case for each way in which permessage-deflate is negotiated, with as many messages as fill and leave a window of 512 bytes. */
const negotiations = allCases.flatMap((played) => {
  const { id, program } = played;
  if (!/^13\.[0-9]+\.3$/.test(id) || program?.program !== "roundTrips") return [];
  return [{ ...played, program: { ...program, count: 6 } }];
});

/** Each endpoint with permessage-deflate that matters to a case without it: none, one that leaves everything open, a narrow one. */
const narrow = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 8, clientMaxWindowBits: 8 } as const;
const endpoints: Readonly<Record<Role, readonly PeerCompression[]>> = {
  server: [null, {}, narrow],
  client: [null, {}, { offers: [narrow] }, { offers: [narrow, {}] }],
};

const booleans = [false, true] as const;
const windows = Array.from({ length: 8 }, (_, i) => windowBitsDefault - i);

/** All that a server can want. */
const policies: readonly DeflatePolicy[] = booleans.flatMap((serverNoContextTakeover) =>
  booleans.flatMap((clientNoContextTakeover) =>
    windows.flatMap((serverMaxWindowBits) =>
      windows.map((clientMaxWindowBits) => ({
        serverNoContextTakeover,
        clientNoContextTakeover,
        serverMaxWindowBits,
        clientMaxWindowBits,
      })),
    ),
  ),
);

/** All that a client can offer at once. */
const offers: readonly DeflateOffer[] = booleans.flatMap((serverNoContextTakeover) =>
  booleans.flatMap((clientNoContextTakeover) =>
    [undefined, ...windows].flatMap((server) =>
      [undefined, true as const, ...windows].map((client) => ({
        serverNoContextTakeover,
        clientNoContextTakeover,
        ...(server !== undefined && { serverMaxWindowBits: server }),
        ...(client !== undefined && { clientMaxWindowBits: client }),
      })),
    ),
  ),
);

/** Offers of a client whose window cannot be limited: a server that has to limit it goes on to the next. */
const closedOffers = offers.filter(({ clientMaxWindowBits }) => clientMaxWindowBits === undefined);

/** Every endpoint that negotiates permessage-deflate in its own way. */
const negotiators: Readonly<Record<Role, readonly PeerCompression[]>> = {
  server: policies,
  client: [
    ...offers.map((offer) => ({ offers: [offer] })),
    ...closedOffers.map((offer) => ({ offers: [offer, { clientMaxWindowBits: true as const }] })),
  ],
};

/** What a case does on purpose is in the case: one that breaks a rule cannot ask its peer for a clean end. */
const meansToMisbehave = ({ expectedClose }: Case): boolean => !expectedClose.requireClean;

/** A Close frame is the case's own only where it has a step for it; all other frames are. */
const isOfCase = ({ play }: Case, opcode: number): boolean =>
  opcode !== opcodes.close || play.some((step) => step.step === "close" || (step.step === "send" && step.frame.opcode === opcode));

/** Which side found what at the other; nobody finds anything, unless the case means to be found out. */
function isLegal(played: Case, role: Role, compression: PeerCompression): void {
  const { failure, failedAt, violations } = playInMemory(lighter(played), role, compression);
  const about = { case: played.id, endpoint: JSON.stringify(compression), violations };
  if (!meansToMisbehave(played)) return expect({ ...about, failure }).toEqual({ ...about, failure: null, violations: [] });
  const isMeant = failure?.blame === "peer" && failedAt !== undefined && isOfCase(played, failedAt.opcode);
  expect({ ...about, failure, isMeant }).toEqual({ ...about, failure, isMeant: true, violations: [] });
}

for (const role of ["server", "client"] as const satisfies readonly Role[]) {
  exhaustive({
    title: `whatever the fuzzer sends in any case is accepted by a strict ${role}, but for the frames that the case means to break`,
    requires,
    over: () => allCases.flatMap((played) => endpoints[role].map((compression) => ({ played, compression }))),
    holds: ({ played, compression }) => isLegal(played, role, compression),
  });

  exhaustive({
    title: `each negotiation of permessage-deflate that the fuzzer begins or answers is accepted by a strict ${role}, whatever that asks for`,
    requires,
    over: () => negotiations.flatMap((played) => negotiators[role].map((compression) => ({ played, compression }))),
    holds: ({ played, compression }) => isLegal(played, role, compression),
  });
}

/** Every answer that has nothing but parameters of answers. */
const answers: readonly Extension["parameters"][] = booleans.flatMap((isServerEmpty) =>
  booleans.flatMap((isClientEmpty) =>
    [undefined, ...windows].flatMap((server) =>
      [undefined, ...windows].map((client) => [
        ...(isServerEmpty ? [["server_no_context_takeover", null] as const] : []),
        ...(isClientEmpty ? [["client_no_context_takeover", null] as const] : []),
        ...(server === undefined ? [] : [["server_max_window_bits", String(server)] as const]),
        ...(client === undefined ? [] : [["client_max_window_bits", String(client)] as const]),
      ]),
    ),
  ),
);

const givenBy = ({ parameters }: Extension): GivenParameters =>
  Object.fromEntries(parameters.map(([name, value]) => [name, value === null ? true : Number(value)]));

exhaustive({
  title: "the fuzzer takes from an answer what the model takes from it and from what was offered: it keeps to its own hints",
  requires: ["rfc7692/7.1.1.2/client-asked-for-no-takeover", "rfc7692/7.2.1/client-starts-empty", "rfc7692/7.1.2.2/client-keeps-window"],
  over: () => negotiations.flatMap(({ compression }) => answers.map((parameters) => ({ compression, parameters }))),
  holds: ({ compression = { offers: [], answers: [] }, parameters }) => {
    const answer = { name: permessageDeflate, parameters };
    const agreed = agreedByClient(answer, (parseExtensions([offersOfCase(compression)]) ?? []).map(givenBy));
    const taken = compressionFromAnswer([answer], compression, zlibPort);
    if ("serverMaxWindowBits" in agreed) return expect(taken).toMatchObject({ parameters: agreed });
    // What fits no offer is taken all the same, as Autobahn has always done, and the hints hold whichever offer was meant.
    const hasHint = compression.offers.some(({ noContextTakeover }) => noContextTakeover);
    const isEmpty = parameters.some(([name]) => name === "client_no_context_takeover");
    expect(taken).toMatchObject({ parameters: { clientNoContextTakeover: hasHint || isEmpty } });
  },
});

const lists: readonly (readonly string[])[] = [[], ["chat"], ["superchat", "chat"]];

exhaustive({
  title: "the request of the fuzzer is accepted by a strict server, whatever address, origin and subprotocols it is given",
  requires: ["rfc6455/4.1/request-host", "rfc6455/4.1/request-subprotocols", "rfc6455/4.1/request-target"],
  over: () =>
    [
      "ws://127.0.0.1",
      "ws://127.0.0.1:80",
      "wss://server.example.com",
      "ws://[::1]:9001/a/b?c=d%20e",
      "ws://xn--bcher-kva.example",
    ].flatMap((url) =>
      [undefined, "http://example.com", "null"].flatMap((origin) => lists.map((subprotocols) => ({ url, origin, subprotocols }))),
    ),
  holds: ({ url, ...request }) => {
    const { request: bytes } = fuzzerOpening(
      parseWebSocketUrl(url),
      request,
      offersOfCase(negotiations[6]?.compression as CompressionSetup),
    );
    const progress = new ServerOpening(defaultLimits).push(bytes);
    expect(progress).toMatchObject({ kind: "requested", request: { subprotocols: request.subprotocols } });
  },
});

exhaustive({
  title: "the answer of the fuzzer is accepted by a strict client, whatever subprotocols that asks for",
  requires: ["rfc6455/4.1/response-subprotocol", "rfc6455/4.1/response-accept"],
  over: () => lists.flatMap((known) => lists.map((subprotocols) => ({ known, subprotocols }))),
  holds: ({ known, subprotocols }) => {
    const client = fuzzerOpening(parseWebSocketUrl("ws://server.example.com"), { subprotocols }, "");
    const server = new ServerOpening(defaultLimits);
    const asked = server.push(client.request);
    if (asked.kind !== "requested") return false;
    const answered = client.push(fuzzerAcceptance(server, asked.request, known));
    const subprotocol = subprotocols.find((name) => known.includes(name)) ?? null;
    return expect(answered).toMatchObject({ kind: "opened", agreement: { subprotocol, extensions: [] } });
  },
});
