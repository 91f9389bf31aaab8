import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { describe, expect, it } from "vitest";
import { listenTcp, openTransport, parseWebSocketUrl } from "./tcp.ts";

describe("section 3: a WebSocket address", () => {
  it.each([
    ["ws://example.com", { host: "example.com", port: 80, secure: false, hostField: "example.com", resource: "/" }],
    ["wss://example.com/", { host: "example.com", port: 443, secure: true, hostField: "example.com", resource: "/" }],
    ["ws://example.com:80/a", { host: "example.com", port: 80, secure: false, hostField: "example.com", resource: "/a" }],
    [
      "ws://127.0.0.1:9001/a/b?c=d&e",
      { host: "127.0.0.1", port: 9001, secure: false, hostField: "127.0.0.1:9001", resource: "/a/b?c=d&e" },
    ],
    ["ws://[::1]:9001?x", { host: "::1", port: 9001, secure: false, hostField: "[::1]:9001", resource: "/?x" }],
    ["WS://EXAMPLE.com:1/%20", { host: "example.com", port: 1, secure: false, hostField: "example.com:1", resource: "/%20" }],
  ])("%s", (url, address) => {
    expect(parseWebSocketUrl(url)).toEqual(address);
  });

  it.each([
    ["", /is not a URL/],
    ["example.com", /is not a URL/],
    ["ws://", /is not a URL/],
    ["http://example.com", /begins with http:\/\//],
    ["localhost:9001", /begins with localhost:\/\//],
    ["ws://example.com/#top", /has a fragment \(#top\)/],
    ["ws://h/#", /has a fragment \(#\)/],
    ["ws://user:secret@h/", /^"ws:\/\/…@h\/" has user information/],
    ["ws:h", /is not a URL; ws: has to be followed by \/\//],
    ["ws://h/a\\b", /has a backslash in it/],
    ["ws://h/ ", /has white space at its end/],
    ["ws://h/%zz", /has a percent sign without two hexadecimal digits/],
    ["ws://h:65536", /is not a URL; its port is 65536/],
    ["ws://127.1/", /is not a URL; "127\.1" is an address in a form/],
    ["ws://[zz]/", /is not a URL; \[zz\] is no address of version 6/],
    ["ws://a b/", /is not a URL; "a b" is no host/],
  ])("%j is none", (url, reason) => {
    expect(() => parseWebSocketUrl(url)).toThrow(TypeError);
    expect(() => parseWebSocketUrl(url)).toThrow(reason);
  });
});

describe("a transport", () => {
  it("is opened, and closed with its server", async () => {
    const server = await listenTcp({ host: "127.0.0.1", port: 0 }, (socket) => socket.resume());
    const socket = await openTransport(
      { host: server.host, port: server.port, secure: false },
      { timeoutMs: 1000, verifyCertificate: true },
    );
    socket.resume();
    const closed = once(socket, "end");
    await server.close();
    await closed;
    socket.destroy();
  });

  it("that nobody answers is refused with a reason that names the address", async () => {
    const server = await listenTcp({ host: "127.0.0.1", port: 0 }, () => undefined);
    await server.close();
    const opening = openTransport({ host: "127.0.0.1", port: server.port, secure: false }, { timeoutMs: 1000, verifyCertificate: true });
    await expect(opening).rejects.toThrow(`cannot connect to 127.0.0.1:${server.port}: connect ECONNREFUSED`);
  });

  it("that takes too long is given up", async () => {
    const server = await listenTcp({ host: "127.0.0.1", port: 0 }, (socket) => socket.resume());
    // A TLS client waits for the server's hello, which never comes.
    const opening = openTransport({ host: "127.0.0.1", port: server.port, secure: true }, { timeoutMs: 20, verifyCertificate: true });
    await expect(opening).rejects.toThrow(/no answer within 20 ms/);
    await server.close();
  });
});

describe("listening", () => {
  it("on a port in use is refused with a reason that names it", async () => {
    const server = await listenTcp({ host: "127.0.0.1", port: 0 }, () => undefined);
    await expect(listenTcp({ host: "127.0.0.1", port: server.port }, () => undefined)).rejects.toThrow(
      `cannot listen on 127.0.0.1:${server.port}: the port is in use`,
    );
    await server.close();
  });

  it.each([
    ["abc", '"abc"'],
    ["9001", '"9001"'],
    [undefined, "undefined"],
    [Number.NaN, "NaN"],
    [1.5, "1.5"],
    [-1, "-1"],
    [65536, "65536"],
  ])("on %j, which is no port, is refused", async (port, shown) => {
    const listening = listenTcp({ host: "127.0.0.1", port: port as number }, () => undefined);
    await expect(listening).rejects.toThrow(`cannot listen on port ${shown}; expected an integer from 0 (a free one) to 65535`);
  });

  it("on an address this machine does not have is refused", async () => {
    await expect(listenTcp({ host: "192.0.2.1", port: 0 }, () => undefined)).rejects.toThrow(/^cannot listen on 192\.0\.2\.1:0: /);
  });

  it("ends every connection when it is closed, and takes no more", async () => {
    const server = await listenTcp({ host: "127.0.0.1", port: 0 }, (socket) => socket.resume());
    const client = connectTcp(server.port, server.host);
    await once(client, "connect");
    client.resume();
    await Promise.all([server.close(), once(client, "close")]);
    await expect(
      openTransport({ host: server.host, port: server.port, secure: false }, { timeoutMs: 1000, verifyCertificate: true }),
    ).rejects.toThrow(/ECONNREFUSED/);
  });
});
