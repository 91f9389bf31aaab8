import type { RequirementId } from "./requirements.ts";

/** A place where a text is silent or contradicts itself, and how we read it. */
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
    because:
      "Section 7.4.2 points to the registry, and the registry has them; refusing a registered code would fail peers that do nothing illegal.",
    others: "Autobahn counts them as invalid; so do our verdicts on a fuzzer's own connection.",
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
    others: "Some clients refuse it from a server with 1002, for a server has nothing to say by it (case 7.7.8 against clients).",
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
    ours: "Bytes that follow a request are kept, up to a limit beyond which the transport is not read, and taken as frames once it is accepted.",
    because: "To blame only what happens to share a segment with the request would make the verdict depend on how TCP cuts the stream.",
    option: "limits.earlyBytesMax",
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
    ours: "1007 for a stream that is malformed or unfinished, also by a distance to before its beginning, 1002 for a distance beyond what was agreed on, 1009 for a message that inflates beyond the limit.",
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
  "host-and-port-of-a-request": {
    touches: ["rfc6455/4.1/request-host", "rfc9112/3.2/host-once"],
    question: "A Host field names the server, and behind a mapped port or a proxy it names another one than the socket does.",
    ours: "A server takes any Host that is well-formed and leaves its meaning to the application.",
    because: "What a server is called from outside is known to whoever deployed it, not to the endpoint.",
    others: "Autobahn refuses a request whose port is not the one it listens on.",
  },
  "http-versions-beyond-1.1": {
    touches: ["rfc6455/4.1/request-http-version"],
    question: "The request states version 1.1 or higher, and a higher one may have another syntax.",
    ours: "Versions 1.1 to 1.9 are taken; everything else is answered with 505.",
    because:
      "Minor versions of HTTP/1 share a syntax; a request line with another major version is no WebSocket handshake of this document.",
  },
  "status-line-of-http-1.0": {
    touches: ["rfc9112/4/status-line"],
    question: "An answer may state HTTP/1.0, or leave out the reason phrase, and still say 101.",
    ours: "A client takes any HTTP/1 version and a missing reason phrase.",
    because: "Section 4.1 asks a client to look at the status and the fields, and RFC 9112 makes the phrase optional.",
  },
  "where-a-start-line-is-wrong": {
    touches: ["rfc9112/3/request-line", "rfc9112/4/status-line"],
    question: "A head may begin with a line that is no request line, or no status line, and go on as if it were one.",
    ours: "The line is judged as soon as it is complete, before any field, and it is wrong from its first byte on.",
    because: "What is no HTTP has no fields that could be wrong, and the reader of a report wants to see the whole line.",
  },
  "addresses-that-others-mend": {
    touches: ["rfc6455/3/uri-grammar", "rfc6455/11.1.1/others-percent-encoded", "rfc6455/4.1/valid-uri"],
    question:
      "The URL standard of the WHATWG takes what section 3 does not have: a missing slash, a backslash, white space, 0x7f.1 for 127.0.0.1; section 11.1.1 wants characters that no URI has to be escaped.",
    ours: "Section 3 decides. Characters beyond the syntax are escaped in path and query, a host beyond ASCII is converted, and everything else is refused with the reason; dots and escapes stay as they are.",
    because:
      "To escape is demanded, to guess is not: what two standards read in different ways must not decide where a client connects to.",
    others: "Browsers and most libraries take what the WHATWG takes, and drop user information or send it as a field.",
  },
  "characters-of-a-target": {
    touches: ["rfc6455/4.1/request-target"],
    question: "A target follows the grammar of a URI, and browsers send characters in it that no URI has, as in ?a[]=1|2.",
    ours: "A server takes every visible ASCII character but the number sign, as long as each percent sign begins an escape; an absolute target also needs a valid host.",
    because: "Those characters mean themselves to everybody, while a broken escape or host means nothing.",
    others: "Some servers take broken escapes, too, and leave them to the application.",
  },
  "zones-in-a-host": {
    touches: ["rfc9112/3.2/host-once", "rfc6455/4.1/valid-uri"],
    question: "RFC 6874 let an IPv6 address in a URI have a zone, as in [fe80::1%25eth0]; RFC 9844 took that back.",
    ours: "A server takes such a Host; an address with a zone is refused to a client.",
    because:
      "A sender had to remove the zone and the rest names the same host; where to connect to must not depend on a syntax that is gone.",
  },
  "scheme-of-an-absolute-target": {
    touches: ["rfc6455/4.1/request-target"],
    question: "The target may be an absolute http or https URI; whether ws and wss are allowed there is not said.",
    ours: "A server takes http and https and answers others with 400.",
    because: "The text lists the two schemes of HTTP, and what it leaves out does not match its description.",
  },
  "missing-upgrade-status": {
    touches: ["rfc6455/4.1/request-upgrade", "rfc6455/4.2.1/malformed-request-refused"],
    question: "A request without a fitting Upgrade field is answered with an appropriate error, 400 for example.",
    ours: "It is answered with 426.",
    because: "RFC 9110, section 15.5.22 has that status for it, and it tells a person with a browser what is missing.",
    others: "Most servers answer 400, or serve a page.",
  },
  "version-that-is-a-list": {
    touches: ["rfc6455/4.3/version-number", "rfc6455/4.2.2/unsupported-version", "rfc6455/11.3.5/version-once-in-request"],
    question:
      "A request with Sec-WebSocket-Version: 13, 8 has one field that names two versions, and one with 013 names 13 in a form that the grammar does not have.",
    ours: "Both are answered with 426 and the version that is supported.",
    because: "The grammar of a request has one version without leading zeros, and the answer says what to ask for instead.",
    others: "Some servers read a number and accept 013.",
  },
  "subprotocols-that-are-no-list": {
    touches: ["rfc6455/4.1/request-subprotocols"],
    question:
      "What a server does about an empty, repeated or malformed subprotocol in a request is covered only by the general rule for malformed requests.",
    ours: "The request is answered with 400.",
    because: "A violation of the grammar is among what section 4.2.1 has refused.",
    others: "Some servers ignore the field.",
  },
  "subprotocol-left-out": {
    touches: ["rfc6455/4.1/response-subprotocol", "rfc6455/4.1/established"],
    question: "A server may name no subprotocol although the client asked for some.",
    ours: "The connection opens without a subprotocol, and the application is told so.",
    because: "Section 4.2.2 calls the missing field a null value, and section 4.1 fails only what was not asked for.",
    others: "Browsers fail the connection.",
  },
  "extension-listed-twice": {
    touches: ["rfc6455/4.1/response-extensions", "rfc7692/5/shared-rsv1-fails"],
    question: "An answer may list an extension twice that was offered once, or several times as alternatives.",
    ours: "A client fails the connection.",
    because: "An offer is accepted once, and two extensions that share a reserved bit cannot be in use together.",
    others: "Some clients look at the first only.",
  },
  "malformed-extensions-in-a-request": {
    touches: ["rfc6455/9.1/extensions-grammar", "rfc6455/4.2.1/malformed-request-refused"],
    question: "The recipient of a malformed extension field fails the connection, but a server has no connection to fail yet.",
    ours: "A server answers 400.",
    because: "Section 4.2.1 has an HTTP error for every violation of the grammar.",
    others: "Some servers ignore the field and go on without extensions.",
  },
  "quoted-parameter-values": {
    touches: ["rfc6455/4.3/extension-value-token", "rfc7692/7.1.2/window-bits-value"],
    question: "A parameter value may be written in quotes, and RFC 7692 shows its values without.",
    ours: "A quoted value means the token inside, in offers and in answers.",
    because: "The grammar allows both forms and gives them one meaning.",
  },
  "faulty-offer-before-a-good-one": {
    touches: ["rfc7692/7/invalid-offer-declined", "rfc7692/5/declining-is-leaving-out"],
    question: "An offer with a fault may stand before one without, and the grammar is kept by both.",
    ours: "The faulty one is declined and the next one considered.",
    because: "RFC 7692 declines an offer; only a value that breaks the grammar of RFC 6455 fails the handshake.",
    others: "Some servers answer 400 as soon as one offer is faulty.",
  },
  "window-of-eight-bits": {
    touches: ["rfc7692/7.1.2.1/server-keeps-window", "rfc7692/7.1.2.2/client-keeps-window", "rfc7692/7/unsupported-offer-declined"],
    question: "A window of 256 bytes may be agreed on, and a widespread compressor cannot keep to it.",
    ours: "It is accepted and kept: no distance is longer.",
    because: "Our own compressor can do it, and where the platform's cannot, it is not used.",
    others: "Some decline the offer; some agree to eight bits and use nine.",
  },
  "hint-of-no-takeover-made-binding": {
    touches: ["rfc7692/7.1.1.2/client-asked-for-no-takeover"],
    question: "An offer with client_no_context_takeover is a hint, and the server need not take it up.",
    ours: "A server of ours answers with the parameter, so that the client is held to it.",
    because: "It frees the server from keeping a window that the client said it would not use.",
  },
  "statuses-other-than-101": {
    touches: ["rfc6455/4.1/response-status"],
    question: "Other statuses are handled as HTTP has it: a client may authenticate or follow a redirect, and need not.",
    ours: "The connection is refused, and the application gets the answer.",
    because: "Credentials and redirects are policy, and following them by default gives secrets away.",
    others: "Browsers do not follow redirects; several libraries can be told to.",
  },
  "lines-that-end-in-a-line-feed": {
    touches: ["rfc9112/2.2/line-ends-crlf"],
    question: "A recipient may take a line feed alone for the end of a line.",
    ours: "It is a violation, in either direction.",
    because: "Two readings of where a head ends are what smuggling lives on.",
    others: "Most HTTP libraries take it.",
  },
  "folded-lines-in-an-answer": {
    touches: ["rfc9112/5.2/no-line-folding"],
    question: "A server rejects a folded field, while a client is told to read the fold as a space.",
    ours: "Either side refuses it.",
    because: "No field of the handshake needs folding, and the strict reading is one reading.",
    others: "Some clients accept it.",
  },
  "empty-lines-before-a-head": {
    touches: ["rfc9112/2.2/leading-empty-line"],
    question: "A server should ignore at least one empty line before a request; nothing is said of more, or of answers.",
    ours: "Any number is skipped, in either direction, within the limit on the head.",
    because: "The limit bounds what there is to lose.",
    option: "limits.headBytesMax",
  },
  "origin-as-it-came": {
    touches: ["rfc6455/4.2.2/origin-lower-case", "rfc6455/10.2/origin-checked"],
    question: "The origin is converted to lower case, by the algorithm of section 4.2.2.",
    ours: "The application gets the field as it came and decides itself.",
    because: "Only the application compares origins, and what it logs should be what was sent.",
  },
  "waiting-for-another-attempt": {
    touches: ["rfc6455/4.1/one-connecting-per-host"],
    question: "A client has one attempt for each address under way, over all applications of a machine.",
    ours: "Each connection stands alone; the program around it decides when to open it.",
    because: "The rule protects servers from scripts in browsers, which share one client; a library has no view of the others.",
    others: "Browsers keep the rule.",
  },
  "lengths-that-are-too-long-a-form": {
    touches: ["rfc6455/5.2/length-minimal"],
    question: "A sender uses the shortest form of a length; what a receiver does about another form is not said.",
    ours: "It is a violation, with 1002.",
    because: "A second way to write the same frame is what gets past filters, and a frame that breaks a demand is not conforming input.",
    others: "Many endpoints accept it; Autobahn has no case for it.",
  },
  "top-bit-of-a-length": {
    touches: ["rfc6455/5.2/length-top-bit-zero", "rfc6455/10.4/limits-protect"],
    question: "A 64-bit length with its top bit set is a broken header and far too big at once.",
    ours: "It fails with 1002, at the byte with the bit.",
    because: "The header is wrong whatever the limit is, and it is known before the length is.",
    others: "Many close with 1009.",
  },
  "code-for-wrong-masking": {
    touches: ["rfc6455/5.1/unmasked-closes", "rfc6455/5.1/masked-closes"],
    question: "The connection is closed because of wrong masking, and the status code 1002 is a permission.",
    ours: "1002 is sent.",
    because: "It says what happened, and nothing speaks against saying it.",
  },
  "masking-key-of-zeros": {
    touches: ["rfc6455/5.3/fresh-masking-key"],
    question: "A masking key may come out as four zeros, which masks nothing.",
    ours: "A server takes it.",
    because: "Every 32-bit value can be drawn, and one key shows nothing about how it was chosen.",
  },
  "messages-before-a-violation": {
    touches: ["ours/core/delivers-before-failing", "rfc6455/7.1.7/fail-stops-processing"],
    question: "A violation may come right behind a complete message, before that was delivered or answered.",
    ours: "The message is delivered, and what the application answers is sent before the Close frame.",
    because: "It was received before anything was wrong, and the outcome then does not depend on how TCP cuts the stream.",
    others: "Many drop it; the cases of Autobahn call that non-strict.",
  },
  "when-text-is-found-invalid": {
    touches: ["rfc6455/8.1/invalid-utf8-fails", "ours/core/fails-at-first-byte"],
    question: "Text that is not UTF-8 fails the connection; when it has to be noticed is not said.",
    ours: "At the first byte that no valid text can have there, even in the middle of a frame.",
    because: "Nothing that follows can make it right, and waiting costs memory.",
    others: "Some wait for the end of the frame, or of the message (cases 6.4.1 to 6.4.4).",
  },
  "noncharacters-and-byte-order-marks": {
    touches: ["rfc6455/5.6/text-is-utf8"],
    question: "Text may have a byte order mark, a NUL or a noncharacter in it.",
    ours: "All of them are delivered as they are.",
    because: "They are valid UTF-8, and the text of a message is the application's.",
    others: "Some decoders drop a mark at the beginning.",
  },
  "empty-fragments-without-end": {
    touches: ["rfc6455/5.4/receives-fragments", "ours/limits/fragments"],
    question: "Fragments of any size are received, and without a last one empty fragments need no memory and never end.",
    ours: "They are counted, and one more than the limit closes with 1008.",
    because: "Their number costs time although their size costs nothing; it is policy and no violation.",
    others: "Some count only bytes; some close with 1009.",
    option: "limits.fragmentsMax",
  },
  "limit-before-the-payload": {
    touches: ["rfc6455/10.4/limits-protect", "rfc6455/10.4/limits-imposed"],
    question: "A frame may announce more than is allowed and never send it.",
    ours: "The connection fails with 1009 as soon as the header is complete.",
    because: "What was announced will not become acceptable, and nothing is set aside for it.",
    option: "limits.messageBytesMax, limits.frameBytesMax",
  },
  "several-pings-unanswered": {
    touches: ["rfc6455/5.5.2/ping-gets-pong", "rfc6455/5.5.3/pong-echoes-payload"],
    question: "An endpoint that has fallen behind may answer only the last of several Pings.",
    ours: "Each is answered, in order.",
    because: "A Pong costs little, and a peer that measures time wants each of its own.",
    others: "Section 5.5.3 lets an endpoint answer only the last; cases 2.10 and 2.11 of Autobahn want each answered.",
  },
  "status-codes-that-may-not-be-sent": {
    touches: [
      "rfc6455/7.4.1/code-1005-not-sent",
      "rfc6455/7.4.1/code-1006-not-sent",
      "rfc6455/7.4.1/code-1015-not-sent",
      "rfc6455/7.4.2/code-in-use",
    ],
    question: "Some codes are not to be put into a Close frame; what the receiver of one does is not said.",
    ours: "It is a violation: the answer is 1002, and the code is not echoed.",
    because: "To echo the code would be to send it, and the cases of Autobahn expect a failure.",
    others: "Some close normally, as the connection is over anyway.",
  },
  "halves-of-a-character": {
    touches: ["rfc6455/5.6/text-is-utf8"],
    question: "An application may give the fragments of a text as strings, and cut them inside a surrogate pair.",
    ours: "The first half is carried over into the next fragment; bytes instead of a string are refused there. A half that never gets its other one is sent as U+FFFD, as is one in a whole message.",
    because:
      "The receiver gets the text that was meant, as for a cut inside a character of UTF-8; a lone half is no text, and platforms replace it in the same way.",
  },
  "what-follows-a-close-frame": {
    touches: [
      "rfc6455/7.1.1/clean-transport-close",
      "rfc6455/5.5.1/no-data-after-close",
      "rfc6455/7.1.5/close-code-of-first-close",
      "rfc6455/7.1.6/close-reason-of-first-close",
    ],
    question: "After its Close frame a peer sends nothing; whether more of it is another violation or to be ignored is left open.",
    ours: "It is read, up to a limit, and dropped without being looked at; the fuzzer counts its bytes and says so, and judges by the first Close frame.",
    because: "The section on closing discards trailing bytes, and a handshake that is complete cannot fail any more.",
    others: "Autobahn goes on reading frames: it judges by the code of the last Close frame, and fails what breaks a rule behind it.",
    option: "limits.ignoredBytesMax",
  },
  "messages-after-our-close": {
    touches: ["rfc6455/7.1.3/closing", "rfc6455/6.2/message-type-noted"],
    question: "A peer may finish what it was sending after it was sent a Close frame and before it answers.",
    ours: "Its messages are delivered until its Close frame arrives.",
    because: "Only the sender of a Close frame has promised to be silent.",
    others: "Some endpoints drop what comes after they have begun to close.",
  },
  "close-in-the-middle-of-our-message": {
    touches: ["rfc6455/5.5.1/close-soon"],
    question: "An endpoint may finish the message it is sending before it answers a Close frame.",
    ours: "The answer is sent at once, and the rest of the message is refused to the application.",
    because: "The peer has said that it will process nothing more, and soon is soonest.",
  },
  "closing-without-a-code": {
    touches: ["rfc6455/7.1.2/close-frame-starts-handshake", "rfc6455/7.1.5/close-code-of-first-close"],
    question: "An application may close without saying why.",
    ours: "The Close frame has an empty body, and the peer reports 1005; with a reason and no code it has 1000.",
    because: "Nothing was said, so nothing is sent; a reason needs a code in front of it.",
    others: "Some send 1000.",
  },
  "how-long-closing-may-take": {
    touches: ["rfc6455/7.1.1/client-waits", "ours/limits/closing-timeout"],
    question: "A client waits for the server a reasonable time, and no time is named.",
    ours: "Ten seconds from the moment the first Close frame has left for the transport; then the transport is dropped.",
    because:
      "It is long enough for what is under way and short enough not to be forgotten; a Close frame behind messages that a slow peer is still reading cannot be answered yet.",
    option: "limits.closingTimeoutMs",
  },
  "empty-compressed-payload": {
    touches: ["rfc7692/7.2.1/ends-with-empty-stored-block"],
    question: "A compressed message whose payload is empty has nothing before the four bytes that the receiver appends.",
    ours: "It is a violation with 1007; an empty message is the one byte 00.",
    because: "Those four bytes are the end of a block whose beginning is missing.",
    others: "Some deliver an empty message, and fail on the next valid one.",
  },
  "blocks-behind-a-final-one": {
    touches: ["rfc7692/7.2.2/final-block-goes-on", "rfc7692/7.2.1/any-blocks"],
    question: "A block that DEFLATE calls final may be followed by others in the same message.",
    ours: "All are inflated, and the window goes on.",
    because: "RFC 7692, section 7.2.1 lets a sender use such blocks, and its examples have them.",
    others: "Many stop at the first final block and lose the rest without a word.",
  },
  "plain-messages-and-the-window": {
    touches: ["rfc7692/7.2.2/window-kept", "rfc7692/7.2.1/takeover-allowed"],
    question: "A message may be sent uncompressed between two compressed ones; whether it counts for the window is left to be inferred.",
    ours: "It does not: only compressed messages feed the window.",
    because: "The window is that of the compressor, which has not seen it.",
  },
} as const satisfies Readonly<Record<string, Reading>>;

/** The name of a reading. */
export type ReadingName = keyof typeof readings;
