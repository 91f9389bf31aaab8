import { expect } from "vitest";
import type { RequirementId } from "../spec/requirements.ts";
import { cut } from "../src/arbitraries/chunkings.ts";
import { bytesFromLatin1 } from "../src/core/bytes/text.ts";
import type { Output } from "../src/core/output.ts";
import { drain, eventsOf } from "../src/core/testing/drain.ts";
import { responseText } from "../src/core/testing/sample-handshake.ts";
import { acceptOfStartedClient as accept, startedEndpoint } from "./adapters/started-endpoint.ts";
import { exhaustive } from "./property.ts";

/** What a client does that has asked for the subprotocols chat and superchat, and for no extension, and is given an answer in segments. */
function doneAbout(answer: string, segmentLength: number): readonly Output[] {
  const client = startedEndpoint("client");
  drain(client);
  return cut(bytesFromLatin1(answer), [segmentLength]).flatMap((bytes) => {
    client.feed({ kind: "bytes", bytes });
    return drain(client);
  });
}

const answerText = (changes: Readonly<Record<string, string | undefined>> = {}, statusLine?: string): string =>
  responseText({ "Sec-WebSocket-Accept": accept, ...changes }, statusLine);
const withLine = (line: string): string => `${answerText().slice(0, -2)}${line}\r\n\r\n`;
const withStatus = (status: string): string => answerText({}, `HTTP/1.1 ${status}`);
const otherCase = accept.replace(/[A-Za-z]/, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));

/** Answers that are wrong in one way, by the requirement they break. */
const faulty: readonly (readonly [requirement: RequirementId, answers: readonly string[]])[] = [
  ["rfc6455/4.1/response-status", ["200 OK", "204 No Content", "302 Found", "401 No", "503 "].map(withStatus)],
  ["rfc6455/4.1/response-upgrade", [undefined, "", "h2c", "websocket, h2c", "websockets"].map((Upgrade) => answerText({ Upgrade }))],
  ["rfc6455/4.1/response-connection", [undefined, "", "close", "upgrades"].map((Connection) => answerText({ Connection }))],
  [
    "rfc6455/4.1/response-accept",
    [undefined, "", otherCase, `${accept}=`, accept.slice(0, -1), `x${accept}`].map((value) =>
      answerText({ "Sec-WebSocket-Accept": value }),
    ),
  ],
  ["rfc6455/11.3.3/accept-once", [withLine(`Sec-WebSocket-Accept: ${accept}`)]],
  ["rfc6455/9.1/extensions-grammar", [";;", "=x", 'a; b="c', "a b"].map((value) => withLine(`Sec-WebSocket-Extensions: ${value}`))],
  ["rfc6455/4.1/response-extensions", ["x-unknown", "permessage-deflate"].map((value) => withLine(`Sec-WebSocket-Extensions: ${value}`))],
  [
    "rfc6455/4.1/response-subprotocol",
    ["soap", "Chat", "", "chat, superchat"].map((value) => withLine(`Sec-WebSocket-Protocol: ${value}`)),
  ],
  ["rfc6455/11.3.4/protocol-once-in-response", [withLine("Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat")]],
  ["rfc9110/5.1/field-name-token", ["A B: c", ": c", "no colon"].map(withLine)],
  ["rfc9110/5.5/field-value-characters", ["A: \u0000", "A: b\u0007c"].map(withLine)],
  ["rfc9112/2.2/line-ends-crlf", [answerText().replaceAll("\r\n", "\n"), withLine("A: b\rc")]],
  ["rfc9112/4/status-line", ["0101 No", "1 No", "x No"].map(withStatus).concat(answerText({}, "HTTP/2 101 No"), answerText({}, "101 No"))],
  ["rfc9112/5.1/no-space-before-colon", [withLine("A : b")]],
  ["rfc9112/5.2/no-line-folding", [withLine("A: b\r\n c")]],
];

/** What each requirement of an answer says once more, seen from another section. */
const saidAgain: Partial<Record<RequirementId, readonly RequirementId[]>> = {
  "rfc6455/4.1/response-extensions": ["rfc6455/4.2.2/extensions-from-offer"],
  "rfc6455/4.1/response-subprotocol": ["rfc6455/4.2.2/one-subprotocol"],
};

for (const [requirement, answers] of faulty) {
  exhaustive({
    title: `an answer that breaks ${requirement} opens no connection, however it is cut, and the transport is closed`,
    requires: [
      requirement,
      ...(saidAgain[requirement] ?? []),
      "rfc6455/4.1/validates-response",
      "rfc6455/4.1/response-otherwise-valid",
      "rfc6455/7.2.1/client-fails",
      "rfc6455/10.7/input-validated",
      "ours/core/chunking-independent",
    ],
    over: () => answers,
    holds: (answer) => {
      const outputs = doneAbout(answer, answer.length);
      expect(doneAbout(answer, 1)).toEqual(outputs);
      expect(eventsOf(outputs)).toMatchObject([{ type: "refused", failure: { blame: "peer", requirement } }]);
      expect(outputs.map(({ kind }) => kind)).toContain("shut");
      expect(outputs.map(({ kind }) => kind)).not.toContain("write");
    },
  });
}

/** Answers that look unusual and are valid. */
const unusual: readonly string[] = [
  answerText({ Upgrade: "WebSocket", Connection: "keep-alive, UPGRADE" }),
  answerText({ Connection: ", Upgrade,," }),
  answerText({}, "HTTP/1.1 101"),
  answerText({}, "HTTP/1.1 101 "),
  withLine("Set-Cookie: a=b").replace(/^[A-Z][A-Za-z-]+(?=:)/gm, (name) => name.toLowerCase()),
  answerText({ "Sec-WebSocket-Accept": ` \t${accept} ` }),
  withLine("Connection: close"),
  `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${answerText()}`,
];

exhaustive({
  title: "a valid answer opens the connection, however unusual it looks and whatever interim answers come before",
  requires: [
    "rfc6455/4.1/validates-response",
    "rfc6455/4.1/established",
    "rfc9110/5.1/field-name-any-case",
    "rfc9110/5.3/lists-over-lines",
    "rfc9110/5.6.1/empty-list-elements",
    "rfc9110/7.6.1/connection-options",
    "rfc9110/15.2/interim-responses-skipped",
    "rfc9112/5/space-around-value",
    "ours/core/chunking-independent",
  ],
  over: () => unusual,
  holds: (answer) => {
    const outputs = doneAbout(answer, answer.length);
    expect(doneAbout(answer, 1)).toEqual(outputs);
    expect(eventsOf(outputs)).toMatchObject([{ type: "open", subprotocol: null, compression: null }]);
  },
});
