import { describe, expect, it } from "vitest";
import { hexOf } from "../../../core/bytes/hex.ts";
import { bytesFromLatin1, encodeUtf8 } from "../../../core/bytes/text.ts";
import { requestText, responseText } from "../../../core/testing/sample-handshake.ts";
import { judgedEvents } from "../../testing/judged-events.ts";
import { recognised } from "../recognised.ts";
import type { RecordingEvent } from "../recording.ts";

function read(text: string): { form: string | undefined; events: RecordingEvent[] } {
  const bytes = encodeUtf8(text);
  const form = recognised(bytes.subarray(0, 4096));
  const reader = form?.reader();
  return { form: form?.name, events: reader === undefined ? [] : [...reader.push(bytes), ...reader.end()] };
}

/** What was seen behind the opening handshake. */
const linesOf = (events: readonly RecordingEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.kind === "unreadable") return [event.detail];
    if (event.kind !== "seen") return [];
    const { observation: seen } = event;
    if (seen.kind === "bytes") return hexOf(seen.bytes).length > 100 ? [`${seen.from} head`] : [`${seen.from} ${hexOf(seen.bytes)}`];
    return [`${seen.from} ${seen.kind === "gap" ? `gap ${seen.length}` : seen.kind}`];
  });

const hexOfText = (text: string): string => hexOf(bytesFromLatin1(text));
const cut = (hex: string, lengthMax = 64): [number, string] => [
  hex.length / 2,
  hex.length / 2 > 60 ? `${hex.slice(0, 2 * lengthMax)} ...` : hex,
];
const [request, response] = [hexOfText(requestText()), hexOfText(responseText())];

const caseJson = (wirelog: readonly unknown[], changes: object = {}): string =>
  JSON.stringify({
    agent: "a peer",
    behavior: "OK",
    behaviorClose: "OK",
    createWirelog: true,
    droppedByMe: false,
    httpRequest: requestText(),
    httpResponse: responseText(),
    id: "4.1.2",
    isServer: false,
    wirelog,
    ...changes,
  });

const opening = [
  ["TO", cut(request), false],
  ["RO", cut(response)],
];

describe("the JSON of a case", () => {
  it("has both heads whole, and gaps where octets are cut", () => {
    const long = "827e0060".padEnd(200, "0");
    const json = caseJson([...opening, ["RO", cut(long)], ["TO", [6, "888200000000"], false], ["KL", 1]]);
    const { form, events } = read(json);
    expect(form).toBe("case JSON");
    expect(events[0]).toMatchObject({ facts: { name: "case 4.1.2 with a peer", order: "client", begins: "opening" } });
    expect(linesOf(events)).toEqual(["client head", "server head", "server head", "server gap 36", "client 888200000000", "server end"]);
  });

  it("has what came behind a head in the same piece", () => {
    const both = `${response}8100`;
    expect(linesOf(read(caseJson([opening[0], ["RO", cut(both)]])).events)).toEqual([
      "client head",
      "server head",
      "server gap 2",
      "server end",
    ]);
    expect(linesOf(read(caseJson([opening[0], ["RO", [both.length / 2, both]]])).events)).toEqual([
      "client head",
      "server head",
      "server 8100",
      "server end",
    ]);
  });

  it("is judged: the fuzzer used a reserved opcode, and the server failed the connection", () => {
    const json = caseJson([
      ...opening,
      ["TO", [8, "8482000000006162"], false],
      ["RO", [4, "880203ea"]],
      ["TO", [8, "88820000000003ea"], false],
    ]);
    const { violations, reactions } = judgedEvents(read(json).events);
    expect(violations.map(({ by, requirement }) => [by, requirement])).toEqual([["client", "rfc6455/5.2/opcode-known"]]);
    expect(reactions.map(({ by }) => by)).toContain("server");
  });

  it("does not take a log that was switched off for silence", () => {
    expect(linesOf(read(caseJson([...opening, ["WLM", false]])).events)).toEqual([
      "client head",
      "server head",
      "client gap undefined",
      "server gap undefined",
      "server end",
    ]);
  });

  it("names what is damaged", () => {
    expect(linesOf(read(caseJson([["RO", [1, "xx"]]])).events)).toEqual([
      "entry 0 of the wire log is not octets: length and hex",
      "server gap undefined",
      "server end",
    ]);
    expect(linesOf(read(caseJson(opening).slice(0, -5)).events)).toEqual(["the file is no whole JSON"]);
    expect(linesOf(read('{"behaviorClose": "OK"}').events)).toEqual(['a case without "wirelog" and "isServer" has no recording in it']);
  });
});

