/** Files of properties that run endpoints, those that tell most and soonest first. */
export const propertyFiles = [
  "short-lives",
  "closing",
  "whole-lives",
  "delivery",
  "sending",
  "limits",
  "chunking",
  "opening-requests",
  "compressed-frames",
  "opening",
  "answer-faults",
  "request-faults",
  "first-bytes",
  "status-codes",
  "blame-openings",
  "blame",
] as const;

/** Files of properties that faults are not held against, and why. */
export const filesLeftOut = [
  {
    files: ["transition-table"],
    why: "compares the table with the machine that it is compiled from, so that any change at all is a difference",
  },
  { files: ["reachable-cells"], why: "compares the cells that an endpoint looks up with what the table itself says about them" },
  { files: ["two-endpoints", "seeded-faults"], why: "are the search, which is a method of its own here" },
  { files: ["shown-in-cases", "fuzzer-is-legal", "judged-cases"], why: "play the cases, which are a method of their own here" },
  { files: ["breaches", "catalogue", "traceability"], why: "are about the catalogue and the evidence for it" },
  {
    files: [
      "addresses",
      "captures",
      "deflate",
      "framing",
      "further-fields",
      "known-fields",
      "masking",
      "options",
      "permessage-deflate",
      "prefix-codes",
      "dumps",
      "transcripts",
      "utf8",
    ],
    why: "are about parts of the core that no transition table reaches",
  },
  {
    files: ["watching", "fuzzer-cuts", "judging", "duties"],
    why: "watch a peer, of which the table of the receiver says nothing but the order of frames, in both tables the same",
  },
  { files: ["turns", "begins-open"], why: "hold an endpoint against itself, so that a wrong table is wrong twice" },
] as const;
