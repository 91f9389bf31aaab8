import type { RequirementId } from "../../../spec/requirements.ts";
import type { Case } from "../case/case.ts";
import {
  type CompressionDemand,
  compressedRoundTrips,
  demanding,
  type MessageSize,
  noDemand,
  plainRequirements,
} from "./compressed-round-trips.ts";
import { roundTripCount } from "./measured-case.ts";

const noTakeover: CompressionDemand = { noContextTakeover: true, maxWindowBits: 0 };
const window = (maxWindowBits: number): CompressionDemand => ({ noContextTakeover: false, maxWindowBits });
const noTakeoverAndWindow = (maxWindowBits: number): CompressionDemand => ({ noContextTakeover: true, maxWindowBits });

interface Parameters {
  readonly section: string;
  readonly demands: readonly CompressionDemand[];
  /** Completes "JSON is echoed …". */
  readonly circumstance: string;
  /** The first sentence of the description. */
  readonly negotiation: string;
  readonly requires: readonly RequirementId[];
}

// A case has a server or a client as its peer, so each promise is here once for either.
const startsEmpty = ["rfc7692/7.2.1/server-starts-empty", "rfc7692/7.2.1/client-starts-empty"] as const;
const keepsWindow = ["rfc7692/7.1.2.1/server-keeps-window", "rfc7692/7.1.2.2/client-keeps-window"] as const;

const asks = (what: string): Pick<Parameters, "circumstance" | "negotiation"> => ({
  circumstance: `with ${what} asked for`,
  negotiation: `Asks the peer for ${what}: a server by the offer, a client by the answer.`,
});

const parameters: readonly Parameters[] = [
  {
    section: "13.1",
    demands: [noDemand],
    circumstance: "with no parameter asked for",
    negotiation: "Negotiates permessage-deflate and asks nothing of how the peer compresses.",
    requires: plainRequirements,
  },
  { section: "13.2", demands: [noTakeover], ...asks("no context takeover"), requires: ["rfc7692/7/response-parameters", ...startsEmpty] },
  {
    section: "13.3",
    demands: [window(9)],
    ...asks("a window of 9 bits"),
    requires: ["rfc7692/7/response-parameters", "rfc7692/7.1.2/window-bits-value", ...keepsWindow],
  },
  {
    section: "13.4",
    demands: [window(15)],
    ...asks("a window of 15 bits"),
    requires: ["rfc7692/7.1.2/window-bits-value", "rfc7692/7.2.2/window-kept"],
  },
  {
    section: "13.5",
    demands: [noTakeoverAndWindow(9)],
    ...asks("no context takeover and a window of 9 bits"),
    requires: [...startsEmpty, ...keepsWindow],
  },
  {
    section: "13.6",
    demands: [noTakeoverAndWindow(15)],
    ...asks("no context takeover and a window of 15 bits"),
    requires: ["rfc7692/7.1.2/window-bits-value", ...startsEmpty],
  },
  {
    section: "13.7",
    demands: [noTakeoverAndWindow(9), noTakeover, noDemand],
    circumstance: "under the first of three offers that the peer accepts",
    negotiation: "Asks for no context takeover and a window of 9 bits, or else for no context takeover, or else for nothing.",
    requires: ["rfc7692/5/declining-is-leaving-out", ...startsEmpty],
  },
];

function parameterCases({ section, demands, circumstance, negotiation, requires }: Parameters): readonly Case[] {
  const inFragments = ({ fragmentSize }: MessageSize): string => (fragmentSize === 0 ? "" : `, in fragments of ${fragmentSize} bytes`);
  return compressedRoundTrips({
    section,
    source: "json",
    isBinary: false,
    compression: demanding(...demands),
    titleOf: (size) => `JSON, ${size.length} characters at a time${inFragments(size)}, is echoed ${circumstance}`,
    descriptionOf: (size) =>
      `${negotiation} Then ${roundTripCount} text messages of JSON follow, ${size.length} characters each${inFragments(size)}, ` +
      "each when the echo of the one before has come.",
    requires,
  });
}

/** Chapter 13: the same JSON through permessage-deflate under different parameters. */
export const compressionParameterCases: readonly Case[] = parameters.flatMap(parameterCases);
