import { expect, it } from "vitest";
import { letters } from "../../spec/lifecycle/letters.ts";
import { transitionTables } from "../../src/core/lifecycle/transition-table.generated.ts";
import { namedBounds } from "./bounds.ts";
import { counterexampleOf } from "./chart.ts";
import { Exploration } from "./explore.ts";
import { TwoEndpoints } from "./two-endpoints.ts";

/** The server's table with one cell in which it forgets what it has to do. */
function serverThatForgets(state: string, letter: (typeof letters)[number]) {
  const { server } = transitionTables;
  const number = server.states.indexOf(state);
  const cells = server.cells.map((row, at) =>
    at === number ? row.map(([next, effects], place) => [next, letters[place] === letter ? [] : effects] as const) : row,
  );
  return { ...transitionTables, server: { ...server, cells } };
}

it("5.5.1: a server that has sent Close and forgets to shut the transport is shown in a sequence chart", () => {
  const tables = serverThatForgets("incoming.hearing.betweenMessages outgoing.ended", "receive.close");
  const [fault] = new Exploration(new TwoEndpoints(tables, namedBounds.calm), { faultsMax: 1 }).faults;
  expect(fault === undefined ? "" : counterexampleOf(fault)).toBe(`\
rfc6455/7.1.1/server-closes-first: a server shuts the transport as soon as both Close frames are through, a client leaves that to the server

     client                                                     server
     |                                                          |
  1  o  transport.opened (section 4.1)                          |
     |--------- request -------->                               |
  2  |                                                          o  transport.opened (section 4.1)
  3  |                               --------- request -------->o
     |                                                          |  handshake.requested (section 4), now asked
  4  |                                                          o  answer.accept (section 4)
     |                               <------- acceptance -------|
  5  o<------- acceptance -------                               |
     |  handshake.accepted (section 4)                          |
  6  o  send.close (section 7.1.2)                              |
     |------- close 1000 ------->                               |
  7  |                                                          o  send.close (section 7.1.2)
     |                               <------- close 1001 -------|
  8  |                               ------- close 1000 ------->o
     |                                                          |  receive.close (section 5.5.1), now finishing
`);
});
