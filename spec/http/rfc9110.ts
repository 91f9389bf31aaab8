import type { Catalogue } from "../requirement.ts";

/** The rules of RFC 9110 (HTTP semantics) that the opening handshake rests on. */
export const rfc9110 = {
  "rfc9110/5.1/field-name-token": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field name is a token.",
  },
  "rfc9110/5.3/lists-over-lines": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A list-valued field that comes in several lines means the same as one line with the values joined by commas.",
  },
  "rfc9110/5.5/field-value-characters": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A field value contains no carriage return, line feed or NUL.",
  },
  "rfc9110/5.6.1/empty-list-elements": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "A recipient of a list skips a reasonable number of empty elements.",
  },
  "rfc9110/7.6.1/connection-options": {
    level: "MUST",
    binds: "endpoint",
    verification: "handshake",
    statement: "Connection is a list of case-insensitive options, of which upgrade is one.",
  },
  "rfc9110/7.8/upgrade-ignored-in-http10": {
    level: "MUST",
    binds: "server",
    verification: "handshake",
    statement: "An Upgrade field in an HTTP/1.0 request is ignored.",
  },
  "rfc9110/15.2/interim-responses-skipped": {
    level: "MUST",
    binds: "client",
    verification: "handshake",
    statement: "Interim responses other than 101 may come before the final one and are read past.",
  },
} as const satisfies Catalogue;
