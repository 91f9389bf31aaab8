import { afterEach, describe, expect, it } from "vitest";
import { startAnsweringServer } from "../conformance/testing/hostile-servers.ts";
import { MisuseError } from "../core/blame.ts";
import { connect } from "./connect.ts";
import { listen } from "./listen.ts";
import type { Listening } from "./tcp.ts";
import { EventLog } from "./testing/listening-host.ts";

const servers: { readonly close: () => Promise<void> }[] = [];
const startServer = async (options: Omit<Parameters<typeof listen>[0], "port">): Promise<Listening & { readonly url: string }> => {
  const server = await listen({ port: 0, ...options });
  servers.push(server);
  return { ...server, url: `ws://127.0.0.1:${server.port}` };
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe("connect and listen", () => {
  it("open a connection, and the application decides on the request", async () => {
    const targets: string[] = [];
    const { url, port } = await startServer({
      onEvent: (event, host) => {
        if (event.type !== "request") return;
        targets.push(`${event.request.target} for ${event.request.host}`);
        host.send({ kind: "accept", subprotocol: "chat.v2", fields: [["X-Served-By", "a test"]] });
      },
    });
    const log = new EventLog();
    const client = await connect({
      url: `${url}/room?id=7`,
      onEvent: log.listener,
      subprotocols: ["chat.v1", "chat.v2"],
      origin: "http://example.com",
    });
    expect(await log.first("open")).toMatchObject({ subprotocol: "chat.v2", response: { status: 101 } });
    expect(targets).toEqual([`/room?id=7 for 127.0.0.1:${port}`]);
    client.send({ kind: "close" });
    await log.first("closed");
  });

  it("refuse: the client is told the answer and that it is over", async () => {
    const { url } = await startServer({
      onEvent: (event, host) => {
        if (event.type === "request") host.send({ kind: "refuse", status: 403, body: "not you" });
      },
    });
    const log = new EventLog();
    await connect({ url, onEvent: log.listener });
    expect(await log.first("refused")).toMatchObject({ response: { status: 403 } });
    expect(await log.first("closed")).toMatchObject({ code: 1006, wasClean: false });
    expect(log.types).toEqual(["refused", "closed"]);
  });

  it("tell the client of an answer that is none", async () => {
    const server = await startAnsweringServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    servers.push(server);
    const log = new EventLog();
    await connect({ url: server.url, onEvent: log.listener });
    expect(await log.first("refused")).toMatchObject({ failure: { blame: "peer" }, response: { status: 200 } });
    await log.first("closed");
  });

  it("reject when nobody is there", async () => {
    const { url, close } = await startServer({ onEvent: () => undefined });
    await close();
    await expect(connect({ url, onEvent: () => undefined })).rejects.toThrow(/^cannot connect to 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
  });

  it("reject when the port is in use", async () => {
    const { port } = await startServer({ onEvent: () => undefined });
    await expect(listen({ port, onEvent: () => undefined })).rejects.toThrow(/the port is in use/);
  });

  it("reject what may not be asked for, before anything is opened", async () => {
    await expect(connect({ url: "http://127.0.0.1", onEvent: () => undefined })).rejects.toThrow(TypeError);
    const subprotocols = ["not a token"];
    await expect(connect({ url: "ws://127.0.0.1:1", onEvent: () => undefined, subprotocols })).rejects.toThrow(MisuseError);
  });
});
