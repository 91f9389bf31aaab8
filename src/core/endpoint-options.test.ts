import { describe, expect, it } from "vitest";
import { MisuseError } from "./blame.ts";
import { Endpoint } from "./endpoint.ts";
import { checkOpening } from "./endpoint-options.ts";
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

  it("4.1: an endpoint is not even made with options that are not legal", () => {
    expect(() => new Endpoint({ ...plain, role: "client", ports: seededPorts(), resource: "chat" })).toThrow(
      'the resource name "chat" (RFC 6455, section 4.1)',
    );
  });
});
