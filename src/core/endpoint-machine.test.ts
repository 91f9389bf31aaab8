import { describe, expect, it } from "vitest";
import { letters } from "../../spec/lifecycle/letters.ts";
import { bytesFromLatin1 } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import { transitionTables } from "./lifecycle/transition-table.generated.ts";
import type { Cell } from "./lifecycle/transition-table.ts";
import { drain } from "./testing/drain.ts";
import { establishedServer } from "./testing/established.ts";
import { hex } from "./testing/hex.ts";
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
    expect(server.feed({ kind: "bytes", bytes })).toMatchObject({ blame: "caller", requirement: "ours/lifecycle/started-once" });
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

describe("a timer that is late", () => {
  it.each(["opening", "closing"] as const)("the %s timer does nothing where none runs", (timer) => {
    const server = establishedServer();
    const before = server.stateName;
    server.feed({ kind: "timer", timer });
    expect(drain(server)).toEqual([]);
    expect(server.stateName).toBe(before);
  });
});

/** The endpoint's table with one cell that is another, while something is done. */
function withCell(state: string, letter: (typeof letters)[number], cell: (old: Cell) => Cell, run: () => void): void {
  const { server } = transitionTables;
  const cells = server.cells.map((row, number) =>
    server.states[number] === state ? row.map((old, place) => (letters[place] === letter ? cell(old) : old)) : row,
  );
  Object.assign(transitionTables, { server: { ...server, cells } });
  try {
    run();
  } finally {
    Object.assign(transitionTables, { server });
  }
}

describe("whatever the table says is done", () => {
  const open = "incoming.hearing.betweenMessages outgoing.speaking.betweenMessages";
  const text = "81 85 37 fa 21 3d 7f 9f 4d 51 58";

  it.each([["in one piece", [text]] as const, ["cut", ["81", text.slice(3)]] as const])(
    "data frames that come %s have every effect of their cell",
    (_, pieces) => {
      const timed = ([next, effects]: Cell): Cell => [next, [...effects, { effect: "startClosingTimer" }]];
      withCell(open, "receive.text.whole", timed, () => {
        const server = establishedServer();
        for (const piece of pieces) server.feed({ kind: "bytes", bytes: hex(piece) });
        expect(kindsOf(server)).toEqual(["startTimer", "event"]);
      });
    },
  );

  it("what can only be a wrong table is a bug of ours, and says which", () => {
    const doing = (letter: (typeof letters)[number], effect: "writePong" | "writeCloseReply" | "emitFailed" | "writeFrame", wire: string) =>
      withCell(
        open,
        letter,
        ([next]) => [next, letter === "receive.text.whole" ? [{ effect: "readData" }, { effect }] : [{ effect }]],
        () => {
          const server = establishedServer();
          server.feed({ kind: "bytes", bytes: hex(wire) });
          drain(server);
        },
      );
    expect(() => doing("receive.text.whole", "writePong", text)).toThrow("a control frame without its payload");
    expect(() => doing("receive.text.whole", "writeFrame", text)).toThrow("writeFrame without a frame");
    expect(() => doing("receive.ping", "writeCloseReply", "89 80 00 00 00 00")).toThrow("a Close frame without its status");
    expect(() => doing("receive.ping", "emitFailed", "89 80 00 00 00 00")).toThrow("a connection fails for no reason");
    withCell(
      open,
      "receive.text.whole",
      ([next]) => [next, [{ effect: "discard" }]],
      () => {
        const server = establishedServer();
        server.feed({ kind: "bytes", bytes: hex(text) });
        expect(() => drain(server)).toThrow("is neither read nor does it fail the connection");
      },
    );
    const refusing = { effect: "refuse", requirement: "rfc6455/6.1/framed", detail: "hearing a text" } as const;
    withCell(
      open,
      "receive.text.whole",
      ([next]) => [next, [{ effect: "readData" }, refusing]],
      () => {
        const server = establishedServer();
        server.feed({ kind: "bytes", bytes: hex(text) });
        expect(() => drain(server)).toThrow("refuse among the effects of an open connection");
      },
    );
  });
});
