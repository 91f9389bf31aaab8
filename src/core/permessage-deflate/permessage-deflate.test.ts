import { describe, expect, it } from "vitest";
import { type Extension, parseExtensions } from "../opening/field-values.ts";
import {
  chooseDeflate,
  type DeflateOffer,
  type DeflatePolicy,
  extensionText,
  judgeDeflateResponse,
  misuseOfOffers,
  misuseOfPolicy,
  offerText,
} from "./permessage-deflate.ts";

const extensionsIn = (value: string): Extension[] => parseExtensions([value]) as Extension[];
const anything: DeflatePolicy = {
  serverNoContextTakeover: false,
  clientNoContextTakeover: false,
  serverMaxWindowBits: 15,
  clientMaxWindowBits: 15,
};

/** What a server answers to the value of the field. */
function answerTo(value: string, policy: Partial<DeflatePolicy> = {}): string | null {
  const choice = chooseDeflate(extensionsIn(value), { ...anything, ...policy });
  return choice && extensionText(choice.response).replace(/^permessage-deflate(; )?/, "");
}

describe("an offer", () => {
  it.each<[DeflateOffer[], string]>([
    [[{}], "permessage-deflate"],
    [
      [{ clientNoContextTakeover: true, clientMaxWindowBits: true }],
      "permessage-deflate; client_no_context_takeover; client_max_window_bits",
    ],
    [
      [{ serverNoContextTakeover: true, serverMaxWindowBits: 10, clientMaxWindowBits: 12 }, {}],
      "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=12, permessage-deflate",
    ],
  ])("7.1: %j is written as %s", (offers, text) => {
    expect(offerText(offers)).toBe(text);
  });

  it("7.1.2: has windows of 8 to 15 bits", () => {
    expect(misuseOfOffers([{}, { serverMaxWindowBits: 8, clientMaxWindowBits: 15 }, { clientMaxWindowBits: true }])).toBeUndefined();
    expect(misuseOfOffers([{}, { clientMaxWindowBits: 7 }])).toEqual({
      blame: "caller",
      requirement: "rfc7692/7.1.2/window-bits-value",
      detail: "a window of 7 bits, where 8 to 15 are possible",
    });
    expect(misuseOfOffers([{ serverMaxWindowBits: 16 }])?.detail).toContain("16 bits");
    expect(misuseOfPolicy(anything)).toBeUndefined();
    expect(misuseOfPolicy({ ...anything, clientMaxWindowBits: 9.5 })?.detail).toContain("9.5 bits");
  });
});

describe("a server", () => {
  it.each([
    ["permessage-deflate", ""],
    ["permessage-deflate; client_max_window_bits", ""],
    ["permessage-deflate; client_max_window_bits=15", ""],
    ["permessage-deflate; client_max_window_bits=10", "client_max_window_bits=10"],
    ["permessage-deflate; server_max_window_bits=15", "server_max_window_bits=15"],
    ["permessage-deflate; server_max_window_bits=8", "server_max_window_bits=8"],
    ['permessage-deflate; server_max_window_bits="10"', "server_max_window_bits=10"],
    ["permessage-deflate; server_no_context_takeover", "server_no_context_takeover"],
    ["permessage-deflate; client_no_context_takeover", "client_no_context_takeover"],
    [
      "permessage-deflate; client_max_window_bits=9; server_max_window_bits=11; client_no_context_takeover; server_no_context_takeover",
      "server_no_context_takeover; client_no_context_takeover; server_max_window_bits=11; client_max_window_bits=9",
    ],
    ["x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=9", "server_max_window_bits=9"],
  ])("7.1: answers %s with %j", (offer, answer) => {
    expect(answerTo(offer)).toBe(answer);
  });

  it("7.1: has wishes of its own, as far as the offer allows for them", () => {
    const wishes = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 12, clientMaxWindowBits: 11 };
    const always = "server_no_context_takeover; client_no_context_takeover; server_max_window_bits";
    expect(answerTo("permessage-deflate", wishes)).toBe(`${always}=12`);
    expect(answerTo("permessage-deflate; client_max_window_bits", wishes)).toBe(`${always}=12; client_max_window_bits=11`);
    expect(answerTo("permessage-deflate; client_max_window_bits=10; server_max_window_bits=9", wishes)).toBe(
      `${always}=9; client_max_window_bits=10`,
    );
    expect(chooseDeflate(extensionsIn("permessage-deflate"), { ...anything, ...wishes })?.parameters).toEqual({
      ...wishes,
      clientMaxWindowBits: 15,
    });
  });

  it.each(
    [
      ...["7", "16", "08", "8.0", "+8", "99999999999", "0", "1", "015", "0x9", "nine"].flatMap((value) => [
        `server_max_window_bits=${value}`,
        `client_max_window_bits=${value}`,
      ]),
      'server_max_window_bits="09"',
      "server_max_window_bits",
      "server_no_context_takeover=1",
      "client_no_context_takeover=true",
      "server_no_context_takeover; server_no_context_takeover",
      "client_max_window_bits; client_max_window_bits=10",
      "unknown",
      "unknown=1",
      "constructor",
      "__proto__",
      "Server_No_Context_Takeover",
    ].map((parameters) => [parameters]),
  )("7: declines an offer with %s and takes the next", (parameters) => {
    expect(answerTo(`permessage-deflate; ${parameters}`)).toBeNull();
    expect(answerTo(`permessage-deflate; ${parameters}, permessage-deflate; server_max_window_bits=10, permessage-deflate`)).toBe(
      "server_max_window_bits=10",
    );
  });

  it("5: goes on without, if nothing of what is offered is known", () => {
    expect(chooseDeflate([], anything)).toBeNull();
    expect(answerTo("constructor, __proto__, permessage-bzip2, Permessage-Deflate")).toBeNull();
  });
});

