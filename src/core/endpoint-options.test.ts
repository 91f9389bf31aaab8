import { describe, expect, it } from "vitest";
import { MisuseError } from "./blame.ts";
import { Endpoint } from "./endpoint.ts";
import { checkOpening, type EndpointOptions } from "./endpoint-options.ts";
import { defaultLimits } from "./limits.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const plain = { resource: "/chat", host: "server.example.com", subprotocols: [], fields: [], extensions: "" };

type Wish = Parameters<typeof checkOpening>[0];

/** The misuse that a wish is refused with. */
function misuseOf(wish: Partial<Wish>): unknown {
  try {
    checkOpening({ ...plain, ...wish });
  } catch (error) {
    if (error instanceof MisuseError) return error.misuse;
    throw error;
  }
  return undefined;
}

describe("checkOpening", () => {
  it.each<Partial<Wish>>([
    {},
    { resource: "/" },
    { resource: "/chat?room=1&x=%C3%A9" },
    { host: "localhost:9001" },
    { host: "[::1]:80" },
    { origin: "http://example.com" },
    { subprotocols: ["chat", "superchat"] },
    { fields: [["Cookie", "a=b; c=d"]] },
  ])("4.1: finds nothing wrong with %j", (wish) => {
    expect(misuseOf(wish)).toBeUndefined();
  });

  it.each(["", "chat", "/a b", "/a#b", "/a\r\nX: y", "/caf\u00e9", "/\u010a", "http://server.example.com/"])(
    "3: %j is no resource name",
    (resource) => {
      expect(misuseOf({ resource })).toEqual({
        blame: "caller",
        requirement: "rfc6455/4.1/valid-uri",
        detail: `the resource name "${resource}"`,
      });
    },
  );

  it.each(["", "a b", "user@host", "a/b", "h\r\nX: y", "\u010a"])("3: %j is no host", (host) => {
    expect(misuseOf({ host })).toEqual({ blame: "caller", requirement: "rfc6455/4.1/valid-uri", detail: `the host "${host}"` });
  });

  it.each([[[""]], [["a b"]], [["a,b"]], [["chat", "chat"]]])("4.1: %j are no distinct tokens", (subprotocols) => {
    expect(misuseOf({ subprotocols })).toEqual({
      blame: "caller",
      requirement: "rfc6455/4.1/request-subprotocols",
      detail: `the subprotocols ${JSON.stringify(subprotocols)}, which are not distinct tokens`,
    });
  });

  it("RFC 9110, 5: sends no field that would break the head, the origin included", () => {
    expect(misuseOf({ fields: [["X A", "b"]] })).toMatchObject({ requirement: "rfc9110/5.1/field-name-token" });
    expect(misuseOf({ fields: [["X-A", "b\nc"]] })).toMatchObject({ requirement: "rfc9110/5.5/field-value-characters" });
    expect(misuseOf({ origin: "http://a\r\nX: y" })).toMatchObject({
      requirement: "rfc9110/5.5/field-value-characters",
      detail: "the value of the field Origin",
    });
  });

  it.each(["Host", "origin", "Sec-WebSocket-Key", "Sec-WebSocket-Protocol", "Content-Length", "Transfer-Encoding", "Expect"])(
    "ours: takes no further field %s",
    (name) => {
      expect(misuseOf({ fields: [[name, "1"]] })).toMatchObject({ blame: "caller", requirement: "ours/opening/own-fields" });
    },
  );

  it.each(["/%zz", "/%", "/a|b", '/"', "/?a[]=1"])("3: %j is no resource name of a URI", (resource) => {
    expect(misuseOf({ resource })).toMatchObject({ requirement: "rfc6455/4.1/valid-uri" });
  });

  it("4.1: an endpoint is not even made with options that are not legal", () => {
    expect(() => new Endpoint({ ...plain, role: "client", ports: seededPorts(), resource: "chat" })).toThrow(
      'the resource name "chat" (RFC 6455, section 4.1)',
    );
  });
});

/** The message of the misuse that an endpoint with these options is refused with, or undefined if it can be made. */
function refusalOf(options: object): string | undefined {
  try {
    new Endpoint(options as EndpointOptions);
    return undefined;
  } catch (error) {
    if (error instanceof MisuseError) return error.message;
    throw error;
  }
}

describe("the options of an endpoint", () => {
  const server = { role: "server", ports: seededPorts() };
  const client = { role: "client", ports: seededPorts(), resource: "/", host: "h" };

  it("ours: may be left out, or be undefined where that is the same", () => {
    expect(refusalOf(server)).toBeUndefined();
    expect(refusalOf({ ...server, limits: {}, statusCodes: undefined, compression: { serverMaxWindowBits: 9 } })).toBeUndefined();
    expect(
      refusalOf({ ...client, origin: undefined, compression: { offers: [{ clientMaxWindowBits: true }], thresholdBytes: 0 } }),
    ).toBeUndefined();
  });

  it.each(Object.keys(defaultLimits))("ours: limits.%s is a whole number that a timer or a count can have", (name) => {
    const wrong = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined, null, "1", 0.5, -1, 2 ** 53, {}, true, 1n];
    for (const value of wrong)
      expect(refusalOf({ ...server, limits: { [name]: value } }), String(value)).toContain(`the option limits.${name} `);
    expect(refusalOf({ ...client, limits: { [name]: 1 } })).toBeUndefined();
    const isTime = name.endsWith("Ms");
    expect(refusalOf({ ...server, limits: { [name]: 2 ** 31 - 1 } })).toBeUndefined();
    expect(refusalOf({ ...server, limits: { [name]: 2 ** 31 } }) === undefined).toBe(!isTime);
    expect(refusalOf({ ...server, limits: { [name]: 0 } }) === undefined).toBe(name.endsWith("Max"));
  });

  it.each([
    [{ ...server, maxPayload: 1 }, "the option maxPayload, which is not known"],
    [{ ...server, limits: { maxPayload: 1 } }, "the option limits.maxPayload, which is not known; known are messageBytesMax, "],
    [{ ...server, resource: "/" }, "the option resource, which is not known"],
    [{ ...server, statusCodes: "iana" }, 'the option statusCodes with the value "iana"; expected "iana-2026" or "rfc6455"'],
    [{ ...server, compression: true }, "the option compression with the value true; expected an object"],
    [{ ...server, compression: { serverNoContextTakeover: 1 } }, "the option compression.serverNoContextTakeover with the value 1"],
    [{ ...server, compression: { offers: [] } }, "the option compression.offers, which is not known"],
    [{ ...server, ports: {} }, "the option ports.randomBytes with the value undefined; expected a function"],
    [{ ports: seededPorts() }, 'the option role with the value undefined; expected "client" or "server"'],
    [{ ...client, subprotocols: "chat" }, 'the option subprotocols with the value "chat"; expected an array'],
    [{ ...client, fields: [["X", undefined]] }, "the option fields[0] with the value of an array; expected a name and a value"],
    [{ ...client, host: undefined }, "the option host with the value undefined; expected a string"],
    [{ ...client, origin: null }, "the option origin with the value null; expected a string"],
    [{ ...client, compression: { offers: [{ windowBits: 9 }] } }, "the option compression.offers[0].windowBits, which is not known"],
    [{ ...client, compression: { thresholdBytes: Number.NaN } }, "the option compression.thresholdBytes with the value NaN"],
  ])("ours: %j is refused by name", (options, detail) => {
    expect(refusalOf(options)).toContain(detail);
    expect(refusalOf(options)).toMatch(/\(our promise \(options\)\)$/);
  });
});
