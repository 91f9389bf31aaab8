import { citationOf } from "../../../spec/requirement.ts";
import { type RequirementId, requirements } from "../../../spec/requirements.ts";
import { capitalised } from "../case/capitalised.ts";
import type { SeenFrame } from "../fuzzer/seen/seen-frame.ts";
import type { SeenViolation } from "../fuzzer/seen/seen-violation.ts";
import type { CaseResult } from "../verdict/case-result.ts";
import type { PartialExplanation, Place } from "./explanation.ts";
import { inCapture, placeOf, wrongFrame } from "./frame-in-capture.ts";

/** What the peer was seen to break, with the deciding byte; undefined when it broke nothing. */
export function explainViolations(result: CaseResult): PartialExplanation | undefined {
  const [first] = result.violations;
  if (first === undefined) return undefined;
  const { requirement, detail, closeCode } = first;
  const refused = frameLetPass(result, requirement);
  const answer = closeCode === null ? "dropped TCP" : `failed the connection with ${closeCode}`;
  return {
    about: requirement,
    summary: `The peer broke ${citationOf(requirement)}: ${detail}${positionInPayload(result, first)}.`,
    places: [
      ...result.violations.map((violation) => placeOfViolation(result, violation)),
      ...(refused === undefined ? [] : [placeOf(inCapture("fuzzer", refused))]),
    ],
    expected: requirements[requirement].statement,
    came: `${capitalised(detail)}, at which the fuzzer ${answer}.`,
    next: [adviceFor(result, first, refused)],
  };
}

function placeOfViolation({ frames }: CaseResult, { frame: number, byteOffset }: SeenViolation): Place {
  const frame = frames.received.find((seen) => seen.number === number);
  if (frame !== undefined) return placeOf(inCapture("peer", frame), byteOffset);
  return {
    words: `frame ${number} of the peer, which is incomplete, at byte ${byteOffset} of what the peer sent`,
    frame: null,
    byteOffset,
  };
}

/** For text that is not UTF-8 it helps to know which byte of the payload it is. */
function positionInPayload({ frames }: CaseResult, { requirement, frame: number, byteOffset }: SeenViolation): string {
  const frame = frames.received.find((seen) => seen.number === number);
  if (requirement !== invalidUtf8 || frame === undefined) return "";
  return `, from byte ${byteOffset - (frame.end - frame.payloadLength)} of its ${frame.payloadLength} bytes of payload on`;
}

const invalidUtf8: RequirementId = "rfc6455/8.1/invalid-utf8-fails";

function adviceFor(
  { requires, expected }: CaseResult,
  { requirement, closeCode, frame }: SeenViolation,
  refused: SeenFrame | undefined,
): string {
  if (requirement === invalidUtf8) {
    return requires.includes(invalidUtf8) && expected.OK?.every(({ event }) => event !== "message")
      ? "The peer sent invalid text back instead of refusing it: look at where it validates the text that it receives."
      : "Look at how the peer builds the payload of its text frames: it is not what was sent, or was cut inside a character.";
  }
  if (refused !== undefined) {
    const { number, what } = inCapture("fuzzer", refused);
    return `Frame ${number} of the fuzzer (${what}) had to fail the connection, and the peer went on: look at where it judges the headers of the frames it receives.`;
  }
  const advice = advices[requirement];
  if (advice !== undefined) return advice;
  const status = closeCode === null ? "" : `; the Close ${closeCode} of the fuzzer names it, too`;
  return `Look at where the peer writes the frame header or the Close body of its frame ${frame}${status}.`;
}

/** The frame of the fuzzer that had to fail the connection, where that is what the case is about. */
const frameLetPass = ({ expectedClose, frames }: CaseResult, requirement: RequirementId): SeenFrame | undefined =>
  expectedClose.closedByMe || isAboutMasks(requirement) ? undefined : wrongFrame(frames);

/** Whoever masks in the wrong direction does so whatever it is sent. */
const isAboutMasks = (requirement: RequirementId): boolean =>
  requirement === "rfc6455/5.1/client-frames-masked" || requirement === "rfc6455/5.1/server-frames-unmasked";

const advices: Partial<Record<RequirementId, string>> = {
  "rfc6455/5.1/client-frames-masked": "Look at where the client sets the mask bit: each of its frames needs one, control frames too.",
  "rfc6455/5.1/server-frames-unmasked":
    "Look at whether the server's frames are written by code that is meant for clients: a server never masks.",
  "rfc6455/5.2/rsv-zero": "Look at whether the peer compresses, or echoes reserved bits, without permessage-deflate in use.",
  "rfc6455/5.2/length-minimal":
    "Look at where the peer chooses the length form: up to 125 in 7 bits, up to 65535 in 16, only beyond that in 64.",
  "rfc6455/7.4.2/code-in-use": "Look at which status codes the peer sends back: one that must not be sent must not be echoed either.",
  "rfc6455/5.4/fragments-not-interleaved": "Look at whether two tasks of the peer write messages to one connection at the same time.",
  "rfc6455/5.4/continuation-follows-start": "Look at whether the peer sends fragments on as they come, even those that begin nothing.",
};