describe("a client", () => {
  const all: DeflateOffer = { clientMaxWindowBits: true };

  const judged = (response: string, ...offers: DeflateOffer[]) => judgeDeflateResponse(extensionsIn(response)[0] as Extension, offers);

  it.each<[string, DeflateOffer, boolean, boolean, number, number]>([
    ["permessage-deflate", all, false, false, 15, 15],
    ["permessage-deflate; server_no_context_takeover; client_no_context_takeover", all, true, true, 15, 15],
    ["permessage-deflate; server_max_window_bits=9; client_max_window_bits=8", all, false, false, 9, 8],
    ['permessage-deflate; server_max_window_bits="9"', {}, false, false, 9, 15],
    ["permessage-deflate; server_max_window_bits=10", { serverMaxWindowBits: 10 }, false, false, 10, 15],
    ["permessage-deflate; client_max_window_bits=10", { clientMaxWindowBits: 10 }, false, false, 15, 10],
    ["permessage-deflate", { clientMaxWindowBits: 10, clientNoContextTakeover: true }, false, true, 15, 10],
  ])("7.1: agrees to %s after the offer %j", (response, offer, serverTakeover, clientTakeover, serverBits, clientBits) => {
    expect(judged(response, offer)).toEqual({
      serverNoContextTakeover: serverTakeover,
      clientNoContextTakeover: clientTakeover,
      serverMaxWindowBits: serverBits,
      clientMaxWindowBits: clientBits,
    });
  });

  it.each<[string, DeflateOffer, string, string]>([
    ["client_max_window_bits", all, "7/response-parameters", "the parameter client_max_window_bits without a value"],
    ["server_max_window_bits", all, "7/response-parameters", "the parameter server_max_window_bits without a value"],
    ["server_no_context_takeover=1", all, "7/response-parameters", "the parameter server_no_context_takeover with the value 1"],
    ["unknown", all, "7/response-parameters", "the unknown parameter unknown"],
    ["__proto__", all, "7/response-parameters", "the unknown parameter __proto__"],
    [
      "client_no_context_takeover; client_no_context_takeover",
      all,
      "7/response-parameters",
      "the parameter client_no_context_takeover twice",
    ],
    ...["7", "16", "08", "010", "8.0", "+8", "99999999999"].map((value): [string, DeflateOffer, string, string] => [
      `client_max_window_bits=${value}`,
      all,
      "7.1.2/window-bits-value",
      `the parameter client_max_window_bits with the value ${value}`,
    ]),
    ["client_max_window_bits=15", {}, "7.1.2.2/only-if-offered", "client_max_window_bits=15, which was not offered"],
    [
      "client_max_window_bits=11",
      { clientMaxWindowBits: 10 },
      "7.1.2.2/response-within-hint",
      "client_max_window_bits=11, where 10 was offered",
    ],
    [
      "server_max_window_bits=11",
      { serverMaxWindowBits: 10 },
      "7.1.2.1/response-within-offer",
      "server_max_window_bits=11, where 10 was asked for",
    ],
    [
      "client_no_context_takeover",
      { serverMaxWindowBits: 10 },
      "7.1.2.1/response-within-offer",
      "no server_max_window_bits, where 10 was asked for",
    ],
    [
      "client_no_context_takeover",
      { serverNoContextTakeover: true },
      "7.1.1.1/offered-no-takeover-answered",
      "no server_no_context_takeover, which was asked for",
    ],
  ])("7: fails on %s after the offer %j", (parameters, offer, requirement, detail) => {
    expect(judged(`permessage-deflate; ${parameters}`, offer)).toEqual({ requirement: `rfc7692/${requirement}`, detail });
  });

  it("5: fails on what was not offered", () => {
    const fault = { requirement: "rfc6455/4.1/response-extensions", detail: "the extension permessage-deflate, which was not offered" };
    expect(judged("permessage-deflate")).toEqual(fault);
    expect(judged("permessage-bzip2", all)).toMatchObject({ detail: "the extension permessage-bzip2, which was not offered" });
  });

  it("5: is content with an answer to any of its offers", () => {
    const strict: DeflateOffer = { serverMaxWindowBits: 10, clientNoContextTakeover: true };
    expect(judged("permessage-deflate; server_max_window_bits=9", strict, {})).toMatchObject({ clientNoContextTakeover: true });
    expect(judged("permessage-deflate", strict, {})).toMatchObject({ clientNoContextTakeover: false, serverMaxWindowBits: 15 });
    expect(judged("permessage-deflate; client_max_window_bits=9", strict, {})).toMatchObject({
      requirement: "rfc7692/7.1.2.1/response-within-offer",
    });
  });
});
