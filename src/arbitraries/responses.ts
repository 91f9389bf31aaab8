import fc from "fast-check";
import type { RequirementId } from "../../spec/requirements.ts";
import { acceptKey } from "../core/opening/accept-key.ts";
import type { DeflateOffer } from "../core/permessage-deflate/permessage-deflate.ts";
import {
  added,
  furtherFields,
  type HeadBreaker,
  type HeadLines,
  judgedByStartLine,
  judgedWhole,
  lineBreakers,
  replaced,
  requirementOfLines,
  shuffled,
  without,
} from "./heads.ts";
import { excessiveHeads } from "./requests.ts";

/** What a client asked for in its request, as far as an answer has to fit it. */
export interface ClientOffer {
  /** Subprotocols in order of preference. */
  readonly subprotocols: readonly string[];
  /** The one offer of permessage-deflate; `null` if there was none. */
  readonly deflate: DeflateOffer | null;
}

/** One way to break an answer to an opening request. */
export interface ResponseBreach {
  /** Ends the sentence `an answer with …`; no two breaches have the same. */
  readonly name: string;
  readonly requirement: RequirementId;
  /** Whether such an answer to that offer is broken in this way and no other; to any unless said otherwise. */
  readonly suits?: (offer: ClientOffer) => boolean;
  readonly heads: (head: HeadLines, offer: ClientOffer) => ReturnType<HeadBreaker>;
}

// As long as every Sec-WebSocket-Accept, so that positions stay what they are.
const placeholder = (name: string): string => `{accept ${name}`.padEnd(28, "}");
const inOtherCase = placeholder("in other case");

/** Stands in an answer for the Sec-WebSocket-Accept, which depends on the key of the request. */
export const acceptPlaceholder = placeholder("of the key");

