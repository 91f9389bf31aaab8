import { citationOf } from "../../../spec/requirement.ts";
import { counted } from "../../conformance/case/counted.ts";
import { visibleText } from "../../conformance/report/words/visible-text.ts";
import { hexOf } from "../../core/bytes/hex.ts";
import type { ExplainedFrame, FramePart } from "../../oracle/explained/frame-parts.ts";
import { styled } from "../colour/styled.ts";
import type { BrokenRule, ExplainedBytes } from "./explained-bytes.ts";

const bytesPerRow = 8;
const nameWidth = 16;

/** Bytes for a person: each part with its position, its bits or bytes, what it means, and what it breaks. */
export function explanationText(bytes: Uint8Array, { sender, head, frames, broken }: ExplainedBytes): string {
  const lines = [
    ...head.flatMap(({ start, end, text }) => [`${position(start)}  ${visibleText(text)}`, ...brokenIn(broken, start, end)]),
    ...frames.flatMap((frame) => frameText(bytes, sender, frame, broken)),
  ];
  const verdict =
    broken.length === 0
      ? `No rule of the ${sender} is broken.`
      : styled(
          "red",
          `The ${sender} broke ${counted(broken.length, "rule")}: ${[...new Set(broken.map(({ requirement }) => citationOf(requirement)))].join("; ")}.`,
        );
  return [...lines, "", verdict].join("\n");
}

function frameText(
  bytes: Uint8Array,
  sender: string,
  { number, start, end, parts, missing }: ExplainedFrame,
  broken: readonly BrokenRule[],
): string[] {
  const cut = missing === 0 ? "" : `, ${counted(missing, "byte")} missing`;
  return [
    styled("bold", `frame ${number} of the ${sender}, ${counted(end - start, "byte")}${cut}`),
    ...parts.flatMap((part, i) => [...partText(bytes, part), ...(isLastOf(parts, i) ? brokenIn(broken, part.start, part.end) : [])]),
  ];
}

/** What a byte breaks stands behind the last of its parts. */
const isLastOf = (parts: readonly FramePart[], i: number): boolean => parts[i + 1]?.start !== parts[i]?.start;

function partText(bytes: Uint8Array, { start, end, bits, name, meaning }: FramePart): string[] {
  const shown = bytes.subarray(start, end);
  const rest = shown.length > bytesPerRow ? " …" : "";
  const content = bits ?? `${hexOf(shown.subarray(0, bytesPerRow), " ")}${rest}`;
  return [`${position(start)}  ${content.padEnd(3 * bytesPerRow + 1)}  ${name.padEnd(nameWidth)}  ${visibleText(meaning)}`];
}

const position = (at: number): string => String(at).padStart(6);

const brokenIn = (broken: readonly BrokenRule[], start: number, end: number): string[] =>
  broken
    .filter(({ byteOffset }) => byteOffset >= start && byteOffset < end)
    .map(({ detail, requirement, byteOffset }) =>
      styled("red", `        ^ byte ${byteOffset}: ${detail} (${citationOf(requirement)}, ${requirement})`),
    );
