import type { Flaw } from "../fault.ts";
import { type Limits, limitRequirements } from "../limits.ts";
import type { MessageAssembler } from "../message/message-assembler.ts";

type BoundedBy = keyof typeof limitRequirements;

/** Section 10.4: the limit that a data frame exceeds, or its message with it, as soon as its header announces that. */
export function excessOf(
  limits: Pick<Limits, BoundedBy>,
  payloadLength: number,
  { announcedBytes, fragments }: Pick<MessageAssembler, "announcedBytes" | "fragments">,
): Flaw | undefined {
  const excess = (limit: BoundedBy, what: string): Flaw => ({
    requirement: limitRequirements[limit],
    detail: `${what}, where ${limit} is ${limits[limit]}`,
  });
  if (payloadLength > limits.frameBytesMax) return excess("frameBytesMax", `a frame of ${payloadLength} bytes`);
  if (announcedBytes > limits.messageBytesMax) return excess("messageBytesMax", `a message of at least ${announcedBytes} bytes`);
  if (fragments > limits.fragmentsMax) return excess("fragmentsMax", `a message of ${fragments} fragments`);
  return undefined;
}
