import { isIpv4, isIpv6, readAuthority } from "./uri-grammar.ts";

/** What a ws or wss address says. */
export interface WebSocketUri {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** The Host field: host, and port where it is not the default one. */
  readonly hostField: string;
  readonly resource: string;
}

/** A host name beyond ASCII in its ASCII form; empty where it has none. */
export type ToAscii = (name: string) => string;

/** What is wrong with an address, as the end of a sentence that begins with it. */
export interface UriFault {
  readonly wrong: string;
}

const portMax = 65_535;
const fault = (wrong: string): UriFault => ({ wrong });
const noUrl = (why: string): UriFault => fault(`is not a URL; ${why}`);

/** RFC 6455, section 3: what an address says, or what is wrong with it. */
export function readWebSocketUri(text: string, toAscii: ToAscii): WebSocketUri | UriFault {
  const [, scheme, rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
  if (scheme === undefined) return noUrl("expected something like ws://127.0.0.1:9001");
  const kind = scheme.toLowerCase();
  if (kind !== "ws" && kind !== "wss") return fault(`begins with ${kind}://; expected ws:// or wss://`);
  if (!rest.startsWith("//")) return noUrl(`${kind}: has to be followed by //`);
  const unreadable = readInTwoWays(rest);
  if (unreadable !== undefined) return fault(unreadable);
  const [, authority = "", path = "", query = "", fragment] = /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest.slice(2)) as RegExpExecArray;
  if (fragment !== undefined)
    return fault(`has a fragment (${fragment}), which a WebSocket address must not have; a # of its own is written %23`);
  const place = readPlace(authority, kind === "wss", toAscii);
  return "wrong" in place ? place : { ...place, resource: asUri(path === "" ? "/" : path) + (query === "?" ? "" : asUri(query)) };
}

/** What URIs do not have, and what others read in different ways. */
function readInTwoWays(rest: string): string | undefined {
  if (/^\s|\s$|\p{Cc}/u.test(rest)) return "has white space at its end, or a control character in it";
  if (rest.includes("\\")) return "has a backslash in it, which some read as a slash; write / or %5C";
  if (/%(?![0-9A-Fa-f]{2})/.test(rest))
    return "has a percent sign without two hexadecimal digits behind it; a percent sign itself is written %25";
  if (/\p{Surrogate}/u.test(rest)) return "has half a character in it";
  return undefined;
}

/** Section 11.1.1: characters that a URI does not have become the escaped bytes of their UTF-8. */
const asUri = (text: string): string => text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]/gu, encodeURIComponent);

function readPlace(authority: string, secure: boolean, toAscii: ToAscii): Omit<WebSocketUri, "resource"> | UriFault {
  if (authority.includes("@"))
    return fault("has user information before its host, which a WebSocket address does not have; use a field for it");
  const [, written = "", digits = ""] = /^(.*?)(?::([0-9]*))?$/s.exec(authority) as RegExpExecArray;
  const host = readHost(written, toAscii);
  if (typeof host !== "string") return host;
  const usual = secure ? 443 : 80;
  const port = digits === "" ? usual : Number(digits);
  if (port > portMax) return noUrl(`its port is ${digits}, and the largest is ${portMax}`);
  const name = host.includes(":") ? `[${host}]` : host;
  return { host, port, secure, hostField: port === usual ? name : `${name}:${port}` };
}

/** RFC 3986, section 3.2.2: the host, an address of version 6 without its brackets. */
function readHost(written: string, toAscii: ToAscii): string | UriFault {
  if (written === "") return noUrl("it names no host");
  if (written.startsWith("[")) {
    const address = written.slice(1, -1).toLowerCase();
    return written.endsWith("]") && isIpv6(address) ? address : noUrl(`${written} is no address of version 6`);
  }
  const name = decoded(written);
  const isAscii = /^[ -~]*$/.test(name);
  const host = isAscii ? name.toLowerCase() : toAscii(name);
  if (host.includes("%") || readAuthority(host)?.host !== host) return noUrl(`"${written}" is no host`);
  // What ends in a number is an address to some and a name to others, unless it is four plain numbers.
  const isNumber = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/.test(host);
  if (isNumber && !(isAscii && isIpv4(host)))
    return noUrl(`"${written}" is an address in a form that not all read alike; write it as 127.0.0.1`);
  return host;
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    // The escapes are no UTF-8: no name has that.
    return "%";
  }
}
