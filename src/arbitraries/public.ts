/**
 * What a peer may send, and every way in which it may be wrong, as arbitraries of fast-check: for the tests of any WebSocket
 * implementation. `fast-check` 4 has to be installed beside this package.
 *
 * ```ts
 * import fc from "fast-check";
 * import { brokenSession } from "hybi/arbitraries";
 *
 * fc.assert(
 *   fc.property(brokenSession("server"), ({ bytes, requirement, closeCode }) => {
 *     const outcome = feedMyServer(bytes); // everything after the opening handshake
 *     return outcome.closeCode === closeCode || requirement === "rfc6455/5.2/length-minimal";
 *   }),
 * );
 * ```
 *
 * @module
 */
export type { MessageLimits } from "../../models/frames/limits.ts";
export type { Delivery } from "../../models/frames/messages.ts";
export type { Role } from "../../spec/role.ts";
export type { DeflateParameters } from "../core/permessage-deflate/permessage-deflate.ts";
export type { BreakableByFrame } from "./breaches.ts";
export type { BrokenSession } from "./broken-sessions.ts";
export { type Chunking, chunkings, cut } from "./chunkings.ts";
export { compressibleBytes } from "./deflate-streams.ts";
export { type BrokenRequest, type BrokenResponse, brokenRequest, brokenResponse, type ClientOffer } from "./published-heads.ts";
export {
  breakableByFrame,
  brokenSession,
  brokenSessionOf,
  type LegalSession,
  legalSession,
  type PublishedOptions,
} from "./published-sessions.ts";
export { acceptPlaceholder, answerTo } from "./responses.ts";
