import { createServer } from "node:http";
import type { Listening } from "./tcp.ts";

/** What a web server answers with. */
export interface WebAnswer {
  readonly status: number;
  /** The media type of the body. */
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** What a request asks for. */
export interface WebQuestion {
  readonly path: string;
  readonly hostField: string;
}

// What is served is for this machine: no other page may frame it, read it, or be told of it.
const securityFields = {
  "Cache-Control": "no-store",
  "Content-Security-Policy":
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

const methods = ["GET", "HEAD"];

/** Serves GET and HEAD requests; port 0 takes a free one. Rejects with a readable reason when the port cannot be had. */
export function serveWeb(host: string, port: number, answerTo: (question: WebQuestion) => Promise<WebAnswer>): Promise<Listening> {
  const server = createServer(async (request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    if (!methods.includes(request.method ?? "")) {
      response.writeHead(405, { ...securityFields, Allow: methods.join(", "), "Content-Length": 0, Connection: "close" }).end();
      return;
    }
    const { status, type, body } = await answerTo({ path, hostField: request.headers.host ?? "" });
    const length = Buffer.byteLength(body);
    // RFC 9110, section 9.3.2: HEAD gets the fields of GET without the content; Node leaves it out.
    response.writeHead(status, { ...securityFields, "Content-Type": type, "Content-Length": length }).end(body);
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
