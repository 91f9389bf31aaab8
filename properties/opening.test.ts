import fc from "fast-check";
import { expect } from "vitest";
import { type HeadChange, headText, legalChanges, wrongChanges } from "../models/commands/heads.ts";
import { agreedByClient, agreedByServer, type GivenParameters } from "../models/opening/deflate-negotiation.ts";
import { judgeRequest, judgeResponse } from "../models/opening/opening.ts";
import { type NamedExtension, readExtensions } from "../models/opening/opening-grammar.ts";
import { readHead } from "../models/opening/opening-head.ts";
import { isInterim } from "../models/opening/opening-rules.ts";
import type { RequirementId } from "../spec/requirements.ts";
import type { Role } from "../spec/role.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { deflateOffers, deflatePolicies } from "../src/arbitraries/deflate-negotiations.ts";
import { bytesFromLatin1, latin1FromBytes } from "../src/core/bytes/text.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { parseExtensions } from "../src/core/opening/field-values.ts";
import { chooseDeflate, extensionText, judgeDeflateResponse, offerText } from "../src/core/permessage-deflate/permessage-deflate.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { givenOf } from "./adapters/new-life.ts";
import { openingHeads } from "./adapters/opening-heads.ts";
import { acceptOfStartedClient, startedEndpoint } from "./adapters/started-endpoint.ts";
import { property } from "./property.ts";

/** Heads with up to three changes, legal and wrong ones in any mixture, and heads with slips of the pen. */
const heads = (role: Role): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .uniqueArray(fc.constantFrom<HeadChange>(...legalChanges[role], ...wrongChanges[role]), { maxLength: 3 })
      .map((changes) => headText(role, acceptOfStartedClient, changes)),
    openingHeads(role).map(latin1FromBytes),
  );

const sent = { accept: acceptOfStartedClient, subprotocols: ["chat", "superchat"], extensions: [] };

/** What the model finds in a head: not all of it, nothing wrong, or everything that may be blamed, each with its status. */
function verdictOf(role: Role, text: string): "more" | readonly { readonly requirement: RequirementId; readonly status: number }[] {
  const reading = readHead(text, defaultLimits, role === "server" ? "request line" : "status line");
  if (reading.kind === "more") return "more";
  if (reading.kind === "wrong") return [{ requirement: reading.requirement, status: reading.blame === "policy" ? 431 : 400 }];
  if (role === "server") return judgeRequest(reading.head);
  if (isInterim(reading.head)) return verdictOf(role, text.slice(reading.length));
  return judgeResponse(reading.head, sent).map((requirement) => ({ requirement, status: 0 }));
}

/** What the endpoint makes of it, in any cuts. */
function madeOf(role: Role, text: string, chunking: Chunking) {
  const endpoint = startedEndpoint(role);
  drain(endpoint);
  const outputs = cut(bytesFromLatin1(text), chunking).flatMap((bytes) => {
    endpoint.feed({ kind: "bytes", bytes });
    return drain(endpoint);
  });
  return { event: eventsOf(outputs)[0], answer: latin1FromBytes(bytesOf(outputs)) };
}

function agree(role: Role, text: string, chunking: Chunking): void {
  const verdict = verdictOf(role, text);
  const { event, answer } = madeOf(role, text, chunking);
  if (verdict === "more") return expect(event).toBeUndefined();
  if (verdict.length === 0) return expect(event?.type).toBe(role === "server" ? "request" : "open");
  const blamed = event?.type === "refused" ? event.failure?.requirement : undefined;
  expect(verdict.map(({ requirement }) => requirement)).toContain(blamed);
  if (role === "server") checkRefusal(answer, verdict.find(({ requirement }) => requirement === blamed)?.status ?? 0);
}

/** Section 4.2.2 and RFC 9110: a refusal is a whole HTTP answer that says how it could have been otherwise. */
function checkRefusal(answer: string, status: number): void {
  const reading = readHead(answer, defaultLimits, "status line");
  if (reading.kind !== "head") throw new Error(`the refusal is no head: ${answer}`);
  const value = (name: string) => reading.head.fields.find(([found]) => found === name)?.[1];
  expect(reading.head.startLine).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(Number(value("Content-Length"))).toBe(answer.length - reading.length);
  expect(value("Connection")).toMatch(/^close/);
  if (status === 405) expect(value("Allow")).toBe("GET");
  if (status === 426) expect([value("Upgrade"), value("Sec-WebSocket-Version")]).toEqual(["websocket", "13"]);
}

property({
  title: "a server takes exactly the requests that break nothing in the model, and blames one of the things that the others break",
  requires: [
    "rfc6455/4.2.1/malformed-request-refused",
    "rfc6455/4.1/request-get",
    "rfc6455/4.1/request-http-version",
    "rfc6455/4.1/request-target",
    "rfc9112/3.2/host-once",
    "rfc6455/4.1/request-upgrade",
    "rfc6455/4.1/request-connection",
    "rfc6455/11.3.1/key-once",
    "rfc6455/4.1/request-key",
    "rfc6455/4.2.2/unsupported-version",
    "rfc6455/4.4/lists-supported-versions",
    "rfc6455/4.1/request-subprotocols",
    "rfc6455/9.1/extensions-grammar",
    "rfc9112/6/no-request-body",
    "rfc9112/3/request-line",
    "rfc9112/2.2/line-ends-crlf",
    "rfc9112/2.2/leading-empty-line",
    "rfc9112/5.1/no-space-before-colon",
    "rfc9112/5.2/no-line-folding",
    "rfc9110/5.1/field-name-token",
    "rfc9110/5.5/field-value-characters",
  ],
  given: [heads("server"), chunkings()],
  runs: 400,
  holds: (text, chunking) => agree("server", text, chunking),
});

