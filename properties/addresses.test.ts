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
  ['ws://example.com/a b|c"d?e[]=f^g', { ...plain, resource: "/a%20b%7Cc%22d?e%5B%5D=f%5Eg" }],
  ["ws://example.com/a/../b/./c//d", { ...plain, resource: "/a/../b/./c//d" }],
  ["ws://example.com:/?", plain],
  ["ws://example.com:0080/%7e", { ...plain, resource: "/%7e" }],
  ["ws://ex%61mple.com", plain],
  ["ws://b%C3%BCcher.example/", { ...plain, host: "xn--bcher-kva.example", hostField: "xn--bcher-kva.example" }],
  ["ws://127.0.0.1", { ...plain, host: "127.0.0.1", hostField: "127.0.0.1" }],
  ["wss://[FE80::1]", { ...plain, host: "fe80::1", port: 443, secure: true, hostField: "[fe80::1]" }],
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
  requires: ["rfc6455/4.1/valid-uri", "rfc6455/3/no-fragment", "rfc6455/3/uri-grammar"],
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
    "ws://h/#",
    "ws://h#",
    "ws://h/?#",
    ...["ws:h", "ws:/h", "ws:///h", "ws:////h/", "ws:\\\\h/", "ws:/\\h/", "ws://h\\x", "ws://h/a\\b"],
    ...["ws://user@h/", "ws://user:pass@h/", "ws://:@h/", "ws://@h/"],
    ...[" ws://h/", "ws://h/ ", "ws://h/\n", "ws://h/a\tb", "ws://h\t/", "w\ts://h/", "ws://h /", "ws://h/\u0000"],
    ...[
      "ws://0x7f.1/",
      "ws://127.1/",
      "ws://1/",
      "ws://2130706433",
      "ws://0177.0.0.1/",
      "ws://1.2.3.4.5/",
      "ws://256.0.0.1/",
      "ws://h.0x/",
    ],
    ...["ws://h/%zz", "ws://h/%", "ws://h?%4", "ws://h%/", "ws://%ff/", "ws://h%2fx/", "ws://%25/", "ws://a%00b/"],
    ...["ws://h:65536/", "ws://h:-1/", "ws://h:1:2/", "ws://[::1/", "ws://[zz]/", "ws://[1.2.3.4]/", "ws://[::1%25lo]/", "ws://[v1.a]/"],
    ...["ws://a<b/", "ws://a|b/", "ws://a^b/", "ws://\uff11\uff12\uff17.0.0.1/", "ws://h/\ud800"],
  ],
  holds: (address) => expect(() => parseWebSocketUrl(address)).toThrow(TypeError),
});
