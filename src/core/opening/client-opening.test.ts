import { describe, expect, it } from "vitest";
import { bytesFromLatin1, latin1FromBytes } from "../bytes/text.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { responseText, sampleKey } from "../testing/sample-handshake.ts";
import { ClientOpening, type ClientOpeningProgress } from "./client-opening.ts";

type Wish = ConstructorParameters<typeof ClientOpening>[0];

/** The sixteen bytes behind the key of section 1.3. */
const sampleNonce = bytesFromLatin1("the sample nonce");

const openingOf = (wish: Partial<Wish>, limits = defaultLimits, randomBytes = (_: number) => sampleNonce): ClientOpening =>
  new ClientOpening({ resource: "/chat", host: "h", subprotocols: [], extensions: "", fields: [], ...wish }, limits, randomBytes);

const opening = (limits: Limits = defaultLimits, subprotocols: readonly string[] = []): ClientOpening =>
  openingOf({ host: "server.example.com", subprotocols }, limits);

const push = (client: ClientOpening, text: string): ClientOpeningProgress => client.push(bytesFromLatin1(text));

describe("ClientOpening", () => {
  it("4.1: sends sixteen random bytes as the key", () => {
    const asked: number[] = [];
    const { request } = openingOf({}, defaultLimits, (length) => {
      asked.push(length);
      return sampleNonce;
    });
    expect(asked).toEqual([16]);
    expect(latin1FromBytes(request)).toContain(`\r\nSec-WebSocket-Key: ${sampleKey}\r\n`);
  });

  it("1.3: opens on the answer printed there", () => {
    const progress = push(opening(defaultLimits, ["chat"]), responseText({ "Sec-WebSocket-Protocol": "chat" }));
    expect(progress).toMatchObject({ kind: "opened", agreement: { subprotocol: "chat" }, response: { status: 101 } });
  });

  it("9.1: opens on an extension that was offered, and fails on one that was not", () => {
    const offering = () => openingOf({ extensions: "mux; max-channels=4 , deflate-stream ; x" });
    const answered = (extension: string) => push(offering(), responseText({ "Sec-WebSocket-Extensions": extension }));
    expect(answered("mux; a, deflate-stream")).toMatchObject({ kind: "opened", agreement: { extensions: [{ name: "mux" }, {}] } });
    expect(answered("x").kind).toBe("failed");
    expect(push(opening(), responseText({ "Sec-WebSocket-Extensions": "mux" })).kind).toBe("failed");
  });

  it("opens the same when the answer comes byte by byte", () => {
    const client = opening();
    const steps = [...responseText()].map((character) => push(client, character));
    expect(steps.slice(0, -1).every(({ kind }) => kind === "more")).toBe(true);
    expect(steps.at(-1)).toEqual(push(opening(), responseText()));
  });

  it("6.2: gives back the frames that came in the same segment", () => {
    const progress = push(opening(), `${responseText()}\u0081\u0000`);
    expect(progress.kind === "opened" && [...progress.rest]).toEqual([0x81, 0x00]);
  });

  it("RFC 9110, 15.2: reads past interim responses, however they are cut", () => {
    const interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    const client = opening();
    expect(push(client, interim + responseText())).toMatchObject({ kind: "opened" });
    expect(client.length).toBe(interim.length + responseText().length);
    const byByte = opening();
    const steps = [...interim, responseText()].map((piece) => push(byByte, piece).kind);
    expect(steps.filter((kind) => kind !== "more")).toEqual(["opened"]);
    expect(byByte.length).toBe(interim.length + responseText().length);
  });

  it("RFC 9110, 15.2: reads past a great many interim responses in one segment", () => {
    expect(push(opening(), "HTTP/1.1 199 \r\n\r\n".repeat(50_000) + responseText()).kind).toBe("opened");
  });

  it("ours: holds each head, not all of them together, against the limit", () => {
    const limits = { ...defaultLimits, headBytesMax: responseText().length };
    expect(push(opening(limits), "HTTP/1.1 100 \r\n\r\n".repeat(20) + responseText()).kind).toBe("opened");
  });

  it("4.1: fails on a wrong accept key, at the last byte of the head", () => {
    const response = responseText({ "Sec-WebSocket-Accept": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" });
    expect(push(opening(), `HTTP/1.1 100 \r\n\r\n${response}tail`)).toMatchObject({
      kind: "failed",
      failure: { blame: "peer", requirement: "rfc6455/4.1/response-accept", closeCode: 1006, byteOffset: 17 + response.length - 1 },
      response: { status: 101 },
    });
  });

  it("4.1: fails on another status and shows the response", () => {
    expect(push(opening(), "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\n\r\n")).toMatchObject({
      kind: "failed",
      failure: { requirement: "rfc6455/4.1/response-status", detail: "the status 401" },
      response: { status: 401, reason: "Unauthorized", fields: [["WWW-Authenticate", "Basic"]] },
    });
  });

  it.each(["099", "200"])("RFC 9110, 15.2: takes status %s for the final one", (status) => {
    expect(push(opening(), `HTTP/1.1 ${status} \r\n\r\n`)).toMatchObject({
      kind: "failed",
      failure: { detail: `the status ${Number(status)}` },
    });
  });

  it("RFC 9112, 4: fails on what is no status line", () => {
    expect(push(opening(), "SSH-2.0-OpenSSH\r\n\r\n")).toMatchObject({
      kind: "failed",
      failure: { requirement: "rfc9112/4/status-line", detail: 'the status line "SSH-2.0-OpenSSH"', byteOffset: 0 },
      response: null,
    });
  });

  it.each([
    ["a line before the answer", `Welcome\r\n${responseText()}`, 0, "Welcome"],
    ["a line behind empty ones", `\r\n\r\nWelcome\r\n${responseText()}`, 4, "Welcome"],
    ["a line behind an interim response", `HTTP/1.1 100 \r\n\r\nWelcome\r\n${responseText()}`, 17, "Welcome"],
    ["a field in front", "Upgrade: websocket\r\nHTTP/1.1 101 \r\n\r\n", 0, "Upgrade: websocket"],
  ])("RFC 9112, 4: takes %s for the status line, and blames it from its first byte on", (_, text, byteOffset, line) => {
    const failed = {
      kind: "failed",
      failure: { blame: "peer", requirement: "rfc9112/4/status-line", detail: `the status line "${line}"`, byteOffset },
    };
    expect(push(opening(), text)).toMatchObject(failed);
    const client = opening();
    const upToTheLine = text.slice(0, text.indexOf(line) + line.length + 2);
    expect([...upToTheLine].map((character) => push(client, character)).at(-1)).toMatchObject(failed);
  });

  it("RFC 9112, 2.2: fails on a bad head at the byte that makes it bad, counted over interim responses", () => {
    expect(push(opening(), "HTTP/1.1 100 \r\n\r\nHTTP/1.1 101 \n")).toMatchObject({
      kind: "failed",
      failure: { blame: "peer", requirement: "rfc9112/2.2/line-ends-crlf", closeCode: 1006, byteOffset: 30 },
      response: null,
    });
  });

  it("ours: fails on a head that is too large, without blaming the server", () => {
    expect(push(opening({ ...defaultLimits, headBytesMax: 64 }), responseText())).toMatchObject({
      kind: "failed",
      failure: { blame: "policy", requirement: "ours/limits/head", closeCode: 1006, byteOffset: 64 },
    });
  });
});
