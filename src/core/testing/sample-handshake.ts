import { bytesFromLatin1 } from "../bytes/text.ts";
import { acceptKey } from "../opening/accept-key.ts";

/** Fields by name; `undefined` leaves one out. */
type FieldChanges = Readonly<Record<string, string | undefined>>;

/** The key printed in section 1.3, and the accept key that answers it. */
export const sampleKey = "dGhlIHNhbXBsZSBub25jZQ==";
export const sampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

const requestFields: FieldChanges = {
  Host: "server.example.com",
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": sampleKey,
  "Sec-WebSocket-Version": "13",
};

const responseFields: FieldChanges = { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Accept": sampleAccept };

/** A request, after the one in section 1.3, as text: with other fields, or another request line. */
export const requestText = (changes: FieldChanges = {}, requestLine = "GET /chat HTTP/1.1"): string =>
  headText(requestLine, { ...requestFields, ...changes });

/** An answer with status 101, after the one in section 1.3, as text: with other fields, or another status line. */
export const responseText = (changes: FieldChanges = {}, statusLine = "HTTP/1.1 101 Switching Protocols"): string =>
  headText(statusLine, { ...responseFields, ...changes });

/** The bytes that accept a request, whatever its key. */
export function acceptanceOf(request: string): Uint8Array {
  const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(request)?.[1] ?? "";
  return bytesFromLatin1(responseText({ "Sec-WebSocket-Accept": acceptKey(key) }));
}

function headText(startLine: string, fields: FieldChanges): string {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return [startLine, ...present.map(([name, value]) => `${name}: ${value}`), "", ""].join("\r\n");
}
