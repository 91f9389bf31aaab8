import { describe, expect, it } from "vitest";
import { plainDeflate } from "../../core/deflate/plain-deflate.ts";
import { type Extension, parseExtensions } from "../../core/opening/field-values.ts";
import { requestText } from "../../core/testing/sample-handshake.ts";
import type { CompressionSetup } from "../case/case.ts";
import { allCases } from "../cases/all-cases.ts";
import { startFuzzingServer } from "../server/fuzzing-server.ts";
import { RawClient } from "../testing/raw-client.ts";
import { compressionFromAnswer, compressionFromOffers, offersOfCase } from "./fuzzer-compression.ts";

const setupOf = (section: string): CompressionSetup => allCases.find(({ id }) => id === `${section}.1`)?.compression as CompressionSetup;
const extensions = (text: string): Extension[] => parseExtensions([text]) as Extension[];
const answerTo = (section: string, offers: string): string | undefined =>
  compressionFromOffers(extensions(offers), setupOf(section), plainDeflate)?.answer;
const takenFrom = (section: string, answer: string) => compressionFromAnswer(extensions(answer), setupOf(section), plainDeflate);

describe("an answer of the fuzzer", () => {
  it.each([
    ["13.4", "client_max_window_bits=10", "client_max_window_bits=10"],
    ["13.4", "client_max_window_bits", "client_max_window_bits=15"],
    ["13.6", "client_max_window_bits=10", "client_no_context_takeover; client_max_window_bits=10"],
    ["13.3", "client_max_window_bits=8", "client_max_window_bits=8"],
    ["13.3", "client_max_window_bits=15", "client_max_window_bits=9"],
    ["13.1", "client_max_window_bits=10", undefined],
  ])("RFC 7692, 7.1.2.2: in %s, %s is answered with no larger window than that: %s", (section, offered, answered) => {
    const expected = answered === undefined ? "permessage-deflate" : `permessage-deflate; ${answered}`;
    expect(answerTo(section, `permessage-deflate; ${offered}`)).toBe(expected);
  });

  it("declines each offer that has something wrong, and takes the next", () => {
    const offers = ["x=1", "server_max_window_bits=7", "client_no_context_takeover=1", "client_max_window_bits; client_max_window_bits"];
    for (const faulty of offers) {
      expect(answerTo("13.1", `permessage-deflate; ${faulty}, permessage-deflate; server_max_window_bits=12`)).toBe(
        "permessage-deflate; server_max_window_bits=12",
      );
      expect(answerTo("13.1", `permessage-deflate; ${faulty}`)).toBeUndefined();
    }
  });

  it("goes out as a 101 although an offer was faulty", async () => {
    const server = await startFuzzingServer({ port: 0, cases: allCases });
    const client = await RawClient.connect(server.url);
    const fields = { "Sec-WebSocket-Extensions": "permessage-deflate; x=1, permessage-deflate" };
    client.socket.write(requestText(fields, "GET /runCase?casetuple=12.1.1&agent=A HTTP/1.1"));
    expect(await client.until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 101 (?:.*\r\n)*Sec-WebSocket-Extensions: permessage-deflate\r\n/);
    client.socket.destroy();
    await server.close();
  });
});

describe("an offer of the fuzzer", () => {
  it("promises to take over no context exactly where it asks the same of the server", () => {
    expect(["12.1", "13.1", "13.3", "13.4"].map(setupOf).map(offersOfCase).join()).not.toContain("no_context_takeover");
    expect(offersOfCase(setupOf("13.5"))).toBe(
      "permessage-deflate; client_no_context_takeover; client_max_window_bits; server_no_context_takeover; server_max_window_bits=9",
    );
  });

  it("RFC 7692, 7.1.1.2: is kept to where the answer leaves the hint out", () => {
    expect(takenFrom("13.2", "permessage-deflate; server_no_context_takeover")).toMatchObject({
      parameters: { clientNoContextTakeover: true },
    });
    // No context takeover was asked for and not granted: the answer fits no offer, and the hint holds all the same.
    expect(takenFrom("13.2", "permessage-deflate")).toMatchObject({ parameters: { clientNoContextTakeover: true } });
    expect(takenFrom("13.1", "permessage-deflate")).toMatchObject({ parameters: { clientNoContextTakeover: false } });
    // It fits the last of three offers, which promises nothing.
    expect(takenFrom("13.7", "permessage-deflate")).toMatchObject({ parameters: { clientNoContextTakeover: false } });
  });

  it("is not agreed on by an answer that breaks the grammar of its parameters: which requirement, and what", () => {
    expect(takenFrom("13.1", "permessage-deflate; client_max_window_bits")).toEqual({
      requirement: "rfc7692/7/response-parameters",
      detail: "the parameter client_max_window_bits without a value",
    });
    expect(takenFrom("13.1", "permessage-deflate; server_max_window_bits=16")).toMatchObject({
      requirement: "rfc7692/7.1.2/window-bits-value",
    });
  });
});
