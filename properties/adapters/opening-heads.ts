import fc from "fast-check";
import type { Role } from "../../spec/role.ts";
import { bytesFromLatin1 } from "../../src/core/bytes/text.ts";
import { requestText, responseText } from "../../src/core/testing/sample-handshake.ts";
import { acceptOfStartedClient } from "./started-endpoint.ts";

const fieldValues = () => fc.string({ unit: fc.constantFrom("a", "B", "7", " ", ",", ";", "=", '"', "\t", "é"), maxLength: 30 });

const furtherFields = (): fc.Arbitrary<Record<string, string>> =>
  fc.dictionary(fc.constantFrom("X-One", "Cookie", "User-Agent", "Origin"), fieldValues(), { maxKeys: 3 });

const offers = () => fc.constantFrom(undefined, undefined, "permessage-deflate", 'one; a=1, two; b="x"', "one, one", "one; =", "one two");

const upgrades = () => fc.constantFrom("websocket", "WebSocket", "WEBSOCKET");
const connections = () => fc.constantFrom("Upgrade", "upgrade", "keep-alive, Upgrade");

const requests = (): fc.Arbitrary<string> =>
  fc
    .tuple(furtherFields(), upgrades(), connections(), offers(), fc.constantFrom("", "\r\n"))
    .map(([further, upgrade, connection, offer, before]) => {
      const fields = { ...further, Upgrade: upgrade, Connection: connection, "Sec-WebSocket-Extensions": offer };
      return before + requestText(fields);
    });

const interim = "HTTP/1.1 100 Continue\r\nX-Note: not yet\r\n\r\n";

const answers = () => fc.constantFrom(undefined, undefined, undefined, "chat", "superchat", "other");

const responses = (): fc.Arbitrary<string> =>
  fc
    .tuple(furtherFields(), upgrades(), connections(), answers(), fc.constantFrom("", interim))
    .map(([further, upgrade, connection, subprotocol, before]) => {
      const fields = { ...further, Upgrade: upgrade, Connection: connection, "Sec-WebSocket-Protocol": subprotocol };
      return before + responseText({ ...fields, "Sec-WebSocket-Accept": acceptOfStartedClient });
    });

interface Slip {
  readonly at: number;
  readonly character: string;
  readonly how: "replace" | "insert" | "remove";
}

const slips = (): fc.Arbitrary<Slip> =>
  fc.record({
    at: fc.nat(400),
    character: fc.constantFrom("\r", "\n", ":", " ", "\0", "x", "\u00ff", ","),
    how: fc.constantFrom<Slip["how"]>("replace", "insert", "remove"),
  });

/** The head that a peer opens with, for a server a request and for a client an answer: mostly legal, sometimes with a slip of the pen. */
export const openingHeads = (role: Role): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      role === "server" ? requests() : responses(),
      fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(slips(), { minLength: 1, maxLength: 2 }) }),
    )
    .map(([head, wrong]) => bytesFromLatin1(wrong.reduce(misspell, head)));

function misspell(head: string, { at, character, how }: Slip): string {
  const place = at % head.length;
  const after = how === "insert" ? head.slice(place) : head.slice(place + 1);
  return head.slice(0, place) + (how === "remove" ? "" : character) + after;
}
