import { bytesFromLatin1 } from "../bytes/text.ts";
import { acceptKey } from "../handshake/accept-key.ts";

const head = (lines: readonly string[]): string => [...lines, "", ""].join("\r\n");

/** The key printed in section 1.3, and the accept key that answers it. */
export const sampleKey = "dGhlIHNhbXBsZSBub25jZQ==";
export const sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/** The fields of a request that opens a connection; a test may change, add or (with `undefined`) leave out some. */
const sampleFields: Readonly<Record<string, string>> = {
  Host: "server.example.com",
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": sampleKey,
  "Sec-WebSocket-Version": "13",
};

/** A request, after the one in section 1.3, as text: with other fields, or another request line. */
export function requestText(changes: Readonly<Record<string, string | undefined>> = {}, requestLine = "GET /chat HTTP/1.1"): string {
  const fields = Object.entries({ ...sampleFields, ...changes }).filter(([, value]) => value !== undefined);
  return head([requestLine, ...fields.map(([name, value]) => `${name}: ${value}`)]);
}

/** An answer with status 101, after the one in section 1.3, as text. */
export function responseText(
  changes: Readonly<Record<string, string | undefined>> = {},
  statusLine = "HTTP/1.1 101 Switching Protocols",
): string {
  const fields = { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Accept": sampleAccept, ...changes };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return head([statusLine, ...present.map(([name, value]) => `${name}: ${value}`)]);
}

/** The bytes that accept a request, whatever its key. */
export function acceptanceOf(request: string): Uint8Array {
  const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(request)?.[1] ?? "";
  return bytesFromLatin1(responseText({ "Sec-WebSocket-Accept": acceptKey(key) }));
}
