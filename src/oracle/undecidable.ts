import type { RequirementId } from "../../spec/requirements.ts";
import { requirements } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import { headerRules } from "../core/frame/header-rules.ts";
import { requestRules } from "../core/opening/opening-request.ts";
import { responseRules } from "../core/opening/opening-response.ts";
import { duties } from "./duties/duties.ts";
import { blamedByMachine } from "./judged-requirements.ts";
import type { ConnectionFacts } from "./recording/recording.ts";

/** Something that a kind of recording does not keep, and what is not decided without it. */
interface Lack {
  readonly when: (facts: ConnectionFacts) => boolean;
  readonly lacks: string;
  readonly wouldDecide: string;
  readonly of: Readonly<Record<Role, readonly RequirementId[]>>;
}

const both = (ids: readonly RequirementId[]): Lack["of"] => ({
  client: ids.filter((id) => requirements[id].binds !== "server"),
  server: ids.filter((id) => requirements[id].binds !== "client"),
});

const ofHeaders = both(headerRules.map(({ requirement }) => requirement));
const capture = "a capture of the packets (pcap), a NetLog with raw bytes, or a recording by hybi proxy";

const lacks: readonly Lack[] = [
  {
    when: ({ begins }) => begins === "frames",
    lacks: "the opening handshake",
    wouldDecide: "a recording that begins before the connection is opened",
    of: {
      client: requestRules.map(({ requirement }) => requirement),
      server: responseRules.map(({ requirement }) => requirement),
    },
  },
  {
    when: ({ detail, begins }) => detail !== "bytes" && begins === "opening",
    lacks: "the bytes of the opening handshake",
    wouldDecide: capture,
    of: {
      client: requestRules.map(({ requirement }) => requirement),
      server: responseRules.map(({ requirement }) => requirement),
    },
  },
  {
    when: ({ detail }) => detail === "messages",
    lacks: "the frames: it has whole messages",
    wouldDecide: capture,
    of: {
      client: [...ofHeaders.client, ...blamedByMachine()],
      server: [...ofHeaders.server, ...blamedByMachine()],
    },
  },
  {
    when: ({ detail }) => detail === "headers",
    lacks: "how the length of a frame was written",
    wouldDecide: capture,
    of: both(["rfc6455/5.2/length-minimal", "rfc6455/5.2/length-top-bit-zero"]),
  },
  {
    when: ({ detail }) => detail !== "bytes",
    lacks: "the payloads as they were on the wire",
    wouldDecide: capture,
    of: both(["rfc6455/8.1/invalid-utf8-fails", "rfc6455/7.4.2/code-in-use", "rfc7692/7.2.1/payload-is-deflate"]),
  },
  {
    when: ({ order }) => order === "unknown",
    lacks: "the order of what the two sides sent",
    wouldDecide: "a recording of both directions in one",
    of: both(
      duties.flatMap(({ requirement }) => (typeof requirement === "string" ? [requirement] : ["rfc6455/7.1.7/fail-stops-processing"])),
    ),
  },
];

/** What a recording cannot decide, whatever happens on the connection. */
export function* undecidable(
  facts: ConnectionFacts,
): Generator<{ by: Role; requirement: RequirementId; lacks: string; wouldDecide: string }> {
  for (const { when, lacks: what, wouldDecide, of } of lacks) {
    if (!when(facts)) continue;
    for (const by of ["client", "server"] as const) {
      for (const requirement of new Set(of[by])) yield { by, requirement, lacks: what, wouldDecide };
    }
  }
}
