import { hexOf } from "../../../core/bytes/hex.ts";
import { latin1FromBytes } from "../../../core/bytes/text.ts";
import type { ConnectionFacts, Observation } from "../recording.ts";

const bytesPerLine = 32;

/** The lines that a connection begins with in a transcript. */
export function factsText({ name, detail, order, begins, form, extensions }: ConnectionFacts): string {
  const facts = { connection: name.replace(/[\r\n]/g, " "), detail, order, begins, form, ...(extensions !== undefined && { extensions }) };
  return `${Object.entries(facts)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n")}\n`;
}

/** One observation as the lines that a reader of transcripts takes for the same. */
export function observationText(seen: Observation): string {
  const { from, time, hadReceived } = seen;
  const moment = [from, ...(time === undefined ? [] : [`${time}ms`]), ...(hadReceived === undefined ? [] : [`had ${hadReceived}`])].join(
    " ",
  );
  return `${moment} ${seenText(seen)}\n`;
}

function seenText(seen: Observation): string {
  switch (seen.kind) {
    case "bytes":
      return bytesText(seen.bytes);
    case "gap":
      return seen.length === undefined ? "gap" : `gap ${seen.length}`;
    case "head":
      return ["parsed", ...[seen.startLine, ...seen.fields.map(([name, value]) => `${name}: ${value}`)].map(quoted)].join("\n  ");
    case "frame": {
      const { fin, rsv, opcode, masked, payloadLength } = seen.header;
      const header = `header ${fin ? "fin" : "more"} ${rsv} ${opcode} ${masked ? "masked" : "unmasked"} ${payloadLength}`;
      return seen.payload === undefined ? header : `${header} ${bytesText(seen.payload)}`;
    }
    case "message":
      return seen.payload === undefined ? `message ${seen.opcode}` : `message ${seen.opcode} ${bytesText(seen.payload)}`;
    case "end":
      return seen.how;
    case "remark":
      return `remark ${quoted(seen.words)}`;
  }
}

/** A head of HTTP is shown as text, line by line; everything else in hex. */
function bytesText(bytes: Uint8Array): string {
  if (bytes.length === 0) return '""';
  const text = latin1FromBytes(bytes);
  if (/^(?:[A-Z]{3,7} |HTTP\/)[\t\r\n -~]*\r\n\r\n$/.test(text)) {
    return `\n  ${text
      .slice(0, -2)
      .split(/(?<=\r\n)/)
      .concat("\r\n")
      .map(quoted)
      .join("\n  ")}`.replace(/^\n {2}/, "");
  }
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += bytesPerLine) lines.push(hexOf(bytes.subarray(at, at + bytesPerLine), " "));
  return lines.join("\n  ");
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replace(/[^ -~\u00a0-\ud7ff\ue000-\uffff]/gu, escaped)}"`;

/** Half a pair of surrogates is no character. */
const escaped = (character: string): string => {
  const point = character.codePointAt(0) ?? 0;
  return named[character] ?? `\\u{${(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point).toString(16)}}`;
};

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
