import { expect } from "vitest";
import type { BrokenSession } from "../../src/arbitraries/broken-sessions.ts";
import { type Chunking, cut } from "../../src/arbitraries/chunkings.ts";
import type { DeflatePort } from "../../src/core/deflate/deflate-port.ts";
import { agreedEndpoint } from "./established-endpoint.ts";
import { doneBy, owedFor, owedForFailure } from "./told.ts";

/**
 * Sees to it that an endpoint delivers what comes before the break, blames the one requirement at the byte that decides it, and
 * does nothing more; with the stream in one go of cuts, and with a cut on either side of that byte.
 */
export function expectBlame(session: BrokenSession, chunking: Chunking, deflate?: DeflatePort): void {
  const { role, bytes, decidedAt, blame, requirement, closeCode } = session;
  const whole = agreedEndpoint({ ...session, deflate });
  const deliveries = owedFor(session.deliveries, role);
  const failure = owedForFailure({ blame, requirement, closeCode, byteOffset: whole.start + decidedAt }, role);

  expect(doneBy(whole.endpoint, role, cut(bytes, chunking))).toEqual([...deliveries, ...failure]);

  const { endpoint } = agreedEndpoint({ ...session, deflate });
  expect(doneBy(endpoint, role, cut(bytes.slice(0, decidedAt), chunking))).toEqual(deliveries);
  expect(doneBy(endpoint, role, [bytes.slice(decidedAt, decidedAt + 1)])).toEqual(failure);
  expect(doneBy(endpoint, role, cut(bytes.slice(decidedAt + 1), chunking))).toEqual([]);
}
