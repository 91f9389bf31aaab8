import { describe, expect, it } from "vitest";
import { engineFromSpec } from "./engine-from-spec.ts";

describe("engine options of a spec", () => {
  it("become those of the fuzzer", () => {
    const options = { failByDrop: true, echoCloseCodeReason: true, autoFragmentSize: 5, maxFramePayloadSize: 7, maxMessagePayloadSize: 0 };
    const { engine, warnings } = engineFromSpec(false, { ...options, openHandshakeTimeout: 2, closeHandshakeTimeout: 0, version: 18 });
    expect(engine).toMatchObject({ failByDrop: true, echoCloseCodeReason: true, fragmentBytes: 5, frameBytesMax: 7, tolerated: [] });
    expect(engine.messageBytesMax).toBeUndefined();
    expect(engine.timeouts).toEqual({ openingHandshake: 2, closingHandshake: 1_000_000 });
    expect(warnings).toEqual([]);
  });

  it("of one server win over those of all", () => {
    expect(engineFromSpec(false, { failByDrop: true, autoFragmentSize: 1 }, { failByDrop: false }).engine).toMatchObject({
      failByDrop: false,
      fragmentBytes: 1,
    });
  });

  it("tell the fuzzer which rules to overlook, in the role that has them", () => {
    const options = { utf8validateIncoming: false, requireMaskedClientFrames: false, acceptMaskedServerFrames: true };
    expect(engineFromSpec(true, options).engine.tolerated).toEqual(["rfc6455/8.1/invalid-utf8-fails", "rfc6455/5.1/client-frames-masked"]);
    expect(engineFromSpec(false, options).engine.tolerated).toEqual([
      "rfc6455/8.1/invalid-utf8-fails",
      "rfc6455/5.1/server-frames-unmasked",
    ]);
  });

  it("are warned of, each with its reason, where they are not honoured or not known", () => {
    const { warnings } = engineFromSpec(true, { autoPingInterval: 1, tcpNoDelay: false, version: 7, failsByDrop: true });
    expect(warnings).toEqual([
      'the option "tcpNoDelay" is not honoured: small writes have to reach the wire apart',
      "version 7 is not spoken here: the fuzzer speaks version 13 (RFC 6455) only",
      `the option "autoPingInterval" is not honoured: Pings of the fuzzer's own would be events of the cases`,
      'the option "failsByDrop" is not known, and is ignored',
    ]);
  });

  it("with a wrong value are refused", () => {
    expect(() => engineFromSpec(true, { failByDrop: 1 })).toThrow('"options" of the spec: "failByDrop" has to be true or false');
    expect(() => engineFromSpec(true, { autoFragmentSize: -1 })).toThrow(
      '"options" of the spec: "autoFragmentSize" has to be a number, 0 or more',
    );
    expect(() => engineFromSpec(true, { openHandshakeTimeout: "1" })).toThrow(/"openHandshakeTimeout" has to be a number, 0 or more$/);
    expect(() => engineFromSpec(true, { allowedOrigins: ["*", 1] })).toThrow('"allowedOrigins" has to be a list of origins');
  });

  it("name the hosts of browsers by their origins, one or several", () => {
    expect(engineFromSpec(true, { allowedOrigins: "http://Here:80" }).allowedHosts).toEqual(["here"]);
    expect(engineFromSpec(true, { allowedOrigins: ["*", "https://there.example"] }).allowedHosts).toEqual(["*", "there.example"]);
  });

  it("are as if they were not there where they are null", () => {
    const nulls = Object.fromEntries(
      ["failByDrop", "maxFramePayloadSize", "closeHandshakeTimeout", "allowedOrigins", "version"].map((name) => [name, null]),
    );
    expect(engineFromSpec(false, nulls)).toEqual(engineFromSpec(false, {}));
  });
});
