import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 3: WebSocket URIs. */
export const uris = {
  "rfc6455/3/no-fragment": {
    level: "MUST NOT",
    binds: "client",
    verification: "api",
    keywords: ["3#2", "3#3"],
    statement: "A WebSocket URI has no fragment; a number sign that is part of the path or the query is escaped.",
  },
} as const satisfies Catalogue;
