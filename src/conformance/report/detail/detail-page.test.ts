import { describe, expect, it } from "vitest";
import type { CaseResult } from "../../verdict/case-result.ts";
import { closingFactDescriptions, closingFactKeys } from "../json/closing-facts.ts";
import { sampleResult } from "../testing/sample-result.ts";
import { visibleHead } from "../words/visible-text.ts";
import { wireLogLines } from "../words/wire-log-lines.ts";
import { detailHtml } from "./detail-page.tsx";

const suite = { name: "hybi", version: "1.2.3" };
const neighbours = { previous: undefined, next: undefined };

const pageOf = (changes: Partial<CaseResult> = {}) => detailHtml({ result: { ...sampleResult, ...changes }, neighbours, suite });

/** What a reader sees of a page, without its markup. */
const textOf = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&")
    .replace(/[^\S\n]+/g, " ");

describe("the page of a case shows", () => {
  const html = pageOf();
  const text = textOf(html);

  it("agent, case, verdict, duration and time", () => {
    for (const shown of ["ExampleServer/0.4.10", "Case 4.1.2: Reserved data opcode 4", " Pass ", "1 ms", "2026-11-23T15:04:05.678Z"]) {
      expect(text).toContain(shown);
    }
  });

  it("what the oracle blames the peer for, beyond the case", () => {
    const place = { frame: 2, byteOffset: 140, time: 12, bytes: Uint8Array.of(0x81, 0x00), pattern: null, reading: null };
    const breach = { ...place, by: "server", requirement: "rfc6455/5.5.1/no-data-after-close", level: "MUST NOT" } as const;
    const shown = textOf(pageOf({ oracle: [{ ...breach, detail: "a data frame behind its own Close frame", expected: "" }] }));
    expect(shown).toContain("The peer\u2019s frame 2, byte 140: a data frame behind its own Close frame");
    expect(shown).toContain("81 00");
    expect(text).not.toContain("oracle");
  });

  it("description, expectation and both outcomes", () => {
    for (const shown of [sampleResult.description, sampleResult.expectation, sampleResult.result, sampleResult.resultClose]) {
      expect(text).toContain(shown);
    }
    expect(text).toMatch(/Expected \{"OK": \[\]\} Observed \[\]/);
  });

  it("the opening handshake line by line", () => {
    expect(html).toContain(visibleHead(sampleResult.httpRequest));
    expect(html).toContain(visibleHead(sampleResult.httpResponse));
    expect(visibleHead(sampleResult.httpRequest).split("\n")).toHaveLength(7);
  });

  it("all thirteen closing facts with their values and meanings", () => {
    expect(closingFactKeys).toHaveLength(13);
    for (const key of closingFactKeys) expect(text).toContain(closingFactDescriptions[key]);
    expect(text).toMatch(/wasClean True/);
    expect(text).toMatch(/isServer False/);
    expect(text).toMatch(/localCloseReason None/);
    expect(text).toMatch(/remoteCloseReason data frame using reserved opcode 4/);
  });

  it("octets by chop size and frames by opcode, with totals", () => {
    expect(text).toMatch(/Octets received by chop size Chop size Count Octets 38 1 38 164 1 164 Total 2 202/);
    expect(text).toMatch(/Octets transmitted by chop size Chop size Count Octets 8 1 8 29 2 58 201 1 201 Total 4 267/);
    expect(text).toMatch(/Frames received by opcode Opcode Count 8 close 1 Total 1/);
    expect(text).toMatch(/Frames transmitted by opcode Opcode Count 4 reserved 1 8 close 1 Total 2/);
  });

  it("the wire log, one pre for each line, with the time of each entry beside its text", () => {
    for (const line of wireLogLines(sampleResult.wirelog, false)) {
      const ms = sampleResult.wirelogTimes[line.entry ?? -1]?.toFixed(1);
      const anchor = line.entry === undefined ? "" : ` id="wirelog-${line.entry}"${ms === undefined ? "" : ` data-ms="${ms} ms"`}`;
      expect(html).toContain(`<pre class="${line.class}"${anchor}>${line.text}</pre>`);
    }
    expect(html).toContain('id="wirelog"');
    expect(html).toContain('data-ms="1004.0 ms"');
  });

  it("the requirements and where they come from", () => {
    expect(text).toContain("rfc6455/5.2/opcode-known");
    expect(html).toContain('<a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section 5.2</a>');
    expect(textOf(pageOf({ requires: ["ours/core/chunking-independent"] }))).toContain("our promise (core)");
  });
});

