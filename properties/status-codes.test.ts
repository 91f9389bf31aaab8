import type { StatusCodeProfile } from "../spec/registries/close-codes.ts";
import type { RequirementId } from "../spec/requirements.ts";
import { closeBody } from "../src/arbitraries/close-bodies.ts";
import { CloseBodyReader } from "../src/core/message/close-body.ts";
import { establishedEndpoint } from "./adapters/established-endpoint.ts";
import { exhaustive } from "./property.ts";

const inRanges = (code: number, ranges: readonly (readonly [number, number])[]): boolean =>
  ranges.some(([low, high]) => code >= low && code <= high);

/** RFC 6455, section 7.4, and what the registry has gained since. */
const rangesOf: Readonly<Record<StatusCodeProfile, readonly (readonly [number, number])[]>> = {
  rfc6455: [
    [1000, 1003],
    [1007, 1011],
    [3000, 4999],
  ],
  "iana-2026": [
    [1000, 1003],
    [1007, 1014],
    [3000, 4999],
  ],
};

function forbiddingRequirement(code: number): RequirementId {
  if (code === 1005) return "rfc6455/7.4.1/code-1005-not-sent";
  if (code === 1006) return "rfc6455/7.4.1/code-1006-not-sent";
  if (code === 1015) return "rfc6455/7.4.1/code-1015-not-sent";
  return "rfc6455/7.4.2/code-in-use";
}

function* codes(): Generator<{ readonly code: number; readonly profile: StatusCodeProfile }> {
  for (const profile of ["rfc6455", "iana-2026"] as const) {
    for (let code = 0; code < 0x1_0000; code++) yield { code, profile };
  }
}

const statusCodeLaws = [
  "rfc6455/7.4.1/code-1005-not-sent",
  "rfc6455/7.4.1/code-1006-not-sent",
  "rfc6455/7.4.1/code-1015-not-sent",
  "rfc6455/7.4.2/code-in-use",
  "rfc6455/7.4.2/application-codes",
  "rfc6455/11.7/registered-codes",
] as const;

exhaustive({
  title: "of all 65,536 status codes exactly those in use are accepted in a Close frame, at their second byte",
  requires: statusCodeLaws,
  over: codes,
  holds: ({ code, profile }) => {
    const reader = new CloseBodyReader(profile);
    const body = closeBody(code, new Uint8Array(0));
    const [fault] = reader.push(body);
    if (!inRanges(code, rangesOf[profile])) return fault?.requirement === forbiddingRequirement(code) && fault.position === 1;
    return fault === undefined && reader.end().length === 0 && reader.statusOf(body).code === code;
  },
});

const asked = establishedEndpoint("server");

exhaustive({
  title: "of all 65,536 status codes an application may close with exactly those in use, and a refusal changes nothing",
  requires: statusCodeLaws,
  over: () => Array.from({ length: 0x1_0000 }, (_, code) => code),
  holds: (code) => {
    if (inRanges(code, rangesOf["iana-2026"])) return establishedEndpoint("client").feed({ kind: "close", code }) === undefined;
    const misuse = asked.feed({ kind: "close", code });
    return misuse?.requirement === forbiddingRequirement(code) && asked.next() === undefined && asked.readyState === "OPEN";
  },
});
