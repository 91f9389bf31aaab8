import { closeCodes } from "../registries/close-codes.ts";
import type { Catalogue } from "../requirement.ts";

/** RFC 6455, section 8: what happens to bytes that are not UTF-8. */
export const utf8 = {
  "rfc6455/8.1/invalid-utf8-fails": {
    level: "MUST",
    binds: "endpoint",
    verification: "wire",
    keywords: ["8.1#1"],
    statement: "Bytes that have to be UTF-8 and are not fail the connection.",
    brokenBy: "An endpoint that got 81 01 ff delivers a text.",
    failsWith: closeCodes.invalidPayload,
  },
} as const satisfies Catalogue;
