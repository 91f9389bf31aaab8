import { parseExtensions } from "../../core/opening/field-values.ts";
import { permessageDeflate } from "../../core/permessage-deflate/permessage-deflate.ts";
import type { InUse } from "../direction.ts";
import type { ConnectionFacts } from "../recording/recording.ts";
import { asAnswered } from "./agreed-extensions.ts";

/** What is in use on a connection whose handshake was not recorded, as far as the recording says so. */
export function factsInUse({ extensions }: ConnectionFacts): InUse {
  if (extensions === undefined) return "unknown";
  const parsed = extensions === "" ? [] : parseExtensions([extensions]);
  if (parsed === undefined) return "unknown";
  const response = parsed.find(({ name }) => name === permessageDeflate);
  return {
    compression: response === undefined ? null : asAnswered(response),
    unknown: parsed.map(({ name }) => name).filter((name) => name !== permessageDeflate),
    flaws: [],
  };
}
