import { describe, expect, it } from "vitest";
import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import { defaultLimits } from "../limits.ts";
import { requestText } from "../testing/sample-handshake.ts";
import { type HeadProgress, HeadReader } from "./head-reader.ts";

const push = (reader: HeadReader, text: string): HeadProgress => reader.push(bytesFromLatin1(text));
const read = (text: string, limits = defaultLimits): HeadProgress => push(new HeadReader(limits), text);

describe("HeadReader", () => {
  it("4.1: reads the request of section 1.3", () => {
    const progress = read("GET /chat HTTP/1.1\r\nHost: server.example.com\r\nOrigin: http://example.com\r\n\r\n");
    expect(progress).toEqual({
      kind: "complete",
      faults: [],
      rest: new Uint8Array(0),
      head: {
        startLine: "GET /chat HTTP/1.1",
        fields: [
          ["Host", "server.example.com"],
          ["Origin", "http://example.com"],
        ],
        raw: "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nOrigin: http://example.com\r\n\r\n",
      },
    });
  });

  it("gives back what follows the head", () => {
    const progress = read("GET / HTTP/1.1\r\n\r\n\u0081\u0080rest");
    expect(progress.kind === "complete" && latin1FromBytes(progress.rest)).toBe("\u0081\u0080rest");
  });

  it("reads a head the same byte by byte", () => {
    const text = requestText();
    const reader = new HeadReader(defaultLimits);
    const steps = [...text].map((character) => push(reader, character));
    expect(steps.slice(0, -1).every(({ kind }) => kind === "more")).toBe(true);
    expect(steps.at(-1)).toEqual(read(text));
    expect(reader.length).toBe(text.length);
  });

  it("RFC 9112, 2.2: skips empty lines before the first line, and keeps them in the raw form", () => {
    const progress = read("\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    expect(progress).toMatchObject({ kind: "complete", head: { startLine: "GET / HTTP/1.1", raw: "\r\n\r\nGET / HTTP/1.1\r\n\r\n" } });
  });

  it.each([
    ["GET / HTTP/1.1\n", 14, "rfc9112/2.2/line-ends-crlf", "a line that ends in a line feed alone"],
    ["GET / HTTP/1.1\r\nHost: a\n", 23, "rfc9112/2.2/line-ends-crlf", "a line that ends in a line feed alone"],
    ["\n", 0, "rfc9112/2.2/line-ends-crlf", "a line that ends in a line feed alone"],
    ["GET / HTTP/1.1\r\r\n", 15, "rfc9112/2.2/line-ends-crlf", "a carriage return without a line feed"],
    ["GET /\rHTTP/1.1", 6, "rfc9112/2.2/line-ends-crlf", "a carriage return without a line feed"],
    ["GET / HTTP/1.1\r\nHost: a\r\n b\r\n", 28, "rfc9112/5.2/no-line-folding", "a field line that begins with white space"],
    ["GET / HTTP/1.1\r\n Host: a\r\n", 25, "rfc9112/5.2/no-line-folding", "a field line that begins with white space"],
    [
      "GET / HTTP/1.1\r\nHost : a\r\n",
      25,
      "rfc9112/5.1/no-space-before-colon",
      'white space between the name of the field "Host" and its colon',
    ],
  ])("RFC 9112, 2.2: %j is bad, which shows at byte %i", (text, position, requirement, detail) => {
    expect(read(`${text}tail`)).toEqual({ kind: "fault", fault: { requirement, detail, position } });
  });
});

describe("the limits of a head", () => {
  it("ours: a head may have exactly as many bytes as the limit says", () => {
    const text = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    expect(read(text, { ...defaultLimits, headBytesMax: text.length }).kind).toBe("complete");
    expect(read(text, { ...defaultLimits, headBytesMax: text.length - 1 })).toEqual({
      kind: "fault",
      fault: { requirement: "ours/limits/head", detail: `a head of more than ${text.length - 1} bytes`, position: text.length - 1 },
    });
  });

  it("ours: what follows the head does not count", () => {
    const text = "GET / HTTP/1.1\r\n\r\n";
    expect(read(`${text}${"x".repeat(100)}`, { ...defaultLimits, headBytesMax: text.length }).kind).toBe("complete");
  });

  it("ours: empty lines before the head and a first line without end count", () => {
    expect(read("\r\n".repeat(11), { ...defaultLimits, headBytesMax: 20 })).toMatchObject({ kind: "fault", fault: { position: 20 } });
    expect(read("G".repeat(30), { ...defaultLimits, headBytesMax: 20 })).toMatchObject({ kind: "fault", fault: { position: 20 } });
  });

  it("ours: a head may have exactly as many fields as the limit says", () => {
    const limits = { ...defaultLimits, headFieldsMax: 2 };
    expect(read("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n", limits).kind).toBe("complete");
    expect(read("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n", limits)).toEqual({
      kind: "fault",
      fault: { requirement: "ours/limits/head", detail: "more than 2 header fields", position: 33 },
    });
  });

  it("RFC 9112: goes on behind a fault where it is asked to, and tells all", () => {
    const reader = new HeadReader(defaultLimits, undefined, { goesOn: true });
    const progress = reader.push(bytesFromLatin1("GET / HTTP/1.1\nHost : a\r\nOrigin: b\r\n\r\nrest"));
    expect(progress).toMatchObject({
      kind: "complete",
      head: { startLine: "GET / HTTP/1.1", fields: [["Origin", "b"]] },
      rest: bytesFromLatin1("rest"),
      faults: [
        { requirement: "rfc9112/2.2/line-ends-crlf", position: 14 },
        { requirement: "rfc9112/5.1/no-space-before-colon", position: 24 },
      ],
    });
  });
});
