import { describe, expect, it } from "vitest";
import { bytesFromLatin1 } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import { drain } from "./testing/drain.ts";
import { establishedServer } from "./testing/established.ts";
import { requestText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const clientOptions = { role: "client", ports: seededPorts(), resource: "/", host: "h" } as const;
const kindsOf = (endpoint: Endpoint): string[] => drain(endpoint).map(({ kind }) => kind);

describe("starting (ours/lifecycle/started-once)", () => {
  it.each(["client", "server"] as const)("a %s that is started again says so and does nothing", (role) => {
    const endpoint = new Endpoint(role === "client" ? clientOptions : { role, ports: seededPorts() });
    expect(endpoint.feed({ kind: "start" })).toBeUndefined();
    expect(kindsOf(endpoint)).toEqual(role === "client" ? ["startTimer", "write"] : ["startTimer"]);
    const again = { blame: "caller", requirement: "ours/lifecycle/started-once", detail: "starting an endpoint that has been started" };
    expect(endpoint.feed({ kind: "start" })).toEqual(again);
    endpoint.feed({ kind: "transportEnd" });
    expect(endpoint.feed({ kind: "start" })).toEqual(again);
    expect(kindsOf(endpoint)).not.toContain("write");
  });

  it("bytes that come before the start are refused", () => {
    const server = new Endpoint({ role: "server", ports: seededPorts() });
    const bytes = bytesFromLatin1(requestText());
    expect(server.feed({ kind: "bytes", bytes })).toEqual({
      blame: "caller",
      requirement: "ours/lifecycle/started-once",
      detail: "bytes for an endpoint that has not been started",
    });
    expect(drain(server)).toEqual([]);
    expect(server.isReading).toBe(true);
    server.feed({ kind: "start" });
    server.feed({ kind: "bytes", bytes });
    expect(kindsOf(server)).toEqual(["startTimer", "event"]);
  });

  it.each([
    { kind: "message", format: "text", payload: "a" },
    { kind: "firstFragment", format: "text", payload: "a" },
    { kind: "nextFragment", payload: "a", last: false },
    { kind: "nextFragment", payload: "a", last: true },
    { kind: "ping", payload: new Uint8Array(0) },
    { kind: "pong", payload: new Uint8Array(0) },
    { kind: "close" },
  ] as const)("6.1: %j before the start is refused", (command) => {
    for (const endpoint of [new Endpoint(clientOptions), new Endpoint({ role: "server", ports: seededPorts() })]) {
      expect(endpoint.feed(command)).toMatchObject({ blame: "caller", requirement: "rfc6455/6.1/open-before-sending" });
      expect([endpoint.stateName, drain(endpoint)]).toEqual(["unopened", []]);
    }
  });

  it("4.1: a transport that never opens ends the connection", () => {
    const client = new Endpoint(clientOptions);
    client.feed({ kind: "transportEnd" });
    expect(drain(client)).toEqual([
      { kind: "event", event: { type: "refused", failure: null, response: null } },
      { kind: "shut" },
      { kind: "event", event: { type: "closed", code: 1006, reason: "", wasClean: false } },
    ]);
  });
});

describe("what the host is asked and told", () => {
  it("ours: the time of the opening begins at once, that of the closing when the Close frame has left", () => {
    const begins = (endpoint: Endpoint) =>
      drain(endpoint).flatMap((output) => (output.kind === "startTimer" ? [[output.timer, output.begins]] : []));
    const client = new Endpoint(clientOptions);
    client.feed({ kind: "start" });
    expect(begins(client)).toEqual([["opening", "at once"]]);
    const server = establishedServer();
    server.feed({ kind: "close" });
    expect(begins(server)).toEqual([["closing", "once written"]]);
  });

  it("7.2.1: how the transport was lost is passed on, where it is known", () => {
    const endings = (endpoint: Endpoint, loss?: string) => {
      endpoint.feed({ kind: "transportEnd", ...(loss === undefined ? {} : { loss }) });
      return drain(endpoint).flatMap((output) => (output.kind === "event" ? [output.event] : []));
    };
    expect(endings(establishedServer(), "ECONNRESET")).toEqual([
      { type: "closed", code: 1006, reason: "", wasClean: false, loss: "ECONNRESET" },
    ]);
    expect(endings(establishedServer())).toEqual([{ type: "closed", code: 1006, reason: "", wasClean: false }]);
    expect(endings(new Endpoint(clientOptions), "ECONNREFUSED")).toEqual([
      { type: "refused", failure: null, response: null, loss: "ECONNREFUSED" },
      { type: "closed", code: 1006, reason: "", wasClean: false, loss: "ECONNREFUSED" },
    ]);
    expect(endings(new Endpoint(clientOptions)).map((event) => "loss" in event)).toEqual([false, false]);
  });
});

describe("a timer that is late", () => {
  it.each(["opening", "closing"] as const)("the %s timer does nothing where none runs", (timer) => {
    const server = establishedServer();
    const before = server.stateName;
    server.feed({ kind: "timer", timer });
    expect(drain(server)).toEqual([]);
    expect(server.stateName).toBe(before);
  });
});
