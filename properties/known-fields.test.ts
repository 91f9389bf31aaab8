import { expect } from "vitest";
import { headerFields } from "../spec/registries/header-fields.ts";
import { bytesFromLatin1 } from "../src/core/bytes/text.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { HeadReader } from "../src/core/opening/head-reader.ts";
import { readOpeningRequest } from "../src/core/opening/opening-request.ts";
import { judgeOpeningResponse, type OpeningResponse, readOpeningResponse } from "../src/core/opening/opening-response.ts";
import { requestText, responseText, sampleAccept, sampleKey } from "../src/core/testing/sample-handshake.ts";
import { exhaustive } from "./property.ts";

type Name = keyof typeof headerFields;
type HeadKind = "inRequest" | "inResponse";

/** Two values of each field that are right in a head of their own; of a list they are right together. */
const values: Readonly<Record<Name, readonly [string, string]>> = {
  host: ["server.example.com", "server.example.com"],
  upgrade: ["websocket", "h2c"],
  connection: ["Upgrade", "keep-alive"],
  origin: ["http://a.example", "http://b.example"],
  key: [sampleKey, sampleKey],
  extensions: ["x; a=1", "y"],
  accept: [sampleAccept, sampleAccept],
  protocol: ["chat", "superchat"],
  version: ["13", "13"],
};

/** What a strict reader makes of the sample head with these lines of a field instead of its own, or the fault it finds. */
function judged(kind: HeadKind, name: Name, lines: readonly string[]): object {
  const field = headerFields[name].name;
  const text = kind === "inRequest" ? requestText({ [field]: undefined }) : responseText({ [field]: undefined });
  const whole = `${text.slice(0, -2)}${lines.map((value) => `${field}: ${value}\r\n`).join("")}\r\n`;
  const progress = new HeadReader(defaultLimits).push(bytesFromLatin1(whole));
  if (progress.kind !== "complete") throw new Error(`not a head: ${whole}`);
  if (kind === "inRequest") return { ...readOpeningRequest(progress.head), fields: [], raw: "" };
  const offer = { accept: sampleAccept, subprotocols: ["chat", "superchat"], extensions: ["x", "y"] };
  return judgeOpeningResponse(readOpeningResponse(progress.head) as OpeningResponse, offer);
}

const places = (Object.keys(headerFields) as Name[]).flatMap((name) =>
  (["inRequest", "inResponse"] as const).map((kind) => ({ name, kind, occurrence: headerFields[name][kind] })),
);

exhaustive({
  title: "a second line of a field breaks what the registry says where it comes once, and goes on the list where it is one",
  requires: [
    "rfc9112/3.2/host-once",
    "rfc6454/7.3/origin-once",
    "rfc6455/11.3.1/key-once",
    "rfc6455/11.3.3/accept-once",
    "rfc6455/11.3.4/protocol-once-in-response",
    "rfc6455/11.3.5/version-once-in-request",
    "rfc9110/5.3/lists-over-lines",
  ],
  over: () => places.filter(({ occurrence }) => occurrence !== "absent"),
  holds: ({ name, kind, occurrence }) => {
    const [one, other] = values[name];
    expect(judged(kind, name, [one])).not.toHaveProperty("requirement");
    const both = judged(kind, name, [one, other]);
    if (occurrence === "list") expect(both).toEqual(judged(kind, name, [`${one}, ${other}`]));
    else expect(both).toMatchObject({ requirement: (occurrence as { readonly once: string }).once });
  },
});

exhaustive({
  title: "a field that belongs into the other head changes nothing, however often it comes",
  requires: ["rfc6455/4.2.1/other-fields-ignored"],
  over: () => places.filter(({ occurrence }) => occurrence === "absent"),
  holds: ({ name, kind }) => {
    const without = judged(kind, name, []);
    expect(without).not.toHaveProperty("requirement");
    expect(judged(kind, name, values[name])).toEqual(without);
  },
});