const wrapped = (hex: string): string[] => hex.match(/.{1,100}/g) ?? [];
const logged = (number: number, title: string, hex: string): string[] =>
  wrapped(hex).map((part, i) => (i === 0 ? `00${number} ${title}: ${part}` : `               ${part}`));

describe("the page of a case", () => {
  const log = (requestHex = request, responseHex = response): string[] => [
    ...logged(0, "TX OCTETS", requestHex),
    ...logged(1, "RX OCTETS", responseHex),
    "002 TX FRAME : OPCODE=4, FIN=True, RSV=0, MASK=00000000",
    "               abc",
    ...logged(3, "TX OCTETS", "8482000000006162"),
    "004 FAIL CONNECTION AFTER 1.000000 sec",
    ...logged(5, "RX OCTETS", "880203ea"),
    ...logged(6, "TX OCTETS", "88820000000003ea"),
    "007 TCP DROPPED BY PEER",
  ];
  const seen = ["client head", "server head", "client 8482000000006162", "server 880203ea", "client 88820000000003ea", "server end"];
  const heads = [...requestText().split("\r\n"), ...responseText().split("\r\n")];

  it("is read where its text was copied", () => {
    const text = [
      "WebSockets Protocol Test Report",
      "",
      "a peer/1 - Case 4.1.2 : Pass",
      "",
      "isServerFalseTrue, iff I",
      "",
      "Wire Log",
      "",
      ...log(),
    ];
    const { form, events } = read(text.join("\n"));
    expect(form).toBe("case page");
    expect(events[0]).toMatchObject({ facts: { name: "case 4.1.2 with a peer/1", order: "client" } });
    expect(linesOf(events)).toEqual(seen);
  });

  it("is read as HTML, with the heads from their own section where the log cuts them", () => {
    const pre = (line: string) => `         <pre class="wirelog_rx_octets">${line}</pre>`;
    const html = [
      "<!DOCTYPE html>",
      "<h2>Opening Handshake</h2>",
      `<pre class="http_dump">${heads.slice(0, 6).join("\n")}</pre>`,
      `<pre>${heads.slice(6).join("\n").replace("+", "&#43;")}</pre>`,
      "<h2>Closing Behavior</h2>",
      "<tr><td>isServer</td><td>False</td><td>True, iff I (the fuzzer) am a server</td></tr>",
      "<h2>Wire Log</h2>",
      ...log(`${request.slice(0, 128)} ...`, `${response.slice(0, 128)} ...`).map(pre),
    ];
    const { form, events } = read(html.join("\n"));
    expect(form).toBe("case page");
    expect(linesOf(events)).toEqual(seen);
    expect(linesOf(read(html.join("")).events)).toEqual(seen);
    expect(judgedEvents(events).violations.map(({ by, requirement }) => [by, requirement])).toEqual([
      ["client", "rfc6455/5.2/opcode-known"],
    ]);
  });

  it("is read as our own page has it, in one line", () => {
    const html = [
      "<!DOCTYPE html><h1>Case 4.1.2: a title</h1><h2>Opening handshake</h2><h3>Request</h3>",
      `<pre class="code">${requestText().trimEnd().replaceAll("\r", "")}</pre><h3>Response</h3>`,
      `<pre class="code">${responseText().trimEnd().replaceAll("\r", "")}</pre><h2>Closing behaviour</h2>`,
      '<tr><th scope="row"><code>isServer</code></th><td><code>False</code></td><td>Whether the fuzzer was the server</td></tr>',
      ...log(`${request.slice(0, 128)} ...`, `${response.slice(0, 128)} ...`).map((line) => `<pre class="x">${line}</pre>`),
    ];
    const { events } = read(html.join(""));
    expect(events[0]).toMatchObject({ facts: { name: "case 4.1.2", order: "client" } });
    expect(linesOf(events)).toEqual(seen);
  });

  it("is read where only the log was copied", () => {
    const { form, events } = read(log().join("\n"));
    expect(form).toBe("case page");
    expect(events[0]).toMatchObject({ facts: { order: "client" } });
    expect(linesOf(events)).toEqual(seen);
  });

  it("has to have a wire log, with hex in it", () => {
    expect(linesOf(read("<html><p>hello</p></html>").events)).toEqual([
      "no wire log is on this page: its lines are like 000 TX OCTETS: 474554",
    ]);
    expect(linesOf(read("000 TX OCTETS: 4745\n001 RX OCTETS: 48x\n").events)).toEqual([
      "client 4745",
      "line 2, column 1: octets that are not hex, two digits a byte",
      "server gap undefined",
    ]);
  });
});
