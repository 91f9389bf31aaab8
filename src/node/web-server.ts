import { createServer } from "node:http";
import type { Listening } from "./tcp.ts";

/** What a web server answers with. */
export interface WebAnswer {
  readonly status: number;
  /** The media type of the body. */
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Serves GET requests; port 0 takes a free one. Rejects with a readable reason when the port cannot be had. */
export function serveWeb(host: string, port: number, answerTo: (path: string) => Promise<WebAnswer>): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    const { status, type, body } = await answerTo(path);
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "the port is in use" : error.message;
      reject(new Error(`cannot listen on ${host}:${port}: ${reason}`));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new TypeError("a TCP server has a port");
      resolve({ host, port: address.port, close: () => closeServer() });
    });
  });

  function closeServer(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}
