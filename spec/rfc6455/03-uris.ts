import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 3: WebSocket URIs. */
export const uris = {
  "rfc6455/3/scheme-decides-security": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "The scheme wss, in any case of letters, asks for TLS, and ws does not.",
    brokenBy: "A client given WSS://host/ speaks without TLS.",
  },
  "rfc6455/3/default-port": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "Where an address names no port, ws means 80 and wss 443.",
    brokenBy: "A client given wss://host/ connects to port 80.",
  },
  "rfc6455/3/resource-name": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "The resource name is the path, or a slash where that is empty, and a question mark with the query if there is one.",
    brokenBy: "A client given ws://host?a=b asks for /.",
  },
  "rfc6455/3/uri-grammar": {
    level: "MUST",
    binds: "client",
    verification: "api",
    statement: "An address is ws or wss, two slashes, a host without user information, a port or none, a path and a query.",
    brokenBy: "A client connects to ws:host, or to ws://user:password@host/.",
  },
  "rfc6455/3/no-fragment": {
    level: "MUST NOT",
    binds: "client",
    verification: "api",
    keywords: ["3#2", "3#3"],
    statement: "A WebSocket URI has no fragment; a number sign that is part of the path or the query is escaped.",
    brokenBy: "A client connects to ws://host/#top.",
  },
} as const satisfies Catalogue;
