import fc from "fast-check";
import type { Role } from "../../spec/role.ts";
import type { HeadField } from "../opening/opening-grammar.ts";

/** A head in pieces, so that one of them can be wrong. */
interface Head {
  readonly startLine: string;
  readonly fields: readonly HeadField[];
}

/** One change to a head: what it is, and the head after it. */
export interface HeadChange {
  readonly name: string;
  readonly change: (head: Head) => Head;
}

const sampleKey = "dGhlIHNhbXBsZSBub25jZQ==";

const request: Head = {
  startLine: "GET /chat HTTP/1.1",
  fields: [
    ["Host", "server.example.com"],
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Key", sampleKey],
    ["Sec-WebSocket-Version", "13"],
    ["Sec-WebSocket-Protocol", "chat, superchat"],
  ],
};

const response = (accept: string): Head => ({
  startLine: "HTTP/1.1 101 Switching Protocols",
  fields: [
    ["Upgrade", "websocket"],
    ["Connection", "Upgrade"],
    ["Sec-WebSocket-Accept", accept],
  ],
});

/** The text of the head that a peer sends to an endpoint of a role, after some changes; a client has to be answered with its key. */
export function headText(role: Role, accept: string, changes: readonly HeadChange[]): string {
  const { startLine, fields } = changes.reduce((head, { change }) => change(head), role === "server" ? request : response(accept));
  return [startLine, ...fields.map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");
}

const line = (startLine: string): HeadChange => ({ name: startLine, change: (head) => ({ ...head, startLine }) });

const plus = (name: string, value: string): HeadChange => ({
  name: `and ${name}: ${value}`,
  change: (head) => ({ ...head, fields: [...head.fields, [name, value]] }),
});

const minus = (name: string): HeadChange => ({
  name: `no ${name}`,
  change: (head) => ({ ...head, fields: head.fields.filter(([found]) => found !== name) }),
});

const other = (name: string, value: string): HeadChange => ({
  name: `${name}: ${value}`,
  change: (head) => ({ ...head, fields: head.fields.map((field) => (field[0] === name ? [name, value] : field)) }),
});

/** The change that says something about extensions; none for null. */
export const extensionsField = (value: string | null): readonly HeadChange[] =>
  value === null ? [] : [plus("Sec-WebSocket-Extensions", value)];

/** Changes after which a head is as good as before. */
export const legalChanges: Readonly<Record<Role, readonly HeadChange[]>> = {
  server: [
    line("GET /chat?room=1 HTTP/1.1"),
    line("GET http://server.example.com/chat HTTP/1.1"),
    line("GET HTTP://other.example:81?a=%20[|] HTTP/1.1"),
    other("Host", "[2001:db8::1]:8080"),
    other("Host", "[::ffff:1.2.3.4]"),
    plus("Origin", "http://example.com"),
    other("Upgrade", "h2c, WebSocket"),
    other("Connection", "keep-alive, upgrade"),
    plus("Connection", "x-one"),
    minus("Sec-WebSocket-Protocol"),
    plus("Content-Length", "0"),
    plus("X-Note", 'caf\u00e9\t,"quoted"'),
    plus("Sec-WebSocket-Extensions", 'one; a=1 ;b = "two",, three'),
  ],
  client: [
    line("HTTP/1.1 101"),
    line("HTTP/1.1 101 Fine, go on"),
    other("Upgrade", "WebSocket"),
    other("Connection", "keep-alive, Upgrade"),
    plus("Sec-WebSocket-Protocol", "superchat"),
    plus("X-Note", "\u00ff"),
  ],
};

const wrongLines: readonly HeadChange[] = [
  plus("X Note", "1"),
  plus("X-Note", "\u0007"),
  plus("X-Note ", "1"),
  { name: "a folded line", change: (head) => ({ ...head, fields: [[" X", "1"], ...head.fields] }) },
];

/** Changes after which a head breaks one requirement. */
export const wrongChanges: Readonly<Record<Role, readonly HeadChange[]>> = {
  server: [
    line("POST /chat HTTP/1.1"),
    line("GET /chat HTTP/1.0"),
    line("GET /chat HTTP/2.0"),
    line("GET /chat"),
    line("GET  /chat HTTP/1.1"),
    line("HELO there\r\nGET /chat HTTP/1.1"),
    line("GET /chat#top HTTP/1.1"),
    line("GET chat HTTP/1.1"),
    line("GET /%zz HTTP/1.1"),
    line("GET http://[/x HTTP/1.1"),
    line("GET http://user@server.example.com/ HTTP/1.1"),
    other("Host", "[:::]"),
    other("Host", "[1.2.3.4]"),
    { name: "two origins", change: (head) => ({ ...head, fields: [...head.fields, ["Origin", "http://a"], ["Origin", "http://a"]] }) },
    minus("Host"),
    plus("Host", "server.example.com"),
    other("Host", "server example"),
    other("Host", "server%2"),
    minus("Upgrade"),
    other("Upgrade", "websockets"),
    other("Connection", "close"),
    other("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ"),
    minus("Sec-WebSocket-Key"),
    other("Sec-WebSocket-Version", "8"),
    other("Sec-WebSocket-Protocol", "chat, chat"),
    other("Sec-WebSocket-Protocol", "chat room"),
    plus("Sec-WebSocket-Extensions", "one; =1"),
    plus("Sec-WebSocket-Extensions", ","),
    plus("Transfer-Encoding", "chunked"),
    plus("Content-Length", "1"),
    ...wrongLines,
  ],
  client: [
    line("HTTP/1.1 200 OK"),
    line("HTTP/1.1 404"),
    line("HTTP/2.0 101 Switching Protocols"),
    line("HTTP/1.1 1011"),
    line("Welcome\r\nHTTP/1.1 101 Switching Protocols"),
    other("Upgrade", "h2c"),
    minus("Upgrade"),
    other("Connection", "close"),
    other("Sec-WebSocket-Accept", sampleKey),
    minus("Sec-WebSocket-Accept"),
    plus("Sec-WebSocket-Protocol", "other"),
    plus("Sec-WebSocket-Extensions", "one"),
    plus("Sec-WebSocket-Extensions", ";"),
    ...wrongLines,
  ],
};

/** What a peer says about permessage-deflate: offers to a server, an answer to a client. Some are declined, or fail. */
const extensions: Readonly<Record<Role, readonly HeadChange[]>> = {
  server: [
    "permessage-deflate",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; client_max_window_bits=10; server_max_window_bits=9",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
    'permessage-deflate; server_max_window_bits="12"',
    "permessage-deflate; server_max_window_bits=7, permessage-deflate; server_max_window_bits=15",
    "permessage-deflate; unknown, other",
    "permessage-deflate; client_max_window_bits; client_max_window_bits",
  ].map((value) => plus("Sec-WebSocket-Extensions", value)),
  client: [
    "permessage-deflate",
    "permessage-deflate; server_no_context_takeover",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=10",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=8; client_max_window_bits=9",
    "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; client_max_window_bits=16",
    "permessage-deflate; server_no_context_takeover=1",
    "permessage-deflate; unknown",
  ].map((value) => plus("Sec-WebSocket-Extensions", value)),
};

/** Some legal changes and extensions for an endpoint of a role, or one change that is wrong. */
export const headChanges = (role: Role): fc.Arbitrary<readonly HeadChange[]> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.option(fc.constantFrom(...legalChanges[role]), { freq: 2 }), fc.option(fc.constantFrom(...extensions[role]), { freq: 2 }))
        .map((changes) => changes.filter((change) => change !== null)),
    },
    { weight: 1, arbitrary: fc.constantFrom(...wrongChanges[role]).map((change) => [change]) },
  );
