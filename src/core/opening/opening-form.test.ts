import { describe, expect, it } from "vitest";
import { rulesOn } from "./opening-form.ts";
import { requestRules } from "./opening-request.ts";
import { responseRules } from "./opening-response.ts";

const requirementsOf = (rules: readonly { readonly requirement: string }[]): string[] => rules.map(({ requirement }) => requirement);

describe("the rows of the opening handshake", () => {
  it("RFC 8441, section 5: an extended CONNECT is held against what is said about subprotocols, extensions, version and origin only", () => {
    expect(requirementsOf(rulesOn("extended-connect", requestRules))).toEqual([
      "rfc6454/7.3/origin-once",
      "rfc6455/11.3.5/version-once-in-request",
      "rfc6455/4.2.2/unsupported-version",
      "rfc6455/4.1/request-subprotocols",
      "rfc6455/9.1/extensions-grammar",
    ]);
    expect(requirementsOf(rulesOn("extended-connect", responseRules))).toEqual([
      "rfc6455/11.3.4/protocol-once-in-response",
      "rfc6455/9.1/extensions-grammar",
      "rfc6455/4.1/response-extensions",
      "rfc6455/4.1/response-subprotocol",
    ]);
  });

  it("all hold for HTTP/1.1", () => {
    expect(rulesOn("http/1.1", requestRules)).toEqual(requestRules);
    expect(rulesOn("http/1.1", responseRules)).toEqual(responseRules);
  });
});
