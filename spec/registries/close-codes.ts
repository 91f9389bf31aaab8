/** Which list of status codes counts: the one printed in RFC 6455, or the IANA registry as of 2026-01-12. */
export type StatusCodeProfile = "rfc6455" | "iana-2026";

/** One registered status code of section 7.4. */
export interface StatusCode {
  readonly name: string;
  /** `never`: it describes what an endpoint observed and must not be in a Close frame. */
  readonly onTheWire: "yes" | "never" | "reserved";
  /** Profiles in which the code is registered. */
  readonly profiles: readonly StatusCodeProfile[];
}

const both = ["rfc6455", "iana-2026"] as const;
const later = ["iana-2026"] as const;

/** RFC 6455, section 7.4.1 and the IANA registry "WebSocket Close Code Number", 1000 to 2999. */
export const statusCodes: Readonly<Record<number, StatusCode>> = {
  1000: { name: "Normal Closure", onTheWire: "yes", profiles: both },
  1001: { name: "Going Away", onTheWire: "yes", profiles: both },
  1002: { name: "Protocol Error", onTheWire: "yes", profiles: both },
  1003: { name: "Unsupported Data", onTheWire: "yes", profiles: both },
  1004: { name: "Reserved", onTheWire: "reserved", profiles: both },
  1005: { name: "No Status Received", onTheWire: "never", profiles: both },
  1006: { name: "Abnormal Closure", onTheWire: "never", profiles: both },
  1007: { name: "Invalid Payload Data", onTheWire: "yes", profiles: both },
  1008: { name: "Policy Violation", onTheWire: "yes", profiles: both },
  1009: { name: "Message Too Big", onTheWire: "yes", profiles: both },
  1010: { name: "Mandatory Extension", onTheWire: "yes", profiles: both },
  1011: { name: "Internal Error", onTheWire: "yes", profiles: both },
  1012: { name: "Service Restart", onTheWire: "yes", profiles: later },
  1013: { name: "Try Again Later", onTheWire: "yes", profiles: later },
  1014: { name: "Bad Gateway", onTheWire: "yes", profiles: later },
  1015: { name: "TLS Handshake", onTheWire: "never", profiles: both },
};

/** Section 7.4.2: may an endpoint put this code into a Close frame? 3000–4999 belong to libraries and applications. */
export function maySendStatusCode(code: number, profile: StatusCodeProfile): boolean {
  if (code >= 3000 && code <= 4999) return true;
  const registered = statusCodes[code];
  return registered !== undefined && registered.onTheWire === "yes" && registered.profiles.includes(profile);
}

/** The codes an endpoint itself uses, by cause (section 7.4.1). */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  protocolError: 1002,
  noStatus: 1005,
  abnormal: 1006,
  invalidPayload: 1007,
  policy: 1008,
  tooBig: 1009,
  internalError: 1011,
} as const;
