import fc from "fast-check";
import { expect } from "vitest";
import { judgeRequest, judgeResponse } from "../models/opening/opening.ts";
import { readHead as readByGrammar } from "../models/opening/opening-head.ts";
import { latin1FromBytes } from "../src/core/bytes/text.ts";
import { Endpoint } from "../src/core/endpoint.ts";
import type { Command, Field } from "../src/core/input.ts";
import { defaultLimits } from "../src/core/limits.ts";
import { acceptKey } from "../src/core/opening/accept-key.ts";
import { bytesOf, drain, eventsOf } from "../src/core/testing/drain.ts";
import { seededPorts } from "../src/core/testing/seeded-ports.ts";
import { readHead, valuesIn } from "./adapters/http-head.ts";
import { exhaustive, property } from "./property.ts";

/** Names that no application may give: the opening handshake writes them, or they frame the message. */
const ownNames = [
  ..."Host Upgrade Connection Origin Sec-WebSocket-Key Sec-WebSocket-Extensions Sec-WebSocket-Accept".split(" "),
  ..."Sec-WebSocket-Protocol Sec-WebSocket-Version Content-Length Transfer-Encoding TE Trailer Expect Keep-Alive".split(" "),
];

/** A client that adds these fields to its request, or what it threw. */
function clientWith(fields: readonly Field[]): Endpoint | Error {
  try {
    const client = new Endpoint({ role: "client", ports: seededPorts(), resource: "/", host: "h", subprotocols: ["chat"], fields });
    client.feed({ kind: "start" });
    return client;
  } catch (error) {
    return error as Error;
  }
}

/** A server that a client has asked for a connection. */
function askedServer(): { readonly client: Endpoint; readonly server: Endpoint } {
  const client = clientWith([]) as Endpoint;
  const server = new Endpoint({ role: "server", ports: { ...seededPorts(), now: () => 0 } });
  server.feed({ kind: "start" });
  server.feed({ kind: "bytes", bytes: bytesOf(drain(client)) });
  drain(server);
  return { client, server };
}

exhaustive({
  title: "no head takes a field from an application that the endpoint writes itself or that would frame the message",
  requires: ["ours/opening/own-fields", "rfc9110/8.6/no-length-in-101", "rfc9112/6.1/no-transfer-coding-in-101"],
  over: () => ownNames.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
  holds: (name) => {
    const fields = [[name, "1"]] as const;
    expect(clientWith(fields)).toMatchObject({ misuse: { requirement: "ours/opening/own-fields" } });
    for (const command of [{ kind: "accept", fields } as const, { kind: "refuse", status: 403, fields } as const]) {
      const { server } = askedServer();
      expect(server.feed(command)).toMatchObject({ blame: "caller", requirement: "ours/opening/own-fields" });
      expect(drain(server)).toEqual([]);
    }
  },
});

exhaustive({
  title: "a status that asks for authentication is refused to an application that does not say how",
  requires: ["rfc9110/15.5.2/401-names-challenge", "rfc9110/15.5.8/407-names-challenge"],
  over: () => [
    [401, "WWW-Authenticate", "Proxy-Authenticate"],
    [407, "Proxy-Authenticate", "WWW-Authenticate"],
  ],
  holds: ([status, needed, other]) => {
    const answerOf = (name: unknown) => {
      const { server } = askedServer();
      const misuse = server.feed({ kind: "refuse", status: status as number, fields: [[name as string, "Basic"]] });
      return misuse?.blame ?? valuesIn(readHead(latin1FromBytes(bytesOf(drain(server)))), (name as string).toLowerCase());
    };
    expect(answerOf(other)).toBe("caller");
    expect(answerOf(needed)).toEqual(["Basic"]);
  },
});

const names = [...ownNames, "X-One", "Set-Cookie", "Cookie", "User-Agent", "Server", "Date", "Content-Type", "Location", "Allow", "Via"];
const furtherFields = (): fc.Arbitrary<Field[]> =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...names), fc.boolean(), fc.constantFrom("1", "a, b", "chunked", "x-other"))
      .map(([name, inCapitals, value]): Field => [inCapitals ? name.toUpperCase() : name, value]),
    { maxLength: 3 },
  );

/** Names of fields that may stand in a head several times. */
const repeatable = new Set(["x-one", "set-cookie", "via", "allow"]);

const isOnceEach = (head: ReturnType<typeof readHead>): boolean => {
  const once = head.fields.map(([name]) => name).filter((name) => !repeatable.has(name));
  return new Set(once).size === once.length;
};

property({
  title: "whatever fields an application adds, a client that takes them writes a request that breaks nothing, and our server takes it",
  requires: ["rfc9110/5.3/single-field-once", "ours/opening/own-fields", "rfc6455/4.1/request-is-http"],
  given: [furtherFields()],
  runs: 500,
  holds: (fields) => {
    const client = clientWith(fields);
    if (client instanceof Error) return expect(client.name).toBe("MisuseError");
    const bytes = bytesOf(drain(client));
    const reading = readByGrammar(latin1FromBytes(bytes), defaultLimits, "request line");
    expect(reading.kind === "head" && judgeRequest(reading.head)).toEqual([]);
    expect(isOnceEach(readHead(latin1FromBytes(bytes)))).toBe(true);
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    server.feed({ kind: "start" });
    server.feed({ kind: "bytes", bytes });
    return expect(eventsOf(drain(server))).toMatchObject([{ type: "request" }]);
  },
});

property({
  title:
    "whatever fields an application adds, a server that takes them answers without contradicting itself, and our client understands it",
  requires: ["rfc9110/5.3/single-field-once", "ours/opening/own-fields", "rfc9112/6.3/refusal-framed"],
  given: [
    furtherFields(),
    fc.constantFrom<Command>({ kind: "accept" }, ...[302, 403, 405, 426].map((status) => ({ kind: "refuse" as const, status }))),
  ],
  runs: 500,
  holds: (fields, command) => {
    const { client, server } = askedServer();
    const misuse = server.feed({ ...command, fields } as Command);
    const bytes = bytesOf(drain(server));
    if (misuse !== undefined) return expect([misuse.blame, bytes.length]).toEqual(["caller", 0]);
    const reading = readByGrammar(latin1FromBytes(bytes), defaultLimits, "status line");
    if (reading.kind !== "head") throw new Error(reading.kind);
    expect(isOnceEach(readHead(latin1FromBytes(bytes)))).toBe(true);
    client.feed({ kind: "bytes", bytes });
    const [event] = eventsOf(drain(client));
    if (command.kind === "refuse") return expect(event).toMatchObject({ type: "refused", response: { status: command.status } });
    const accept = acceptKey(/^Sec-WebSocket-Key: (.*)\r$/m.exec(keyedRequest())?.[1] ?? "");
    expect(judgeResponse(reading.head, { accept, subprotocols: [], extensions: [] })).toEqual([]);
    return expect(event).toMatchObject({ type: "open" });
  },
});

/** The request of a client without further fields; the seeded ports make every one the same. */
const keyedRequest = (): string => latin1FromBytes(bytesOf(drain(clientWith([]) as Endpoint)));
