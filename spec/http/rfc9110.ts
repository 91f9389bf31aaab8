import type { Catalogue } from "../requirement.ts";

/** The rules of RFC 9110 (HTTP semantics) that the opening handshake rests on. */
export const rfc9110 = {
  "rfc9110/5.1/field-name-token": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field name is a token.",
    brokenBy: "A field line with the name X Y.",
  },
  "rfc9110/5.1/field-name-any-case": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "Names of fields are compared without regard to the case of letters.",
    brokenBy: "A server does not see the field sec-websocket-key.",
  },
  "rfc9110/5.3/lists-over-lines": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A list-valued field that comes in several lines means the same as one line with the values joined by commas.",
    brokenBy: "A server that got Connection: keep-alive and Connection: Upgrade sees no upgrade.",
  },
  "rfc9110/5.5/field-value-characters": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field value contains no carriage return, line feed or NUL.",
    brokenBy: "A field value with a NUL.",
  },
  "rfc9110/5.6.1/empty-list-elements": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A recipient of a list skips a reasonable number of empty elements.",
    brokenBy: "A server refuses Connection: , Upgrade.",
  },
  "rfc9110/7.6.1/connection-options": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "Connection is a list of case-insensitive options, of which upgrade is one.",
    brokenBy: "A server refuses Connection: UPGRADE.",
  },
  "rfc9110/7.8/upgrade-ignored-in-http10": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "An Upgrade field in an HTTP/1.0 request is ignored.",
    brokenBy: "A server answers an upgrade in HTTP/1.0 with 101.",
  },
  "rfc9110/8.6/no-length-in-101": {
    level: "MUST NOT",
    binds: "server",
    verification: "handshake",
    statement: "A 101 has no Content-Length.",
    brokenBy: "A 101 with Content-Length: 0.",
  },
  "rfc9110/15.2/interim-responses-skipped": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "Interim responses other than 101 may come before the final one and are read past.",
    brokenBy: "A client fails because a 103 comes before the 101.",
  },
  "rfc9110/15.5.6/405-names-methods": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "An answer with status 405 lists the methods that are allowed.",
    brokenBy: "A 405 without Allow.",
  },
  "rfc9110/15.5.22/426-names-protocol": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "An answer with status 426 names the protocol it wants in Upgrade.",
    brokenBy: "A 426 without Upgrade.",
  },
} as const satisfies Catalogue;