describe("the explanation", () => {
  const html = pageOf({ behavior: "OK", behaviorClose: "WRONG CODE", remoteCloseCode: 1003 });

  it("stands on the page of what is not a strict pass, and on no other", () => {
    expect(textOf(html)).toContain("The peer closed with status code 1003 (Unsupported Data), which this case does not allow.");
    expect(pageOf({})).not.toContain("Explanation");
  });

  it("links the frames it is about to their lines in the wire log", () => {
    expect(html).toMatch(/<a href="#wirelog-4">Frame 1 of the peer/);
    expect(html).toMatch(/<pre class="wirelog_rx_frame" id="wirelog-4"[^>]*>/);
  });

  it("shows both readings of what is disputed", () => {
    const reading = { reading: "status-code-1004", behavior: "FAILED", behaviorClose: "OK" } as const;
    const readings = [
      { ...reading, holds: "It is forbidden.", isOurs: true },
      { ...reading, holds: "It is only reserved.", isOurs: false },
    ];
    const text = textOf(pageOf({ behavior: "FAILED", readings }));
    expect(text).toMatch(/disputed.*Our reading It is forbidden\..*The other reading It is only reserved\./);
  });
});

it("links to the overview and to the neighbouring cases", () => {
  const previous = { id: "4.1.1", href: "x_case_4_1_1.html" };
  const html = detailHtml({ result: sampleResult, neighbours: { previous, next: undefined }, suite });
  expect(html).toContain('<a href="index.html">');
  expect(html).toContain('<a rel="prev" href="x_case_4_1_1.html">');
  expect(html).not.toContain('rel="next"');
});

it("says when the log was switched off, and only then", () => {
  expect(textOf(pageOf({ createWirelog: false }))).toContain("was run without a log");
  expect(textOf(pageOf())).not.toContain("was run without a log");
});

it("says when no opening handshake was seen", () => {
  expect(textOf(pageOf({ httpRequest: "", httpResponse: "" }))).toMatch(/Request Nothing was seen\. Response Nothing was seen\./);
});

it("cuts what was observed after 1000 characters", () => {
  const received = Array.from({ length: 100 }, () => ({ event: "timeout", tag: "abcdefgh" }) as const);
  const observed = /Observed<\/h4><pre class="code">([^<]*)<\/pre>/.exec(pageOf({ received }))?.[1]?.replaceAll("&quot;", '"');
  expect(observed).toHaveLength(1004);
  expect(observed).toMatch(/ \.\.\.$/);
});

it.each<[CaseResult["behavior"], string]>([
  ["OK", "Pass"],
  ["NON-STRICT", "Non-Strict"],
  ["INFORMATIONAL", "Informational"],
  ["UNIMPLEMENTED", "Unimplemented"],
  ["FAILED", "Fail"],
])("prints %s as %s", (behavior, label) => {
  expect(pageOf({ behavior })).toMatch(new RegExp(`<strong class="badge [a-z]+">${label}</strong>`));
});

describe("whatever the peer sends stays text", () => {
  const attack = `"'></pre></style><img src=x onerror=alert(1)><script>alert(1)</script>&lt;`;
  const payload = new TextEncoder().encode(attack.slice(0, 60));
  const html = pageOf({
    agent: attack,
    title: attack,
    description: attack,
    result: attack,
    resultClose: attack,
    wasNotCleanReason: attack,
    remoteCloseReason: attack,
    localCloseReason: attack,
    httpRequest: `GET /${attack} HTTP/1.1\r\n\r\n`,
    httpResponse: `HTTP/1.1 101 ${attack}\r\n\r\n`,
    started: attack,
    received: [{ event: "message", payload, binary: false }],
    expected: { OK: [{ event: "pong", payload }] },
    wirelog: [{ kind: "RF", payload: { length: 60, head: payload }, opcode: 1, fin: true, rsv: 0, masked: false, maskingKey: null }],
  });

  it("no tag of it reaches the page", () => {
    expect(html).not.toMatch(/<script|<img/i);
    expect(html).toContain("&lt;script>");
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<pre/g)?.length).toBe(html.match(/<\/pre>/g)?.length);
  });

  it("no control or direction character of it reaches the page", () => {
    const page = pageOf({ agent: "a\0b\u202ec", remoteCloseReason: "\x1b[31m", httpResponse: "HTTP/1.1 101 a\nb\r\n\r\n" });
    expect(page).toContain("a\\u{0}b\\u{202e}c");
    expect(page).toContain("\\u{1b}[31m");
    expect(page).toContain("101 a\\u{a}b");
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("the page forbids scripts and everything from elsewhere", () => {
    expect(html).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/);
  });
});
