import { describe, expect, it } from "vitest";
import type { Letter } from "../../spec/lifecycle/letters.ts";
import type { Role } from "../../spec/role.ts";
import { ImpossibleError } from "./blame.ts";
import { bytesFromLatin1 } from "./bytes/text.ts";
import { Endpoint } from "./endpoint.ts";
import type { Input } from "./input.ts";
import { transitionTables } from "./lifecycle/transition-table.generated.ts";
import { type Cell, type Effect, letterNumbers } from "./lifecycle/transition-table.ts";
import { drain } from "./testing/drain.ts";
import { establishedClient, establishedServer } from "./testing/established.ts";
import { hex } from "./testing/hex.ts";
import { requestText } from "./testing/sample-handshake.ts";
import { seededPorts } from "./testing/seeded-ports.ts";

const open = "incoming.hearing.betweenMessages outgoing.speaking.betweenMessages";
const text = "81 85 37 fa 21 3d 7f 9f 4d 51 58";

interface WrongCell {
  readonly role: Role;
  readonly state: string;
  readonly letter: Letter;
  /** The state it leads to; it stays where none is named. */
  readonly next?: string;
  readonly effects: readonly Effect["effect"][];
}

const said = { requirement: "rfc6455/6.1/framed", detail: "anything" } as const;
const effectOf = (effect: Effect["effect"]): Effect =>
  effect === "blame" || effect === "refuse" || effect === "refuseLate" ? { effect, ...said } : { effect };

/** Runs something while a table has one cell that is another. */
function withCell({ role, state, letter, next, effects }: WrongCell, run: () => void): void {
  const table = transitionTables[role];
  const number = table.states.indexOf(state);
  const cell: Cell = [next === undefined ? number : table.states.indexOf(next), effects.map(effectOf)];
  const cells = table.cells.map((row, at) =>
    at === number ? row.map((old, place) => (place === letterNumbers[letter] ? cell : old)) : row,
  );
  Object.assign(transitionTables, { [role]: { ...table, cells } });
  try {
    run();
  } finally {
    Object.assign(transitionTables, { [role]: table });
  }
}

/** Feeds a new endpoint and draws everything out of it. */
function feed(role: Role, ...inputs: Input[]): void {
  const common = { ports: seededPorts() };
  const endpoint = new Endpoint(role === "server" ? { role, ...common } : { role, ...common, resource: "/", host: "h" });
  for (const input of inputs) {
    endpoint.feed(input);
    drain(endpoint);
  }
}

const start: Input = { kind: "start" };
const head: Input = { kind: "bytes", bytes: bytesFromLatin1(requestText()) };

describe("a data frame", () => {
  it.each([["in one piece", [text]] as const, ["cut", ["81", text.slice(3)]] as const])(
    "that comes %s has every effect of its cell",
    (_, pieces) => {
      withCell({ role: "server", state: open, letter: "receive.text.whole", effects: ["readData", "startClosingTimer"] }, () => {
        const server = establishedServer();
        for (const piece of pieces) server.feed({ kind: "bytes", bytes: hex(piece) });
        expect(drain(server).map(({ kind }) => kind)).toEqual(["startTimer", "event"]);
      });
    },
  );
});

