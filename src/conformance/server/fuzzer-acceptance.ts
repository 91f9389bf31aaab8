import type { OpeningRequest } from "../../core/opening/opening-request.ts";
import type { ServerOpening } from "../../core/opening/server-opening.ts";
import { productToken } from "../case/suite-name.ts";

/** The answer with which a fuzzing server accepts: the first subprotocol asked for that it knows, and the extension agreed on. */
export function fuzzerAcceptance(
  opening: ServerOpening,
  { subprotocols }: OpeningRequest,
  known: readonly string[] = [],
  extension?: string | undefined,
): Uint8Array {
  const subprotocol = subprotocols.find((asked) => known.includes(asked));
  const answer = { kind: "accept", fields: [["Server", productToken]], ...(subprotocol !== undefined && { subprotocol }) } as const;
  // The request is valid, and the answer is within it: nothing speaks against it.
  return opening.accept(answer, extension) as Uint8Array;
}
