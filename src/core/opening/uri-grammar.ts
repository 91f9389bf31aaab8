// dec-octet without leading zeros, four of them              (RFC 3986, section 3.2.2)
const ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/;
const group = /^[0-9A-Fa-f]{1,4}$/;
const groupsOfIpv6 = 8;
// IPvFuture = "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
const ipvFuture = /^[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+$/;
// IPv6addrz = IPv6address "%25" ZoneID                      (RFC 6874, section 2)
const zoned = /^(.*)%25(?:[A-Za-z0-9\-._~]|%[0-9A-Fa-f]{2})+$/;
// reg-name = *( unreserved / pct-encoded / sub-delims ), and a host of HTTP is not empty (RFC 9110, section 4.2.1)
const registeredName = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;

/** RFC 3986, section 3.2.2: whether a text is an IPv4 address. */
export const isIpv4 = (text: string): boolean => ipv4.test(text);

/** RFC 3986, section 3.2.2: whether a text is an IPv6 address, without a zone. */
export function isIpv6(text: string): boolean {
  const [before = "", after, ...others] = text.split("::");
  if (others.length > 0) return false;
  if (after === undefined) return countGroups(before, true) === groupsOfIpv6;
  return countGroups(before, false) + countGroups(after, true) < groupsOfIpv6;
}

/** How many groups of sixteen bits a text has, the last two as an IPv4 address if that is allowed; not a number if something is no group. */
function countGroups(text: string, mayEndInIpv4: boolean): number {
  if (text === "") return 0;
  const groups = text.split(":");
  const inIpv4 = mayEndInIpv4 && isIpv4(groups.at(-1) as string) ? 2 : 0;
  if (inIpv4 > 0) groups.pop();
  return groups.every((each) => group.test(each)) ? groups.length + inIpv4 : Number.NaN;
}

/** RFC 3986, section 3.2.2: whether a text is a host, an address of version 6 or later in brackets. */
function isUriHost(text: string): boolean {
  if (!text.startsWith("[")) return registeredName.test(text);
  if (!text.endsWith("]")) return false;
  const literal = text.slice(1, -1);
  return isIpv6(zoned.exec(literal)?.[1] ?? literal) || ipvFuture.test(literal);
}

/** RFC 3986, section 3.2: host and port of an authority without user information, or `undefined` if it is none. */
export function readAuthority(text: string): { readonly host: string; readonly port: string } | undefined {
  const [, host = "", port = ""] = /^(.*?)(?::([0-9]*))?$/s.exec(text) as RegExpExecArray;
  return isUriHost(host) ? { host, port } : undefined;
}

// path-abempty [ "?" query ], each a run of pchar / "/" / "?"   (RFC 3986, sections 3.3 and 3.4)
const resourceName = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*$/;

/** RFC 6455, section 3: whether a text is a path, with or without a query, that a client may ask for. */
export const isResourceName = (text: string): boolean => resourceName.test(text);

// Any visible character but the number sign; a percent sign begins an escape (RFC 3986, section 2.1).
const originForm = /^\/(?:[!"$&-~]|%[0-9A-Fa-f]{2})*$/;
const absoluteForm = /^https?:\/\/([^/?#]+)((?:[/?].*)?)$/i;

/** RFC 9112, section 3.2: the authority that a target names, `null` where it is only a path with query, or `undefined` if it is neither. */
export function readTarget(target: string): { readonly authority: string | null } | undefined {
  if (originForm.test(target)) return { authority: null };
  const [, authority, rest = ""] = absoluteForm.exec(target) ?? [];
  if (authority === undefined || readAuthority(authority) === undefined) return undefined;
  return originForm.test(rest.startsWith("/") ? rest : `/${rest}`) ? { authority } : undefined;
}
