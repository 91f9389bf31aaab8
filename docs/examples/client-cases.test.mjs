// A client of your own, tested case by case through a fuzzing server on a free port; here it is the one of the package ws.
// Run it in a clone, once `npm ci` has built the package: node --test docs/examples/
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { allCases, explain, passed, selectCases, startFuzzingServer } from "hybi/conformance";
import { WebSocket } from "ws";

const { selected } = selectCases(allCases, ["1.*", "2.*", "3.*", "7.3.*"], []);
const agent = "ws";

let server;
before(async () => {
  server = await startFuzzingServer({ port: 0, cases: selected });
});
after(() => server.close());

/** Echoes every message of one case until the connection ends. */
async function runCase(number) {
  const socket = new WebSocket(`${server.url}/runCase?case=${number}&agent=${agent}`);
  socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary }));
  // A broken frame is reported here; ws has closed by then.
  socket.on("error", () => undefined);
  await new Promise((resolve) => socket.on("close", resolve));
}

/** The server has the result as soon as its side of the connection has ended. */
async function resultOf(id) {
  const status = new WebSocket(`${server.url}/getCaseStatus?casetuple=${id}&agent=${agent}`);
  await once(status, "message");
  return server.results().find((result) => result.id === id);
}

describe("our client", { concurrency: 16 }, () => {
  for (const [index, { id, title }] of selected.entries()) {
    it(`${id} ${title}`, async () => {
      await runCase(index + 1);
      const result = await resultOf(id);
      assert.ok(passed(result), explain(result)?.summary);
    });
  }
});
