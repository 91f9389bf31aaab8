import type { Role } from "../../../../spec/role.ts";
import type { ServerOptions } from "../../../core/endpoint-options.ts";

/** Bytes that an open connection must not carry, or more than it allows. */
export interface BrokenSample {
  /** Who receives them. */
  readonly to: Role;
  /** After the opening handshake, in hex. The masking key of a client's frame is zero, so that the payload can be read. */
  readonly bytes: string;
  readonly limits?: ServerOptions["limits"];
  /** permessage-deflate is in use. */
  readonly compressed?: true;
}

/** One sample for each way of failing an open connection. What an endpoint makes of one is found out by asking it. */
export const brokenSamples: readonly BrokenSample[] = [
  { to: "server", bytes: "c1 80 00000000" },
  { to: "server", bytes: "c0 80 00000000", compressed: true },
  { to: "server", bytes: "83 80 00000000" },
  { to: "server", bytes: "09 80 00000000" },
  { to: "server", bytes: "81 00" },
  { to: "client", bytes: "81 80 00000000" },
  { to: "server", bytes: "89 fe 007e 00000000" },
  { to: "server", bytes: "88 81 00000000 03" },
  { to: "server", bytes: "82 ff 8000000000000000 00000000" },
  { to: "server", bytes: "82 fe 0005 00000000" },
  { to: "server", bytes: "80 80 00000000" },
  { to: "server", bytes: "01 80 00000000 81 80 00000000" },
  { to: "server", bytes: "81 81 00000000 ff" },
  { to: "server", bytes: "81 81 00000000 c3" },
  { to: "server", bytes: "88 82 00000000 03e7" },
  { to: "server", bytes: "88 82 00000000 03ed" },
  { to: "server", bytes: "88 82 00000000 1388" },
  { to: "server", bytes: "88 83 00000000 03e8 ff" },
  { to: "server", bytes: "c1 80 00000000", compressed: true },
  { to: "server", bytes: "c1 81 00000000 07", compressed: true },
  { to: "server", bytes: "c1 83 00000000 020400", compressed: true },
  { to: "server", bytes: "82 83 00000000 616263", limits: { frameBytesMax: 2 } },
  { to: "server", bytes: "02 82 00000000 6162 80 82 00000000 6364", limits: { messageBytesMax: 3 } },
  { to: "server", bytes: "02 81 00000000 61 00 81 00000000 62 00 81 00000000 63", limits: { fragmentsMax: 2 } },
];
