/** What a header field of the opening handshake allows (RFC 6455, section 11.3, with RFC 9110 for the general ones). */
export interface HeaderField {
  readonly name: string;
  /** `list`: several lines mean the same as one; `once`: a second line is a violation. */
  readonly inRequest: "once" | "list" | "absent";
  readonly inResponse: "once" | "list" | "absent";
  readonly section: string;
}

/** The header fields the opening handshake gives a meaning to. */
export const headerFields = {
  host: { name: "Host", inRequest: "once", inResponse: "absent", section: "rfc9112/3.2" },
  upgrade: { name: "Upgrade", inRequest: "list", inResponse: "once", section: "rfc9110/7.8" },
  connection: { name: "Connection", inRequest: "list", inResponse: "list", section: "rfc9110/7.6.1" },
  origin: { name: "Origin", inRequest: "once", inResponse: "absent", section: "rfc6455/10.2" },
  key: { name: "Sec-WebSocket-Key", inRequest: "once", inResponse: "absent", section: "rfc6455/11.3.1" },
  extensions: { name: "Sec-WebSocket-Extensions", inRequest: "list", inResponse: "list", section: "rfc6455/11.3.2" },
  accept: { name: "Sec-WebSocket-Accept", inRequest: "absent", inResponse: "once", section: "rfc6455/11.3.3" },
  protocol: { name: "Sec-WebSocket-Protocol", inRequest: "list", inResponse: "once", section: "rfc6455/11.3.4" },
  version: { name: "Sec-WebSocket-Version", inRequest: "once", inResponse: "list", section: "rfc6455/11.3.5" },
} as const satisfies Record<string, HeaderField>;
