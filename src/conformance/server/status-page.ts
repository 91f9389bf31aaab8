import { bytesFromLatin1 } from "../../core/bytes/text.ts";
import { counted } from "../case/counted.ts";
import { productToken } from "../case/suite-name.ts";

/** What a browser gets that comes without a WebSocket: a complete HTTP response; the moment is in milliseconds since 1970. */
export function statusPage(caseCount: number, now = Date.now()): Uint8Array {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>hybi fuzzing server</title>
<style>:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>hybi fuzzing server</h1>
<p>This server tests WebSocket clients with ${counted(caseCount, "case")}. Point a client at it: it asks for <code>/getCaseCount</code>,
then opens <code>/runCase?case=1&amp;agent=NAME</code> and so on and echoes every message, and at the end opens
<code>/updateReports?agent=NAME</code>.</p></html>
`;
  const head = [
    "HTTP/1.1 200 OK",
    `Date: ${new Date(now).toUTCString()}`,
    `Server: ${productToken}`,
    "Content-Type: text/html; charset=utf-8",
    `Content-Length: ${body.length}`,
    "Connection: close",
  ];
  return bytesFromLatin1(`${head.join("\r\n")}\r\n\r\n${body}`);
}
