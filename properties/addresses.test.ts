import { expect } from "vitest";
import { parseWebSocketUrl } from "../src/node/tcp.ts";
import { exhaustive } from "./property.ts";

type Address = ReturnType<typeof parseWebSocketUrl>;

const plain: Address = { host: "example.com", port: 80, secure: false, hostField: "example.com", resource: "/" };

/** Addresses, and what section 3 says about them. */
const addresses: readonly (readonly [address: string, meaning: Address])[] = [
  ["ws://example.com", plain],
  ["WS://EXAMPLE.com:80/", plain],
  ["wss://example.com", { ...plain, port: 443, secure: true }],
  ["WSS://example.com:443/", { ...plain, port: 443, secure: true }],
  ["wss://example.com:80/", { ...plain, secure: true, hostField: "example.com:80" }],
  ["ws://example.com:443/", { ...plain, port: 443, hostField: "example.com:443" }],
  ["ws://example.com?room=1", { ...plain, resource: "/?room=1" }],
  ["ws://example.com/Chat/?a=b?c", { ...plain, resource: "/Chat/?a=b?c" }],
  ["ws://example.com/a%23b?c%23d", { ...plain, resource: "/a%23b?c%23d" }],
  ["ws://example.com/\u00e4?\u20ac", { ...plain, resource: "/%C3%A4?%E2%82%AC" }],
  ["ws://b\u00fccher.example/", { ...plain, host: "xn--bcher-kva.example", hostField: "xn--bcher-kva.example" }],
  ["ws://[::1]:9001/", { ...plain, host: "::1", port: 9001, hostField: "[::1]:9001" }],
];

exhaustive({
  title: "an address is taken apart into host, port, security and resource name as section 3 has it, in ASCII",
  requires: [
    "rfc6455/4.1/valid-uri",
    "rfc6455/3/scheme-decides-security",
    "rfc6455/3/default-port",
    "rfc6455/3/resource-name",
    "rfc6455/4.1/request-host",
    "rfc6455/11.1.1/host-to-ascii",
    "rfc6455/11.1.1/others-percent-encoded",
  ],
  over: () => addresses,
  holds: ([address, meaning]) => expect(parseWebSocketUrl(address)).toEqual(meaning),
});

exhaustive({
  title: "what is no WebSocket address, or has a fragment, is refused before anything is opened",
  requires: ["rfc6455/4.1/valid-uri", "rfc6455/3/no-fragment"],
  over: () => [
    "",
    "example.com",
    "//example.com",
    "http://example.com",
    "https://example.com",
    "ws://",
    "ws:",
    "ws://h:x/",
    "ws://example.com/#top",
  ],
  holds: (address) => expect(() => parseWebSocketUrl(address)).toThrow(TypeError),
});
