import type { Finding } from "./verdict.ts";

type Evidence = Pick<Finding, "by" | "requirement" | "detail" | "bytes">;

/** Something that people meet again and again, by its usual cause. */
interface Pattern {
  readonly words: string;
  readonly isIn: (evidence: Evidence) => boolean;
}

const firstOfHttp = "HTTP".charCodeAt(0);

/** The first that fits is told. */
const patterns: readonly Pattern[] = [
  {
    words: "an HTTP answer inside the frame stream: two handlers on one server, or an answer written behind the upgrade",
    isIn: ({ by, requirement, bytes }) =>
      by === "server" &&
      bytes[0] === firstOfHttp &&
      (requirement === "rfc6455/5.2/rsv-zero" ||
        requirement === "rfc6455/5.4/control-not-fragmented" ||
        requirement === "rfc7692/6.1/rsv1-on-first-frames-only"),
  },
  {
    words: "compressed without an agreement on permessage-deflate",
    isIn: ({ requirement, detail }) => requirement === "rfc6455/5.2/rsv-zero" && detail.includes("RSV1 set"),
  },
  {
    words: "the client's own bytes sent back, or a proxy that copies frames",
    isIn: ({ requirement }) => requirement === "rfc6455/5.1/server-frames-unmasked",
  },
  {
    words: "a client that writes frames as a server does, or a proxy that copies them",
    isIn: ({ requirement }) => requirement === "rfc6455/5.1/client-frames-masked",
  },
  {
    words: "a wrong digest of the key, or an answer from a cache",
    isIn: ({ requirement }) => requirement === "rfc6455/4.1/response-accept",
  },
];

/** What a breach usually comes from, where that is known. */
export const patternOf = (evidence: Evidence): string | null => patterns.find(({ isIn }) => isIn(evidence))?.words ?? null;
