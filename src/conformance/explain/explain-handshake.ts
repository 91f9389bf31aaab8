import { endingText } from "../fuzzer/seen/ending.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { PartialExplanation, Place } from "./explanation.ts";

/** Why a connection never opened; undefined for one that did. */
export function explainHandshake(result: CaseResult): PartialExplanation | undefined {
  const { ending, httpResponse, violations, isServer, frames } = result;
  const isUnopened = frames.sent.length === 0 && (httpResponse === "" || !isOpened(result));
  if (!isUnopened) return undefined;
  const [broken] = violations;
  const status = /^HTTP\/[^\r\n]*/.exec(httpResponse)?.[0];
  return {
    about: broken?.requirement ?? null,
    summary: broken === undefined ? endingText(ending) : `The opening handshake broke a rule: ${broken.detail}.`,
    places: broken === undefined ? [] : [placeInHandshake(broken.byteOffset)],
    expected: isServer
      ? "A request that asks for a WebSocket connection."
      : "An answer with status 101 that completes the opening handshake.",
    came: !isServer && status !== undefined ? `An answer that begins "${status}".` : endingText(ending),
    next: [isServer ? adviceForClient : adviceForServer(result, status)],
  };
}

/** Whether the ending is one of a connection that was open. */
function isOpened({ ending }: CaseResult): boolean {
  if (ending.kind === "endedByPeer") return ending.phase !== "openingHandshake";
  if (ending.kind === "timeout") return ending.timer !== "openingHandshake";
  return ending.kind === "closed" || ending.kind === "droppedAfterViolation";
}

const placeInHandshake = (byteOffset: number): Place => ({
  words: `the opening handshake, at byte ${byteOffset} of what the peer sent`,
  frame: null,
  byteOffset,
});

const adviceForClient = "Look at the request under Opening handshake on the page of this case.";

function adviceForServer({ ending, violations }: CaseResult, status: string | undefined): string {
  if (status !== undefined && !/^HTTP\/1\.1 101(?: |$)/.test(status))
    return `The server refused with "${status}": look at its routes and at what it asks of Host, Origin and subprotocol.`;
  if (violations.length > 0) return "Compare the answer under Opening handshake on the page of this case with the section named above.";
  if (ending.kind === "timeout")
    return "The server took the TCP connection and never completed an answer. If it answered other cases, look at what it was busy with and at its limit of connections (--jobs 1 opens one at a time); if it answered none, at whether it speaks HTTP, or expects TLS (wss://).";
  if (ending.kind === "endedByPeer")
    return "The server ended TCP before it answered: look at its log, at its limit of connections (--jobs 1 opens one at a time), and whether it expects TLS.";
  return "Check that the server is still running: its log may tell what an earlier case did to it.";
}
