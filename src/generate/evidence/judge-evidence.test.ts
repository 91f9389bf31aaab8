import { describe, expect, it } from "vitest";
import { judgesFor } from "./judge-evidence.ts";

const judges = judgesFor();

describe("what the fuzzer holds against its peer in every case", () => {
  it("is found through the rules of headers and heads, wherever they are", () => {
    expect(judges.get("rfc6455/5.1/client-frames-masked")).toEqual(["src/core/frame/header-rules.ts"]);
    expect(judges.get("rfc6455/4.1/response-accept")).toEqual(["src/core/opening/opening-response.ts"]);
    expect(judges.get("rfc6455/5.4/fragments-not-interleaved")).toEqual(["src/conformance/fuzzer/frame-judge.ts"]);
  });

  it("is not what a caller of ours may not do, nor a limit of ours", () => {
    expect(judges.has("rfc6455/4.2.2/subprotocol-from-offer")).toBe(false);
    expect(judges.has("rfc6455/10.4/limits-protect")).toBe(false);
    expect(judges.has("ours/limits/head")).toBe(false);
  });

  it("is not what only our own endpoint judges", () => {
    expect(judges.has("rfc7692/7.1.2.2/only-if-offered")).toBe(false);
  });
});