/** The bytes of an answer to the request with this Sec-WebSocket-Key. */
export function answerTo(key: string, text: string): Uint8Array {
  const accept = acceptKey(key);
  const otherCase = accept.replace(/[a-z]/gi, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
  const answer = text.replaceAll(acceptPlaceholder, accept).replaceAll(inOtherCase, otherCase);
  return Uint8Array.from(answer, (character) => character.charCodeAt(0));
}

/** Legal answers to an offer, without an extension. */
export const responses = ({ subprotocols }: ClientOffer): fc.Arbitrary<HeadLines> =>
  fc
    .record({
      reason: fc.constantFrom("Switching Protocols", "", "ok"),
      upgrade: fc.constantFrom("websocket", "WebSocket", "WEBSOCKET"),
      connection: fc.constantFrom("Upgrade", "upgrade", "keep-alive, Upgrade"),
      subprotocol: fc.constantFrom<string | undefined>(undefined, ...subprotocols),
      further: furtherFields(),
    })
    .chain(({ reason, upgrade, connection, subprotocol, further }) =>
      shuffled([
        ["Upgrade", upgrade],
        ["Connection", connection],
        ["Sec-WebSocket-Accept", acceptPlaceholder],
        ...(subprotocol === undefined ? [] : [["Sec-WebSocket-Protocol", subprotocol] as const]),
        ...further,
      ]).map((fields) => ({ startLine: `HTTP/1.1 101 ${reason}`, fields })),
    );

const [Accept, Protocol, Extensions] = ["Sec-WebSocket-Accept", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"] as const;

const valued =
  (name: string, values: fc.Arbitrary<string>): ResponseBreach["heads"] =>
  (head) =>
    values.map((value) => judgedWhole(replaced(head, name, value)));
const missing =
  (name: string): ResponseBreach["heads"] =>
  (head) =>
    fc.constant(judgedWhole(without(head, name)));
const twice =
  (name: string, values: (offer: ClientOffer) => readonly string[]): ResponseBreach["heads"] =>
  (head, offer) =>
    fc
      .tuple(fc.constantFrom(...values(offer)), fc.constantFrom(...values(offer)))
      .map(([first, second]) => judgedWhole(added(replaced(head, name, first), name, second)));
const startLines =
  (lines: fc.Arbitrary<string>): ResponseBreach["heads"] =>
  (head) =>
    lines.map((startLine) => judgedWhole({ ...head, startLine }));
const wrongStartLines =
  (lines: fc.Arbitrary<string>): ResponseBreach["heads"] =>
  (head) =>
    lines.map((startLine) => judgedByStartLine({ ...head, startLine }));

const deflate =
  (parameters: (offer: DeflateOffer) => fc.Arbitrary<string>): ResponseBreach["heads"] =>
  (head, offer) =>
    parameters(offer.deflate as DeflateOffer).map((answer) => judgedWhole(replaced(head, Extensions, `permessage-deflate${answer}`)));

const breach = (
  requirement: RequirementId,
  name: string,
  heads: ResponseBreach["heads"],
  suits?: ResponseBreach["suits"],
): ResponseBreach => ({
  name,
  requirement,
  heads,
  ...(suits === undefined ? {} : { suits }),
});

const offersDeflate = ({ deflate: offer }: ClientOffer): boolean => offer !== null;
const offersNone = ({ deflate: offer }: ClientOffer): boolean => offer === null;
const lineNames = Object.keys(lineBreakers) as (keyof typeof lineBreakers)[];

/** The answer that takes an offer at its word. */
const plainAnswer = ({ serverNoContextTakeover, serverMaxWindowBits }: DeflateOffer): string =>
  (serverNoContextTakeover === true ? "; server_no_context_takeover" : "") +
  (serverMaxWindowBits === undefined ? "" : `; server_max_window_bits=${serverMaxWindowBits}`);

const deflateBreaches: readonly ResponseBreach[] = [
  breach(
    "rfc7692/7/response-parameters",
    "parameters that no answer may have",
    deflate(() =>
      fc.constantFrom(
        "; unknown",
        "; server_no_context_takeover=1",
        "; client_no_context_takeover=yes",
        "; server_max_window_bits",
        "; client_max_window_bits",
        "; server_no_context_takeover; server_no_context_takeover",
      ),
    ),
    offersDeflate,
  ),
  breach(
    "rfc7692/7.1.2/window-bits-value",
    "a window that is none",
    deflate(() =>
      fc
        .tuple(fc.constantFrom("server", "client"), fc.constantFrom("7", "16", "08", "0", "x", "15.0", '"010"'))
        .map(([side, value]) => `; ${side}_max_window_bits=${value}`),
    ),
    offersDeflate,
  ),
  breach(
    "rfc7692/7.1.1.1/offered-no-takeover-answered",
    "no server_no_context_takeover where it was asked for",
    deflate(({ serverMaxWindowBits }) => fc.constant(plainAnswer(serverMaxWindowBits === undefined ? {} : { serverMaxWindowBits }))),
    (offer) => offer.deflate?.serverNoContextTakeover === true,
  ),
  breach(
    "rfc7692/7.1.2.1/response-within-offer",
    "a larger window of the server than was asked for",
    deflate(({ serverMaxWindowBits = 15, serverNoContextTakeover }) =>
      fc
        .constantFrom(
          "",
          ...Array.from({ length: 15 - serverMaxWindowBits }, (_, i) => `; server_max_window_bits=${serverMaxWindowBits + i + 1}`),
        )
        .map((window) => plainAnswer({ serverNoContextTakeover: serverNoContextTakeover ?? false }) + window),
    ),
    (offer) => offer.deflate?.serverMaxWindowBits !== undefined,
  ),
  breach(
    "rfc7692/7.1.2.2/only-if-offered",
    "a window of the client that was not offered",
    deflate((offer) => fc.integer({ min: 8, max: 15 }).map((bits) => `${plainAnswer(offer)}; client_max_window_bits=${bits}`)),
    (offer) => offersDeflate(offer) && offer.deflate?.clientMaxWindowBits === undefined,
  ),
  breach(
    "rfc7692/7.1.2.2/response-within-hint",
    "a larger window of the client than was offered",
    deflate((offer) =>
      fc
        .integer({ min: (offer.clientMaxWindowBits as number) + 1, max: 15 })
        .map((bits) => `${plainAnswer(offer)}; client_max_window_bits=${bits}`),
    ),
    (offer) => typeof offer.deflate?.clientMaxWindowBits === "number" && offer.deflate.clientMaxWindowBits < 15,
  ),
];

/** Every way to break an answer to an opening request, section 4.1, RFC 7692, section 7, and HTTP. */
export const responseBreaches: readonly ResponseBreach[] = [
  breach(
    "rfc9112/4/status-line",
    "a status line of another form",
    wrongStartLines(
      fc.constantFrom(
        "Welcome",
        "HTTP/1.1 101Switching",
        "HTTP/2 101 Switching Protocols",
        "HTTP/1.1 1O1 x",
        "http/1.1 101 x",
        "HTTP/1.1  101 x",
        "HTTP/1.1 0101 x",
        "101 x",
      ),
    ),
  ),
  breach(
    "rfc6455/4.1/response-status",
    "another status than 101",
    startLines(fc.constantFrom(200, 204, 301, 307, 400, 401, 403, 404, 426, 500, 503).map((status) => `HTTP/1.1 ${status} x`)),
  ),
  breach("rfc6455/4.1/response-upgrade", "no Upgrade field", missing("Upgrade")),
  breach(
    "rfc6455/4.1/response-upgrade",
    "an Upgrade field that is not websocket",
    valued("Upgrade", fc.constantFrom("h2c", "websockets", "websocket, h2c", "websocket/13", "")),
  ),
  breach("rfc6455/4.1/response-connection", "no Connection field", missing("Connection")),
  breach(
    "rfc6455/4.1/response-connection",
    "a Connection field without Upgrade",
    valued("Connection", fc.constantFrom("keep-alive", "close", "upgraded", "")),
  ),
  breach(
    "rfc6455/11.3.3/accept-once",
    "two Sec-WebSocket-Accept fields",
    twice(Accept, () => [acceptPlaceholder]),
  ),
  breach("rfc6455/4.1/response-accept", "no Sec-WebSocket-Accept field", missing(Accept)),
  breach(
    "rfc6455/4.1/response-accept",
    "a Sec-WebSocket-Accept that does not answer the key",
    valued(
      Accept,
      fc.constantFrom(
        inOtherCase,
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        `${acceptPlaceholder}=`,
        `"${acceptPlaceholder}"`,
        "",
        `${acceptPlaceholder}, ${acceptPlaceholder}`,
      ),
    ),
  ),
  breach(
    "rfc6455/9.1/extensions-grammar",
    "extensions that break their grammar",
    valued(Extensions, fc.constantFrom("", ",", "a b", "a; =1", "a;", "a; b=", 'a; b="c d"', "(a)")),
  ),
  breach(
    "rfc6455/4.1/response-extensions",
    "an extension that was not offered",
    valued(Extensions, fc.constantFrom("x-other", "permessage-bzip2", "x-other; a=1")),
    undefined,
  ),
  breach(
    "rfc6455/4.1/response-extensions",
    "compression that was not offered",
    valued(Extensions, fc.constantFrom("permessage-deflate", "permessage-deflate; server_max_window_bits=10")),
    offersNone,
  ),
  breach(
    "rfc6455/4.1/response-extensions",
    "the same extension twice",
    deflate((offer) => fc.constant(`${plainAnswer(offer)}, permessage-deflate${plainAnswer(offer)}`)),
    offersDeflate,
  ),
  breach(
    "rfc6455/11.3.4/protocol-once-in-response",
    "two Sec-WebSocket-Protocol fields",
    twice(Protocol, ({ subprotocols }) => subprotocols),
    ({ subprotocols }) => subprotocols.length > 0,
  ),
  breach(
    "rfc6455/4.1/response-subprotocol",
    "a subprotocol that was not asked for",
    valued(Protocol, fc.constantFrom("other", "Chat", "chat, superchat", "")),
  ),
  ...deflateBreaches,
  ...lineNames.map((name) => breach(requirementOfLines[name], name, lineBreakers[name])),
  ...Object.entries(excessiveHeads).map(([name, heads]) => breach("ours/limits/head", name, heads)),
];

/** What a client may ask for. */
export const clientOffers = (): fc.Arbitrary<ClientOffer> =>
  fc.record({
    subprotocols: fc.constantFrom<readonly string[]>([], ["chat"], ["chat", "superchat"]),
    deflate: fc.option(
      fc.record(
        {
          serverNoContextTakeover: fc.boolean(),
          clientNoContextTakeover: fc.boolean(),
          serverMaxWindowBits: fc.integer({ min: 8, max: 15 }),
          clientMaxWindowBits: fc.oneof(fc.constant(true as const), fc.integer({ min: 8, max: 15 })),
        },
        { requiredKeys: [] },
      ),
      { freq: 3 },
    ),
  });
