// Echo server and echo client on the npm package `ws`, which the project has as a development dependency.
import { once } from "node:events";
import { WebSocket, WebSocketServer } from "ws";

const unlimited = 0;
const options = { perMessageDeflate: true, maxPayload: unlimited, maxFragments: unlimited, maxBufferedChunks: unlimited };

/** @param {WebSocket} socket */
function echo(socket) {
  socket.on("message", (message, isBinary) => socket.send(message, { binary: isBinary }));
  // A broken frame is reported here; `ws` has closed by then.
  socket.on("error", () => undefined);
}

async function runServer() {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, ...options });
  server.on("connection", echo);
  await once(server, "listening");
  console.log(`listening ${server.address().port}`);
  process.stdin.on("end", () => process.exit()).resume();
}

/** @param {string} url @param {string} agent */
async function runClient(url, agent) {
  const counting = new WebSocket(`${url}/getCaseCount`, options);
  const [count] = await once(counting, "message");
  await once(counting, "close");
  for (let number = 1; number <= Number(count); number++) {
    const socket = new WebSocket(`${url}/runCase?case=${number}&agent=${encodeURIComponent(agent)}`, options);
    echo(socket);
    await new Promise((resolve) => socket.on("close", resolve));
  }
  await once(new WebSocket(`${url}/updateReports?agent=${encodeURIComponent(agent)}`, options), "close");
}

const [role, url, agent] = process.argv.slice(2);
await (role === "server" ? runServer() : runClient(url, agent));
