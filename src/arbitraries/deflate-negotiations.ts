import fc from "fast-check";
import type { DeflateOffer, DeflateParameters, DeflatePolicy } from "../core/permessage-deflate/permessage-deflate.ts";

/** The size of a window as an exponent of two. */
const windowSizes = (): fc.Arbitrary<number> => fc.integer({ min: 8, max: 15 });

/** Everything that two sides can agree on. */
export const deflateParameters = (): fc.Arbitrary<DeflateParameters> =>
  fc.record({
    serverNoContextTakeover: fc.boolean(),
    clientNoContextTakeover: fc.boolean(),
    serverMaxWindowBits: windowSizes(),
    clientMaxWindowBits: windowSizes(),
  });

/** Everything that a server can want. */
export const deflatePolicies = (): fc.Arbitrary<DeflatePolicy> => deflateParameters();

/** Everything that a client can ask for at once. */
export const deflateOffers = (): fc.Arbitrary<DeflateOffer> =>
  fc.record(
    {
      serverNoContextTakeover: fc.boolean(),
      clientNoContextTakeover: fc.boolean(),
      serverMaxWindowBits: windowSizes(),
      clientMaxWindowBits: fc.oneof(fc.constant(true as const), windowSizes()),
    },
    { requiredKeys: [] },
  );

/** Elements of the field that a server has to decline, each for one reason. */
export const faultyOffers = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(
        "server_max_window_bits",
        "server_max_window_bits=7",
        "server_max_window_bits=16",
        "server_max_window_bits=08",
        "client_max_window_bits=0",
        'client_max_window_bits="010"',
        "server_no_context_takeover=1",
        "client_no_context_takeover=yes",
        "client_max_window_bits; client_max_window_bits",
        "server_no_context_takeover; client_max_window_bits; server_no_context_takeover",
        "compression_level=9",
        "__proto__",
      ),
      fc.boolean(),
    )
    .map(([fault, isSurrounded]) => `permessage-deflate; ${isSurrounded ? `client_no_context_takeover; ${fault}` : fault}`)
    .filter((text) => !/client_no_context_takeover; client_no_context_takeover=/.test(text));
