/** Host names that mean this machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
const loopback = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** The name in a Host field, without the port; lower case. */
export const hostName = (host: string): string => host.replace(/:\d*$/, "").toLowerCase();

/** Whether browsers may use a server under this name: loopback names, and those the user has named; `*` stands for all. */
export const isAllowedHost = (name: string, allowed: readonly string[]): boolean =>
  loopback.test(name) || allowed.some((each) => each === "*" || each.toLowerCase() === name.toLowerCase());

const originHost = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)$/i;

/**
 * RFC 6455, section 10.2: only browsers have to send an Origin, and then a page of somebody else may be behind the request,
 * under a name that was made to point here (DNS rebinding). Returns what is wrong with it; nobody without an Origin is
 * turned away. A name without a dot that is the server's own is one of a private network, which no page of the web has.
 */
export function strangeOrigin(origin: string | null, host: string, allowed: readonly string[]): string | undefined {
  if (origin === null) return undefined;
  const name = hostName(originHost.exec(origin)?.[1] ?? "");
  const isOwn = name === hostName(host) && /^[a-z0-9_-]+$/.test(name);
  if (isOwn || isAllowedHost(name, allowed)) return undefined;
  return `the Origin ${origin} is not of this machine; --allow-host ${name === "" ? "'*'" : name} (in a spec the option allowedOrigins) lets it in`;
}
