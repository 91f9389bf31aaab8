import type { RequirementId } from "./requirements.ts";

/**
 * What a requirement can lack. Every MUST that shows on the wire or in the handshake has a property and a conformance case, or is
 * held against the peer in every case; every other requirement that can be seen to be broken has something that names it.
 */
export type Lack = "property" | "case" | "everything";

/** Requirements that lack evidence for one and the same reason. */
export interface EvidenceGap {
  readonly lacks: Lack;
  /** Why, as a sentence. */
  readonly because: string;
  readonly requirements: readonly RequirementId[];
}

/** Every requirement whose evidence is incomplete, with the reason; whatever is not here has all that it should have. */
export const evidenceGaps: readonly EvidenceGap[] = [
  {
    lacks: "case",
    because: "The fuzzer counts what comes behind the Close frame of its peer and does not read it, so no case finds a data frame there.",
    requirements: ["rfc6455/5.5.1/no-data-after-close"],
  },
  {
    lacks: "everything",
    because:
      "It is between an endpoint and its host, whose unit tests hold it (src/core/endpoint-reading.test.ts, src/node/socket-host.test.ts, src/node/socket-host-application.test.ts).",
    requirements: [
      "ours/lifecycle/listener-faults-stay",
      "ours/limits/early-bytes",
      "ours/limits/ignored-bytes",
      "ours/limits/write-timeout",
    ],
  },
  {
    lacks: "everything",
    because: "It binds a proxy between the endpoints, and this project has none.",
    requirements: ["rfc6455/5.4/intermediary-fragmentation"],
  },
  {
    lacks: "everything",
    because: "No registered extension puts extension data into a frame.",
    requirements: ["rfc6455/5.2/extension-data-negotiated"],
  },
  {
    lacks: "everything",
    because: "We read it as advice: 1010 is taken from either side, as the cases of Autobahn demand (see the readings).",
    requirements: ["rfc6455/7.4.1/code-1010-client-only"],
  },
  {
    lacks: "everything",
    because: "An endpoint of ours never closes with 1010 of its own accord; an application that does writes the reason itself.",
    requirements: ["rfc6455/7.4.1/code-1010-names-extensions"],
  },
  {
    lacks: "everything",
    because: "An endpoint of ours can honour every valid offer, so there is none that it could not support.",
    requirements: ["rfc7692/7/unsupported-offer-declined"],
  },
  {
    lacks: "everything",
    because: "A server of ours is given its transport; what wraps it in TLS is the program around it.",
    requirements: ["rfc6455/4.2.2/tls-tunnel", "rfc6455/4.2.2/tls-failure-closes"],
  },
  {
    lacks: "everything",
    because: "Which algorithms are strong is left to the TLS library of the platform.",
    requirements: ["rfc6455/10.6/strong-algorithms"],
  },
  {
    lacks: "everything",
    because: "One call connects once: when to connect, and when again, is the decision of the program around the endpoint.",
    requirements: ["rfc6455/4.1/one-connecting-per-host", "rfc6455/7.2.3/reconnects-with-backoff"],
  },
  {
    lacks: "everything",
    because: "Which origins are welcome, and what the others are told, is the decision of the application.",
    requirements: ["rfc6455/10.2/origin-refused-with-403"],
  },
  {
    lacks: "property",
    because: "TLS is the platform's: a unit test with a real certificate shows that it is used as it should be.",
    requirements: ["rfc6455/4.1/tls-before-handshake", "rfc6455/4.1/server-name-indication", "rfc6455/10.6/supports-tls"],
  },
  {
    lacks: "case",
    because: "The fuzzer connects over what it is given; no case looks at TLS.",
    requirements: ["rfc6455/4.1/tls-before-handshake", "rfc6455/4.1/server-name-indication", "rfc6455/10.6/supports-tls"],
  },
  {
    lacks: "case",
    because: "Autobahn has no case for the opening handshake; whatever a peer's handshake breaks besides is held against it in every case.",
    requirements: [
      "rfc6455/4.1/opens-a-connection",
      "rfc6455/4.1/request-is-http",
      "rfc6455/4.1/request-origin",
      "rfc6455/4.1/request-version",
      "rfc6455/4.1/waits-for-response",
      "rfc6455/4.1/validates-response",
      "rfc6455/4.1/response-otherwise-valid",
      "rfc6455/4.2.1/malformed-request-refused",
      "rfc6455/4.2.1/other-fields-ignored",
      "rfc6455/4.2.2/completes-the-steps",
      "rfc6455/4.2.2/refusal-is-http-error",
      "rfc6455/4.2.2/subprotocol-from-offer",
      "rfc6455/4.2.2/extensions-from-offer",
      "rfc6455/4.2.2/accepts-with-101",
      "rfc6455/4.2.2/accept-key",
      "rfc6455/4.2.2/one-subprotocol",
      "rfc6455/4.3/version-number",
      "rfc6455/4.3/extension-value-token",
      "rfc6455/4.4/lists-supported-versions",
      "rfc6455/7.2.1/client-fails",
      "rfc6455/7.2.2/server-abort-closes",
      "rfc9110/5.1/field-name-any-case",
      "rfc9110/5.3/lists-over-lines",
      "rfc9110/5.6.1/empty-list-elements",
      "rfc9110/6.6.1/date-in-refusals",
      "rfc9110/7.6.1/connection-options",
      "rfc9110/7.8/upgrade-ignored-in-http10",
      "rfc9110/8.6/no-length-in-101",
      "rfc9110/9.3.2/no-content-for-head",
      "rfc9110/5.3/single-field-once",
      "rfc9110/15.4.5/304-without-content",
      "rfc9110/15.5.2/401-names-challenge",
      "rfc9110/15.5.8/407-names-challenge",
      "rfc9110/15.2/interim-responses-skipped",
      "rfc9110/15.5.6/405-names-methods",
      "rfc9110/15.5.22/426-names-protocol",
      "rfc9112/3.2.2/host-of-absolute-target",
      "rfc9112/5/space-around-value",
      "rfc9112/6.1/no-transfer-coding-in-101",
      "rfc9112/6.3/refusal-framed",
    ],
  },
  {
    lacks: "case",
    because: "Only the peer's own program knows what address it was told to connect to.",
    requirements: [
      "rfc6455/3/scheme-decides-security",
      "rfc6455/3/default-port",
      "rfc6455/3/resource-name",
      "rfc6455/4.1/request-host",
      "rfc6455/11.1.1/host-to-ascii",
      "rfc6455/11.1.1/others-percent-encoded",
    ],
  },
  {
    lacks: "case",
    because: "No case of Autobahn breaks the masking, or compares the masking keys of a peer.",
    requirements: ["rfc6455/5.1/unmasked-closes", "rfc6455/5.1/masked-closes", "rfc6455/5.3/fresh-masking-key"],
  },
  {
    lacks: "case",
    because: "The fuzzer always closes first: no case makes a peer send, or close, of its own accord.",
    requirements: ["rfc6455/6.1/open-before-sending", "rfc6455/7.1.2/close-frame-starts-handshake", "rfc6455/7.3/closes-by-handshake"],
  },
  {
    lacks: "case",
    because: "The limits of a peer are its own: no case knows what exceeds them.",
    requirements: ["rfc6455/10.4/limits-protect"],
  },
  {
    lacks: "case",
    because: "It says once more, for input of any kind, what requirements with cases of their own say of each kind.",
    requirements: ["rfc6455/10.7/input-validated"],
  },
  {
    lacks: "case",
    because: "No case negotiates amiss: chapters 12 and 13 take any well-formed answer, and make only legal offers.",
    requirements: [
      "rfc6455/9/parameters-fit-extension",
      "rfc7692/5/invalid-response-fails",
      "rfc7692/5/rsv1-not-shared",
      "rfc7692/5/shared-rsv1-fails",
      "rfc7692/7/invalid-offer-declined",
      "rfc7692/7/invalid-response-fails",
      "rfc7692/7/unsupported-response-fails",
      "rfc7692/7.1.1.1/offered-no-takeover-answered",
      "rfc7692/7.1.2.1/response-within-offer",
      "rfc7692/7.1.2.2/only-if-offered",
      "rfc7692/7.1.2.2/response-within-hint",
    ],
  },
  {
    lacks: "case",
    because: "Used without agreement, an extension shows as a reserved bit, which is held against the peer in every case.",
    requirements: ["rfc6455/5.8/extensions-negotiated", "rfc6455/9.1/offer-is-not-use", "rfc6455/9.1/registered-extension"],
  },
  {
    lacks: "case",
    because: "The cases with compression send whole compressed messages as zlib writes them, and nothing else in between.",
    requirements: [
      "rfc7692/6.1/misplaced-rsv1-fails",
      "rfc7692/6.1/control-frames-untouched",
      "rfc7692/6.1/compressed-before-fragmented",
      "rfc7692/6.2/uncompressed-accepted",
      "rfc7692/7.1.2/window-without-bound",
      "rfc7692/7.2.1/final-block-padded",
      "rfc7692/7.2.2/final-block-goes-on",
    ],
  },
];
