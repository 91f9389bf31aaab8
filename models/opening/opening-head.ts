import type { RequirementId } from "../../spec/requirements.ts";
import { textsOf } from "./abnf.ts";
import { type HeadField, readFieldLine, readRequestLine, readStatusLine } from "./opening-grammar.ts";

/** Bounds on a head. */
export interface HeadLimits {
  readonly headBytesMax: number;
  readonly headFieldsMax: number;
}

/** A head as lines that follow the grammar. */
export interface GrammarHead {
  readonly startLine: string;
  readonly fields: readonly HeadField[];
}

/** What some bytes begin with: a head and what is behind it, a head that is not complete, or the first thing that is wrong. */
export type HeadReading =
  | { readonly kind: "head"; readonly head: GrammarHead; readonly length: number }
  | { readonly kind: "more" }
  | { readonly kind: "wrong"; readonly blame: "peer" | "policy"; readonly requirement: RequirementId };

/**
 * RFC 9112, section 2.1: a first line, field lines, and an empty line, each ended by CR LF. Every beginning of the text is
 * tried, the shortest first, so that what is wrong is found as soon as it is there. Characters are octets.
 */
export function readHead(text: string, limits: HeadLimits, first: FirstLine): HeadReading {
  let lineStart = 0;
  const lines: string[] = [];
  for (let end = 1; end <= text.length; end++) {
    if (end > limits.headBytesMax) return tooLarge;
    // Only the end of a line can make it wrong.
    if (text[end - 1] !== "\n" && text[end - 2] !== "\r") continue;
    const line = text.slice(lineStart, end);
    const wrong = wrongInLine(line, lines, limits);
    if (wrong !== undefined) return wrong;
    if (!line.endsWith("\r\n")) continue;
    lineStart = end;
    // Section 2.2: empty lines before the first are passed over.
    if (line === "\r\n" && lines.length === 0) continue;
    if (line === "\r\n") return { kind: "head", head: headOf(lines), length: end };
    lines.push(line.slice(0, -2));
    if (lines.length === 1 && !isFirstLine(line.slice(0, -2), first)) return wrongBy(requirementOfFirst[first]);
  }
  return { kind: "more" };
}

/** RFC 9112, sections 3 and 4: which line a head begins with. */
export type FirstLine = "request line" | "status line";

const requirementOfFirst = { "request line": "rfc9112/3/request-line", "status line": "rfc9112/4/status-line" } as const;

const isFirstLine = (line: string, first: FirstLine): boolean =>
  first === "request line" ? readRequestLine(line) !== undefined : textsOf(readStatusLine(line) ?? [], "major").join() === "1";

const tooLarge: HeadReading = { kind: "wrong", blame: "policy", requirement: "ours/limits/head" };
const wrongBy = (requirement: RequirementId): HeadReading => ({ kind: "wrong", blame: "peer", requirement });

/** CR or LF without the other, or, once a line is complete, its grammar. */
function wrongInLine(line: string, before: readonly string[], { headFieldsMax }: HeadLimits): HeadReading | undefined {
  const [last, secondLast] = [line.at(-1), line.at(-2)];
  if ((last === "\n") !== (secondLast === "\r")) return wrongBy("rfc9112/2.2/line-ends-crlf");
  if (last !== "\n" || before.length === 0 || line === "\r\n") return undefined;
  if (before.length > headFieldsMax) return tooLarge;
  const requirement = wrongInField(line.slice(0, -2));
  return requirement === undefined ? undefined : wrongBy(requirement);
}

/** RFC 9112, section 5: what keeps a line from being a field line. */
function wrongInField(line: string): RequirementId | undefined {
  if (readFieldLine(line) !== undefined) return undefined;
  if (line.startsWith(" ") || line.startsWith("\t")) return "rfc9112/5.2/no-line-folding";
  const [name = "", ...value] = line.split(":");
  if (value.length > 0 && /[ \t]$/.test(name)) return "rfc9112/5.1/no-space-before-colon";
  const isNameWrong = value.length === 0 || readFieldLine(`${name}:`) === undefined;
  return isNameWrong ? "rfc9110/5.1/field-name-token" : "rfc9110/5.5/field-value-characters";
}

const headOf = ([startLine = "", ...lines]: readonly string[]): GrammarHead => ({
  startLine,
  fields: lines.map((line) => readFieldLine(line) as HeadField),
});

/** RFC 9110, section 5.1: the values of a field, whatever the case of its name. */
export const valuesOf = ({ fields }: GrammarHead, name: string): string[] =>
  fields.filter(([found]) => found.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
