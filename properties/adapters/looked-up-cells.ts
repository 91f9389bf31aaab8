import { type Letter, letters } from "../../spec/lifecycle/letters.ts";
import type { Role } from "../../spec/role.ts";
import { bytesFromLatin1, latin1FromBytes } from "../../src/core/bytes/text.ts";
import { Endpoint } from "../../src/core/endpoint.ts";
import type { Command, Input } from "../../src/core/input.ts";
import { transitionTables } from "../../src/core/lifecycle/transition-table.generated.ts";
import type { Cell, TransitionTable } from "../../src/core/lifecycle/transition-table.ts";
import { bytesOf, drain } from "../../src/core/testing/drain.ts";
import { hex } from "../../src/core/testing/hex.ts";
import { acceptanceOf, requestText } from "../../src/core/testing/sample-handshake.ts";
import { seededPorts } from "../../src/core/testing/seeded-ports.ts";

/** One cell of a table: `asked, answer.accept`. */
export type CellName = `${string}, ${Letter}`;

const payload = Uint8Array.of(0x61);
const frameBytesMax = 20;

const commands: readonly Command[] = [
  { kind: "accept" },
  { kind: "refuse", status: 403 },
  { kind: "message", format: "text", payload: "a" },
  { kind: "message", format: "binary", payload },
  { kind: "firstFragment", format: "text", payload: "a" },
  { kind: "firstFragment", format: "binary", payload },
  { kind: "nextFragment", payload: "a", last: false },
  { kind: "nextFragment", payload: "a", last: true },
  { kind: "ping", payload },
  { kind: "pong", payload },
  { kind: "close", code: 1000 },
];

/** Empty frames of each kind, one with a reserved opcode, and frames above the limit, as their first bytes and lengths. */
const frames: readonly (readonly [first: number, length: number])[] = [
  ...[0x81, 0x01, 0x82, 0x02, 0x00, 0x80, 0x89, 0x8a, 0x88, 0x83].map((first) => [first, 0] as const),
  ...[0x81, 0x01, 0x80, 0x00].map((first) => [first, frameBytesMax + 1] as const),
];

const frameFrom = (peer: Role, [first, length]: readonly [number, number]): Uint8Array =>
  peer === "client"
    ? hex(`${first.toString(16).padStart(2, "0")} ${(0x80 + length).toString(16)} 00 00 00 00 ${"61".repeat(length)}`)
    : hex(`${first.toString(16).padStart(2, "0")} ${length.toString(16).padStart(2, "0")} ${"61".repeat(length)}`);

/** Something to feed, made anew each time, since bytes are unmasked in place; it may need what the endpoint has written. */
type Happening = (written: string) => Input;

const bytesInput = (bytes: Uint8Array): Input => ({ kind: "bytes", bytes });

/** Everything that can be fed to an endpoint, as far as its machine can tell one from another. */
const happeningsFor = (role: Role): Happening[] => [
  () => ({ kind: "start" }),
  () => ({ kind: "transportEnd" }),
  () => ({ kind: "timer", timer: "opening" }),
  () => ({ kind: "timer", timer: "closing" }),
  ...commands.map((command) => () => command),
  (written) => bytesInput(role === "client" ? acceptanceOf(written) : bytesFromLatin1(requestText())),
  () => bytesInput(bytesFromLatin1("no head at all\r\n\r\n")),
  ...frames.map((frame) => () => bytesInput(frameFrom(role === "client" ? "server" : "client", frame))),
];

/** Every cell that an endpoint looks up, whatever is fed to it in whichever state it can be brought into. */
export function lookedUpCells(role: Role): Set<CellName> {
  const lookedUp = new Set<CellName>();
  const table = transitionTables[role];
  Object.assign(transitionTables, { [role]: recording(table, lookedUp) });
  try {
    const paths = new Map<string, readonly Happening[]>([[live(role, []), []]]);
    for (const path of paths.values()) {
      for (const happening of happeningsFor(role)) {
        const longer = [...path, happening];
        const state = live(role, longer);
        if (!paths.has(state)) paths.set(state, longer);
      }
    }
  } finally {
    Object.assign(transitionTables, { [role]: table });
  }
  return lookedUp;
}

/** Feeds a new endpoint and returns the state that it comes to. */
function live(role: Role, path: readonly Happening[]): string {
  const common = { ports: seededPorts(), limits: { frameBytesMax } };
  const endpoint = new Endpoint(
    role === "client" ? { role, ...common, resource: "/chat", host: "server.example.com" } : { role, ...common },
  );
  let written = "";
  for (const happening of path) {
    endpoint.feed(happening(written));
    written += latin1FromBytes(bytesOf(drain(endpoint)));
  }
  return endpoint.stateName;
}

/** A table that keeps which of its cells were asked for. */
function recording(table: TransitionTable, lookedUp: Set<CellName>): TransitionTable {
  const cells = table.cells.map((row, state) => recordingRow(row, (letter) => lookedUp.add(`${table.states[state] ?? ""}, ${letter}`)));
  return { ...table, cells };
}

const recordingRow = (row: readonly Cell[], keep: (letter: Letter) => void): readonly Cell[] =>
  new Proxy(row, {
    get(target, place) {
      const letter = typeof place === "string" ? letters[Number(place)] : undefined;
      if (letter !== undefined) keep(letter);
      return Reflect.get(target, place);
    },
  });
