import fc from "fast-check";
import type { RequirementId } from "../../spec/requirements.ts";
import {
  added,
  type BrokenHead,
  furtherFields,
  type HeadBreaker,
  type HeadField,
  type HeadLines,
  judgedByStartLine,
  judgedWhole,
  lineBreakers,
  replaced,
  requirementOfLines,
  shuffled,
  without,
} from "./heads.ts";

/** One way to break an opening request, and the HTTP status that it is refused with. */
export interface RequestBreach {
  /** Ends the sentence `a request with …`; no two breaches have the same. */
  readonly name: string;
  readonly requirement: RequirementId;
  readonly status: number;
  readonly heads: HeadBreaker;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const keyOf = (length: number): fc.Arbitrary<string> => fc.uint8Array({ minLength: length, maxLength: length }).map(base64);

/** Legal opening requests. */
export const requests = (): fc.Arbitrary<HeadLines> =>
  fc
    .record({
      target: fc.constantFrom("/", "/chat", "/chat?room=1&a=%20", "http://server.example.com/chat"),
      host: fc.constantFrom("server.example.com", "localhost:8080", "127.0.0.1", "[::1]:9000"),
      upgrade: fc.constantFrom("websocket", "WebSocket", "WEBSOCKET", "h2c, websocket"),
      connection: fc.constantFrom("Upgrade", "upgrade", "keep-alive, Upgrade", ", Upgrade ,"),
      key: keyOf(16),
      optional: fc.subarray<HeadField>([
        ["Origin", "http://example.com"],
        ["Sec-WebSocket-Protocol", "chat, superchat"],
        ["Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"],
        ["Content-Length", "0"],
      ]),
      further: furtherFields(),
    })
    .chain(({ target, host, upgrade, connection, key, optional, further }) =>
      shuffled([
        ["Host", host],
        ["Upgrade", upgrade],
        ["Connection", connection],
        ["Sec-WebSocket-Key", key],
        ["Sec-WebSocket-Version", "13"],
        ...optional,
        ...further,
      ]).map((fields) => ({ startLine: `GET ${target} HTTP/1.1`, fields })),
    );

type Change = (head: HeadLines) => fc.Arbitrary<HeadLines>;

const whole =
  (change: Change): HeadBreaker =>
  (head) =>
    change(head).map(judgedWhole);

const missing = (name: string): HeadBreaker => whole((head) => fc.constant(without(head, name)));
const valued = (name: string, values: fc.Arbitrary<string>): HeadBreaker =>
  whole((head) => values.map((value) => replaced(head, name, value)));
const twice = (name: string, usual = ""): HeadBreaker =>
  whole((head) => {
    const value = head.fields.find(([present]) => present === name)?.[1] ?? usual;
    return fc.constantFrom(value, "other").map((second) => added(replaced(head, name, value), name, second));
  });
const startLines = (change: (line: string) => fc.Arbitrary<string>): HeadBreaker =>
  whole((head) => change(head.startLine).map((startLine) => ({ ...head, startLine })));

const wrongStartLines =
  (change: (line: string) => fc.Arbitrary<string>): HeadBreaker =>
  (head) =>
    change(head.startLine).map((startLine) => judgedByStartLine({ ...head, startLine }));

/** Hosts in brackets that are no addresses of version 6. */
const brokenAddresses = ["[zz]", "[:::]", "[1.2.3.4]", "[]", "[::1", "[1:2:3:4:5:6:7]", "[::1::2]", "[12345::]", "[::1.2.3.256]", "[v1]"];

/** Targets with a host or an escape that is none. */
const brokenUris = ["/%zz", "/a?b=%2", "http://[/x", "http://[zz]/", "http://h:port/", "http://user@h/", "http://h%/", "https://h/%"];

const [Key, Version, Protocol, Extensions] = [
  "Sec-WebSocket-Key",
  "Sec-WebSocket-Version",
  "Sec-WebSocket-Protocol",
  "Sec-WebSocket-Extensions",
] as const;

const breach = (requirement: RequirementId, status: number, name: string, heads: HeadBreaker): RequestBreach => ({
  name,
  requirement,
  status,
  heads,
});

const lineNames = Object.keys(lineBreakers) as (keyof typeof lineBreakers)[];
const long = (length: number): string => "x".repeat(length);

/** Bounds of a receiver that the heads here keep, apart from those that are meant to exceed them. */
export const headLimits = { headBytesMax: 3000, headFieldsMax: 30 } as const;

/** A head with more than the limit allows: decided by the first byte, or the first field, too many. */
const tooManyBytes: HeadBreaker = (head) =>
  fc.nat(2000).map((more): BrokenHead => {
    const { text } = judgedWhole(added(head, "X-Long", long(headLimits.headBytesMax + more)));
    return { text, decidedAt: headLimits.headBytesMax };
  });

const tooManyFields: HeadBreaker = (head) =>
  fc.nat(10).map((more): BrokenHead => {
    const count = headLimits.headFieldsMax + 1 - head.fields.length;
    const fields = [...head.fields, ...Array.from({ length: count + more }, (): HeadField => ["X-Many", "1"])];
    const { text } = judgedWhole({ ...head, fields });
    const decided = judgedWhole({ ...head, fields: fields.slice(0, headLimits.headFieldsMax + 1) });
    return { text, decidedAt: decided.text.length - 3 };
  });

/** What exceeds the bounds of any head. */
export const excessiveHeads = { "more bytes than the limit": tooManyBytes, "more fields than the limit": tooManyFields } as const;

/** Every way to break an opening request, section 4.2.1 and HTTP. */
export const requestBreaches: readonly RequestBreach[] = [
  breach(
    "rfc9112/3/request-line",
    400,
    "a request line of another form",
    wrongStartLines((line) =>
      fc.constantFrom(
        "HELO there",
        line.replace(" ", "  "),
        `${line} `,
        line.replace(/ HTTP.*/, ""),
        line.replace("HTTP", "http"),
        line.replace("1.1", "1.10"),
        line.replace("GET", "G(T"),
        line.replace(" ", "\t"),
      ),
    ),
  ),
  breach(
    "rfc6455/4.1/request-get",
    405,
    "another method than GET",
    startLines((line) => fc.constantFrom("POST", "HEAD", "OPTIONS", "CONNECT", "get", "GETS").map((method) => line.replace("GET", method))),
  ),
  breach(
    "rfc6455/4.1/request-http-version",
    505,
    "another HTTP version",
    startLines((line) => fc.constantFrom("1.0", "0.9", "2.0", "3.0").map((version) => line.replace(/1\.1$/, version))),
  ),
  breach(
    "rfc6455/4.1/request-target",
    400,
    "a target that is no resource name",
    startLines(() =>
      fc
        .constantFrom(
          "chat",
          "*",
          "ftp://server.example.com/",
          "/chat#part",
          "http:///chat",
          "server.example.com:80",
          "/\u00e9",
          ...brokenUris,
        )
        .map((target) => `GET ${target} HTTP/1.1`),
    ),
  ),
  breach("rfc9112/3.2/host-once", 400, "no Host field", missing("Host")),
  breach("rfc9112/3.2/host-once", 400, "two Host fields", twice("Host")),
  breach(
    "rfc9112/3.2/host-once",
    400,
    "a Host field that names no host",
    valued("Host", fc.constantFrom("a b", "http://a", "a/b", "user@a", "a:port", ...brokenAddresses)),
  ),
  breach("rfc6454/7.3/origin-once", 400, "two Origin fields", twice("Origin", "http://example.com")),
  breach("rfc6455/4.1/request-upgrade", 426, "no Upgrade field", missing("Upgrade")),
  breach(
    "rfc6455/4.1/request-upgrade",
    426,
    "an Upgrade field without websocket",
    valued("Upgrade", fc.constantFrom("h2c", "websockets", "web socket", "websocket/13", '"websocket"', "")),
  ),
  breach("rfc6455/4.1/request-connection", 400, "no Connection field", missing("Connection")),
  breach(
    "rfc6455/4.1/request-connection",
    400,
    "a Connection field without Upgrade",
    valued("Connection", fc.constantFrom("keep-alive", "close", "upgraded", '"Upgrade"', "")),
  ),
  breach("rfc6455/11.3.1/key-once", 400, "two Sec-WebSocket-Key fields", twice(Key)),
  breach("rfc6455/4.1/request-key", 400, "no Sec-WebSocket-Key field", missing(Key)),
  breach("rfc6455/4.1/request-key", 400, "a key of another length", valued(Key, fc.oneof(keyOf(15), keyOf(17), keyOf(0), keyOf(24)))),
  breach(
    "rfc6455/4.1/request-key",
    400,
    "a key that is not base64",
    valued(
      Key,
      keyOf(16).chain((key) =>
        fc.constantFrom(key.slice(0, -1), key.slice(0, -2), `!${key.slice(1)}`, `${key.slice(0, 10)} ${key.slice(11)}`, `${key}=`),
      ),
    ),
  ),
  breach("rfc6455/11.3.5/version-once-in-request", 400, "two Sec-WebSocket-Version fields", twice(Version)),
  breach("rfc6455/4.2.2/unsupported-version", 426, "no Sec-WebSocket-Version field", missing(Version)),
  breach(
    "rfc6455/4.2.2/unsupported-version",
    426,
    "another version than 13",
    valued(Version, fc.constantFrom("12", "14", "8", "0", "013", "13.0", "13, 8", "x", "")),
  ),
  breach(
    "rfc6455/4.1/request-subprotocols",
    400,
    "subprotocols that are not distinct tokens",
    valued(Protocol, fc.constantFrom("chat, chat", "a b", "chat/1", '"chat"', "", ", ,")),
  ),
  breach(
    "rfc6455/9.1/extensions-grammar",
    400,
    "extensions that break their grammar",
    valued(Extensions, fc.constantFrom("", ",", "a b", "a; =1", "a;", "a; b=", 'a; b="', 'a; b="c d"', "a; b=c=d", ";a", "(a)")),
  ),
  breach(
    "rfc9112/6/no-request-body",
    400,
    "a body",
    whole((head) =>
      fc
        .constantFrom<HeadField>(["Content-Length", "5"], ["Content-Length", "00"], ["Transfer-Encoding", "chunked"])
        .map(([name, value]) => replaced(head, name, value)),
    ),
  ),
  ...lineNames.map((name) => breach(requirementOfLines[name], 400, name, lineBreakers[name])),
  ...Object.entries(excessiveHeads).map(([name, heads]) => breach("ours/limits/head", 431, name, heads)),
];