/** Cells that no right table has, by what is said of them. */
const inOpening: readonly (readonly [said: string, cell: WrongCell, inputs: readonly Input[]])[] = [
  [
    "a connection opens without its handshake",
    { role: "server", state: "unopened", letter: "transport.opened", effects: ["emitOpen"] },
    [start],
  ],
  ["a server is to write a request", { role: "server", state: "unopened", letter: "transport.opened", effects: ["writeRequest"] }, [start]],
  [
    "writeAcceptance without a head",
    { role: "client", state: "unopened", letter: "transport.opened", effects: ["writeAcceptance"] },
    [start],
  ],
  ["writeRefusal without a head", { role: "client", state: "unopened", letter: "transport.opened", effects: ["writeRefusal"] }, [start]],
  [
    "a request to tell that is not there",
    { role: "server", state: "unopened", letter: "transport.opened", effects: ["emitRequest"] },
    [start],
  ],
  [
    "a client is asked to answer a request",
    { role: "client", state: "unopened", letter: "answer.accept", effects: ["emitOpen"] },
    [{ kind: "accept" }],
  ],
  [
    "the application answers before it is asked",
    { role: "server", state: "unopened", letter: "answer.accept", effects: ["emitOpen"] },
    [{ kind: "accept" }],
  ],
  [
    "a frame may be sent before the opening",
    { role: "server", state: "unopened", letter: "transport.opened", next: open, effects: [] },
    [start, { kind: "ping", payload: new Uint8Array(0) }],
  ],
  [
    "blame among the effects of an opening handshake",
    { role: "server", state: "connecting", letter: "handshake.requested", effects: ["blame"] },
    [start, head],
  ],
  [
    "timer.closing in state connecting",
    { role: "server", state: "connecting", letter: "timer.closing", effects: ["impossible"] },
    [start, { kind: "timer", timer: "closing" }],
  ],
  [
    "refuse among the effects of an opening handshake",
    { role: "server", state: "connecting", letter: "timer.closing", effects: ["refuse"] },
    [start, { kind: "timer", timer: "closing" }],
  ],
  [
    "refuseLate among the effects of an opening handshake",
    { role: "server", state: "connecting", letter: "timer.closing", effects: ["refuseLate"] },
    [start, { kind: "timer", timer: "closing" }],
  ],
  [
    "sing among the effects of an opening handshake",
    { role: "server", state: "connecting", letter: "timer.closing", effects: ["sing" as "emitOpen"] },
    [start, { kind: "timer", timer: "closing" }],
  ],
];

const whenOpen: readonly (readonly [said: string, letter: Letter, effects: readonly Effect["effect"][], wire: string])[] = [
  ["a control frame without its payload", "receive.text.whole", ["readData", "writePong"], text],
  ["writeFrame without a frame", "receive.text.whole", ["readData", "writeFrame"], text],
  ["writeClose without a frame", "receive.text.whole", ["readData", "writeClose"], text],
  ["is neither read nor does it fail the connection", "receive.text.whole", ["discard"], text],
  ["refuse among the effects of an open connection", "receive.text.whole", ["readData", "refuse"], text],
  ["a Close frame without its status", "receive.ping", ["writeCloseReply"], "89 80 00 00 00 00"],
  ["a connection fails for no reason", "receive.ping", ["emitFailed"], "89 80 00 00 00 00"],
  ["a connection fails for no reason", "receive.ping", ["writeFailureClose"], "89 80 00 00 00 00"],
];

describe("a wrong table is a bug of ours, and the endpoint says which", () => {
  it.each(inOpening)("%s", (message, cell, inputs) => {
    withCell(cell, () => {
      expect(() => feed(cell.role, ...inputs)).toThrow(ImpossibleError);
      expect(() => feed(cell.role, ...inputs)).toThrow(message);
    });
  });

  it.each(whenOpen)("once open: %s at %s with %j", (message, letter, effects, wire) => {
    withCell({ role: "server", state: open, letter, effects }, () => {
      const server = establishedServer();
      server.feed({ kind: "bytes", bytes: hex(wire) });
      expect(() => drain(server)).toThrow(message);
    });
  });

  it("7.1.4: an end that is called clean without a Close frame of the peer", () => {
    withCell({ role: "server", state: open, letter: "receive.pong", next: "closedCleanly", effects: ["emitClosed"] }, () => {
      const server = establishedServer();
      server.feed({ kind: "bytes", bytes: hex("8a 80 00 00 00 00") });
      expect(() => drain(server)).toThrow("a closing handshake is complete without the peer's Close frame");
    });
  });

  it("what is discarded, and data that is read, leaves nothing to do", () => {
    withCell({ role: "client", state: open, letter: "receive.pong", effects: ["discard"] }, () => {
      const client = establishedClient();
      client.feed({ kind: "bytes", bytes: hex("8a 00") });
      expect(drain(client)).toEqual([]);
    });
  });
});
