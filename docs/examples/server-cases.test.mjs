// One native test for each case, against a server of your own; here it is made with the package ws.
// Run it in a clone, once `npm ci` has built the package: node --test docs/examples/
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { allCases, explain, inProfile, passed, runFuzzingClient, selectCases } from "hybi/conformance";
import { WebSocketServer } from "ws";

const { selected } = selectCases(allCases, ["1.*", "2.*", "5.*", "7.*", "13.1.1"], ["7.13.*"]);

let server;
before(async () => {
  server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: true });
  server.on("connection", (socket) => {
    socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary }));
    // A broken frame is reported here; ws has closed by then.
    socket.on("error", () => undefined);
  });
  await once(server, "listening");
});
after(() => server.close());

describe("our server", { concurrency: 16 }, () => {
  for (const testCase of selected) {
    it(`${testCase.id} ${testCase.title}`, async () => {
      const url = `ws://127.0.0.1:${server.address().port}`;
      const [result] = await runFuzzingClient({ url, cases: [inProfile(testCase, "quick")] });
      assert.ok(passed(result), explain(result)?.summary);
    });
  }
});