property({
  title: "a client takes exactly the answers that break nothing in the model, and blames one of the things that the others break",
  requires: [
    "rfc6455/4.1/validates-response",
    "rfc6455/4.1/response-status",
    "rfc6455/4.1/response-upgrade",
    "rfc6455/4.1/response-connection",
    "rfc6455/4.1/response-accept",
    "rfc6455/4.1/response-extensions",
    "rfc6455/4.1/response-subprotocol",
    "rfc6455/11.3.3/accept-once",
    "rfc6455/11.3.4/protocol-once-in-response",
    "rfc6455/9.1/extensions-grammar",
    "rfc9110/15.2/interim-responses-skipped",
    "rfc9112/4/status-line",
    "rfc9112/2.2/line-ends-crlf",
  ],
  given: [heads("client"), chunkings()],
  runs: 400,
  holds: (text, chunking) => agree("client", text, chunking),
});

/** Words of the grammar of extensions, and what does not belong to it, in any order. */
const extensionTexts = fc
  .array(fc.constantFrom("one", "b", ";", ";", ",", "=", "=", '"x"', '"a b"', '"\\y"', '"', " ", "\t", "two;c=1"), { maxLength: 9 })
  .map((words) => words.join(""));

property({
  title: "a list of extensions is read as the grammar has it, on one line or several, or refused",
  requires: [
    "rfc6455/9.1/extensions-grammar",
    "rfc6455/4.3/extension-value-token",
    "rfc9110/5.3/lists-over-lines",
    "rfc9110/5.6.1/empty-list-elements",
  ],
  given: [fc.array(extensionTexts, { minLength: 1, maxLength: 2 })],
  runs: 2000,
  holds: (lines) => {
    const trimmed = lines.map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ""));
    const read = readExtensions(trimmed);
    expect(parseExtensions(trimmed)).toEqual(read?.length === 0 ? undefined : read);
  },
});

/** The parameters of section 7.1 in any number and with any values, and now and then one that there is not. */
const parameterLists: fc.Arbitrary<NamedExtension> = fc
  .array(
    fc.tuple(
      fc.constantFrom(
        "server_no_context_takeover",
        "client_no_context_takeover",
        "server_max_window_bits",
        "client_max_window_bits",
        "other",
      ),
      fc.constantFrom(null, null, "8", "9", "10", "15", "7", "16", "08"),
    ),
    { maxLength: 4 },
  )
  .map((parameters) => ({ name: "permessage-deflate", parameters }));

property({
  title:
    "a server agrees to exactly the offer, and to the parameters, that the model names, and says so in words that a client understands",
  requires: [
    "rfc7692/5/preferred-offer-accepted",
    "rfc7692/5/fallback-offers",
    "rfc7692/7/invalid-offer-declined",
    "rfc7692/7.1.1.1/offered-no-takeover-answered",
    "rfc7692/7.1.2.1/response-within-offer",
    "rfc7692/7.1.2.2/only-if-offered",
    "rfc7692/7.1.2/window-bits-value",
  ],
  given: [fc.array(parameterLists, { maxLength: 3 }), deflatePolicies()],
  runs: 1000,
  holds: (offers, policy) => {
    const chosen = chooseDeflate(offers, policy);
    expect(chosen?.parameters).toEqual(agreedByServer(offers, policy));
  },
});

property({
  title:
    "a client takes exactly the answers that fit one of its offers in the model, with the same meaning, and otherwise blames what does not fit",
  requires: [
    "rfc7692/7/invalid-response-fails",
    "rfc7692/7/response-parameters",
    "rfc7692/7.1.1.1/offered-no-takeover-answered",
    "rfc7692/7.1.2.1/response-within-offer",
    "rfc7692/7.1.2.2/only-if-offered",
    "rfc7692/7.1.2.2/response-within-hint",
    "rfc7692/7.1.2/window-bits-value",
  ],
  given: [parameterLists, fc.array(deflateOffers(), { minLength: 1, maxLength: 3 })],
  runs: 2000,
  holds: (answer, offers) => {
    const judged = judgeDeflateResponse(answer, offers);
    const agreed = agreedByClient(answer, offers.map(givenOf));
    if ("requirement" in judged) expect(agreed).toContain(judged.requirement);
    else expect(judged).toEqual(agreed);
  },
});

property({
  title: "what a server answers to a client's offers means the same to both, in the model and in the code",
  requires: ["rfc7692/7.1.1.1/offered-no-takeover-answered", "rfc7692/7.1.2.1/response-within-offer", "rfc7692/7.1.2.2/only-if-offered"],
  given: [fc.array(deflateOffers(), { minLength: 1, maxLength: 3 }), deflatePolicies()],
  runs: 500,
  holds: (offers, policy) => {
    const read = readExtensions([offerText(offers)]) as NamedExtension[];
    const chosen = chooseDeflate(read, policy);
    const [answer] = readExtensions([extensionText(chosen?.response as NamedExtension)]) as [NamedExtension];
    const given: readonly GivenParameters[] = offers.map(givenOf);
    expect(agreedByServer(read, policy)).toEqual(chosen?.parameters);
    expect(agreedByClient(answer, given)).toEqual(chosen?.parameters);
  },
});
