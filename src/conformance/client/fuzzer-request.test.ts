import { describe, expect, it } from "vitest";
import { latin1FromBytes } from "../../core/bytes/text.ts";
import { parseWebSocketUrl } from "../../node/tcp.ts";
import { fuzzerOpening } from "./fuzzer-request.ts";

const requestTo = (url: string, ...asked: Parameters<typeof fuzzerOpening> extends [unknown, ...infer Rest] ? Rest : never): string =>
  latin1FromBytes(fuzzerOpening(parseWebSocketUrl(url), ...asked).request);

describe("the opening handshake of a fuzzing client", () => {
  it.each([
    ["ws://127.0.0.1", "127.0.0.1"],
    ["ws://127.0.0.1:80/", "127.0.0.1"],
    ["ws://127.0.0.1:443/", "127.0.0.1:443"],
    ["wss://localhost/", "localhost"],
    ["wss://localhost:443/", "localhost"],
    ["wss://localhost:80/", "localhost:80"],
    ["ws://[::1]:9001/", "[::1]:9001"],
    ["ws://[::1]/", "[::1]"],
  ])("4.1: to %s names the host %s, with the port where it is not the default", (url, host) => {
    expect(
      requestTo(url, {}, "")
        .split("\r\n")
        .filter((line) => line.startsWith("Host:")),
    ).toEqual([`Host: ${host}`]);
  });

  it("4.1: has the origin and the subprotocols that it was given, and no others", () => {
    const request = requestTo("ws://h/a?b", { origin: "http://o", subprotocols: ["x", "y"] }, "permessage-deflate");
    expect(request).toMatch(/^GET \/a\?b HTTP\/1\.1\r\n/);
    expect(request).toContain("\r\nOrigin: http://o\r\n");
    expect(request).toContain("\r\nSec-WebSocket-Protocol: x, y\r\n");
    expect(request).toContain("\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");
    expect(requestTo("ws://h/", {}, "")).not.toMatch(/Origin|Protocol|Extensions/);
  });
});
