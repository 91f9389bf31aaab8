import type { RequirementId } from "./requirements.ts";

/** A place where a text is silent or torn, and how we read it. */
export interface Reading {
  /** The requirements it touches. */
  readonly touches: readonly RequirementId[];
  /** What the text leaves open. */
  readonly question: string;
  /** What we do. */
  readonly ours: string;
  readonly because: string;
  /** What others do, where that is known to differ. */
  readonly others?: string;
  /** The option that selects another reading, where there is one. */
  readonly option?: string;
  /** Verified errata that bear on it. */
  readonly errata?: readonly number[];
}

/** Every place where our reading had to decide, by a name. */
export const readings = {
  "status-codes-registered-later": {
    touches: ["rfc6455/7.4.2/code-in-use"],
    question: "1012, 1013 and 1014 were registered after the RFC was printed, which leaves 1000–2999 to later registrations.",
    ours: "An endpoint accepts and sends them.",
    because: "Section 7.4.2 points to the registry, and the registry has them; refusing a registered code would fail lawful peers.",
    others: "The suite of old counts them as invalid; so do our verdicts on a fuzzer's own connection.",
    option: 'statusCodes: "rfc6455"',
  },
  "status-code-1004": {
    touches: ["rfc6455/7.4.2/code-in-use"],
    question: "1004 is reserved for a meaning that was never defined; the text does not say whether receiving it is an error.",
    ours: "It is a violation.",
    because: "A code without a meaning cannot have been meant, and the conformance cases expect it to be refused (7.9.3).",
    others: "Some hold that reserved does not mean forbidden.",
  },
  "status-code-1010-from-a-server": {
    touches: ["rfc6455/7.4.1/code-1010-client-only"],
    question: "1010 is for clients only, by a remark and without a keyword.",
    ours: "A received 1010 is accepted from either side, and either side may send it.",
    because: "The remark explains why a server has no need of it and does not forbid it, and case 7.7.8 sends it in both directions.",
  },
  "status-codes-above-4999": {
    touches: ["rfc6455/7.4.2/code-in-use"],
    question: "Codes from 5000 on are in none of the ranges of section 7.4.2.",
    ours: "They are a violation.",
    because: "The ranges are meant to be complete; the cases 7.13.1 and 7.13.2 leave the answer open.",
  },
  "close-inside-a-fragmented-message": {
    touches: ["rfc6455/5.5.1/close-gets-close", "rfc6455/5.4/control-between-fragments"],
    question: "A Close frame may arrive before the last fragment of a message.",
    ours: "The closing handshake is completed as always and the unfinished message is dropped.",
    because: "Control frames may come between fragments, and section 5.5.1 demands the answer without an exception.",
    others: "Some endpoints fail the connection with 1002 (case 7.1.5).",
  },
  "code-of-the-close-reply": {
    touches: ["rfc6455/5.5.1/close-gets-close"],
    question: "The answer to a Close frame typically echoes its status code, says the text.",
    ours: "The code is echoed without the reason; an empty body gets an empty body.",
    because: "What is typical is what peers expect, and a reason given by the peer is of no news to it.",
  },
  "ping-after-own-close": {
    touches: ["rfc6455/5.5.2/ping-gets-pong"],
    question: "A Ping may arrive after we have sent our Close frame and before the peer's has come.",
    ours: "It is answered.",
    because: "Only a received Close excuses from answering, and a Pong is no data frame.",
  },
  "bytes-before-the-101": {
    touches: ["rfc6455/4.1/waits-for-response"],
    question: "A client may not send before the server has answered, but a server cannot always tell whether it did.",
    ours: "Bytes that follow a request are kept and read as frames once it is accepted.",
    because: "To blame only what happens to share a segment with the request would make the verdict depend on how TCP cuts the stream.",
  },
  "upgrade-as-a-list": {
    touches: ["rfc6455/4.1/request-upgrade"],
    question: "Section 4.2.1 speaks of the value websocket, section 4.1 of a field that includes it.",
    ours: "A server accepts any list that includes it; a client wants exactly the one value in an answer.",
    because: "RFC 9110, section 7.8 makes Upgrade a list in requests; the answer names the one protocol that was switched to.",
  },
  "pad-bits-of-the-key": {
    touches: ["rfc6455/4.1/request-key"],
    question: "The example key printed in section 4.1 has non-zero pad bits.",
    ours: "Such a key is accepted, and ours never have them.",
    because: "The erratum corrects the example; RFC 4648, section 3.5 lets a decoder accept or refuse.",
    errata: [3150],
  },
  "extensions-on-several-lines": {
    touches: ["rfc6455/9.1/extensions-grammar"],
    question: "Section 11.3.2 forbids a second Sec-WebSocket-Extensions line in an answer, section 9.1 allows it.",
    ours: "Several lines are read as one list in either direction.",
    because: "The verified erratum resolves the contradiction that way.",
    errata: [3433],
  },
  "final-block-without-another": {
    touches: ["rfc7692/7.2.1/ends-with-empty-stored-block"],
    question: "A compressed message may end in a final block without the empty block that RFC 7692, section 7.2.3.4 shows behind it.",
    ours: "It is a violation: the message does not end where its stream ends.",
    because: "The four bytes that a receiver appends are the end of that empty block, and without its beginning they belong to nothing.",
  },
  "compression-and-close-codes": {
    touches: ["rfc7692/7.2.1/payload-is-deflate", "rfc7692/7.1.2.1/server-keeps-window", "rfc7692/7.1.2.2/client-keeps-window"],
    question: "RFC 7692 does not say which status code a connection fails with whose compressed data is bad.",
    ours: "1007 for a stream that is malformed or unfinished, 1002 for a distance beyond what was agreed on, 1009 for a message that inflates beyond the limit.",
    because: "They are the codes for payload that is not what it should be, for a broken agreement, and for size.",
    others: "Many close with 1002 or 1007 throughout.",
  },
  "hints-of-a-client": {
    touches: ["rfc7692/7.1.2.2/response-within-hint"],
    question: "An answer may leave out what a client said about its own window or context.",
    ours: "A client keeps to what it said all the same.",
    because: "The server may have relied on it when it set its own memory aside.",
  },
  "what-came-before-a-violation": {
    touches: ["rfc6455/7.1.7/fail-stops-processing", "rfc6455/7.1.7/fail-closes"],
    question: "A message that was complete may still be unanswered when a violation comes right behind it.",
    ours: "It is delivered and may be answered before the connection fails; a peer that fails at once is tolerated.",
    because: "What came before the violation was right, and how TCP cuts the stream should not decide whether it counts.",
    others: "Nothing in the RFC makes an endpoint flush its answers before it fails the connection.",
  },
  "when-invalid-text-is-noticed": {
    touches: ["rfc6455/8.1/invalid-utf8-fails"],
    question: "A text may be invalid from one byte on while the rest of its frame or message is still to come.",
    ours: "It is acted on at that byte; a peer that waits for the end of the message is tolerated.",
    because: "What is certain need not be waited for, and a message without an end would never be refused.",
    others: "The RFC says that the connection fails, and not when.",
  },
  "messages-before-a-close": {
    touches: ["rfc6455/5.5.1/close-soon", "rfc6455/5.5.1/no-data-after-close"],
    question: "A Close frame may arrive while messages before it are still unanswered.",
    ours: "Nothing is demanded: a peer may answer them first or leave them.",
    because: "A Close frame is answered as soon as practical, and an echo is a promise of the application, not of the protocol.",
    others: "Some hold that a message that came before the Close has to be answered (case 7.1.6).",
  },
  "failing-and-the-transport": {
    touches: ["rfc6455/7.1.7/fail-closes", "rfc6455/7.1.1/client-waits"],
    question: "To fail is to close the transport, and a client that closes should wait for the server.",
    ours: "A failing server ends the transport at once; a failing client sends its Close frame and waits, at most the closing timeout.",
    because: "Both sentences can be kept, and waiting keeps the Close frame from being lost to a reset.",
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** The name of a reading. */
export type ReadingName = keyof typeof readings;
