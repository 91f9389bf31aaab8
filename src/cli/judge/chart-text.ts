import { opcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import type { Role } from "../../../spec/role.ts";
import { counted } from "../../conformance/case/counted.ts";
import { visibleText } from "../../conformance/report/words/visible-text.ts";
import { latin1FromBytes } from "../../core/bytes/text.ts";
import type { Told } from "../../oracle/verdict.ts";
import type { ChartLine } from "./judged-connection.ts";

/** One line of a sequence chart, without its marks. */
export interface ChartText {
  readonly from: Role | null;
  readonly time: string;
  readonly words: string;
  /** The line says who broke what, behind the line that shows it. */
  readonly isBreach: boolean;
}

const contentMax = 32;

/** What a line of a chart says. */
export function chartText(line: ChartLine): ChartText {
  if (line.kind === "leftOut") return { from: null, time: "", words: `… ${counted(line.count, "line")} left out …`, isBreach: false };
  if (line.kind === "breach") return { from: line.breach.by, time: "", words: line.breach.detail, isBreach: true };
  if (line.kind === "reaction") return { from: line.reaction.by, time: "", words: `right: ${line.reaction.detail}`, isBreach: false };
  return { from: line.from, time: line.kind === "remark" ? "" : timeText(line.time), words: wordsOf(line), isBreach: false };
}

function wordsOf(line: Exclude<Told, { kind: "breach" | "reaction" }>): string {
  switch (line.kind) {
    case "head":
      return visibleText(line.startLine);
    case "frame":
      return frameWords(line);
    case "message":
      return `message: ${nameOf(line.opcode)}${line.payload === null ? "" : contentText(line.opcode, line.payload, line.payload.length)}`;
    case "gap":
      return `${line.length === null ? "bytes" : counted(line.length, "byte")} that are not in the recording`;
    case "end":
      return line.how === "fin" ? "FIN" : "RST";
    case "remark":
      return `the recording says: ${visibleText(line.words)}`;
  }
}

function frameWords({ number, header, payload }: Extract<Told, { kind: "frame" }>): string {
  const { fin, rsv, opcode, masked, payloadLength } = header;
  const reserved = ["RSV1", "RSV2", "RSV3"].filter((_, i) => (rsv & (4 >> i)) !== 0);
  const marks = [...(fin ? [] : ["more to come"]), ...reserved, ...(masked ? ["masked"] : [])];
  const content = rsv === 0 ? contentText(opcode, payload, payloadLength) : "";
  return [`#${number} ${nameOf(opcode)}`, counted(payloadLength, "byte"), ...marks].join(", ") + content;
}

const nameOf = (opcode: number): string => opcodeName(opcode) ?? `opcode ${opcode}`;

const timeText = (time: number | null): string => (time === null ? "" : `${time.toFixed(1)} ms`);

function contentText(opcode: number, payload: Uint8Array, length: number): string {
  if (opcode === opcodes.close)
    return payload.length >= 2 ? ` ${((payload[0] ?? 0) << 8) | (payload[1] ?? 0)}${quoted(payload.subarray(2), length - 2)}` : "";
  return opcode === opcodes.binary ? "" : quoted(payload, length);
}

function quoted(payload: Uint8Array, length: number): string {
  if (payload.length === 0) return "";
  const shown = payload.subarray(0, contentMax);
  const decoded = new TextDecoder("utf-8").decode(shown).replace(/\ufffd+$/, "");
  const text = decoded.includes("\ufffd") ? latin1FromBytes(shown) : decoded;
  return ` "${visibleText(text)}${length > shown.length ? "…" : ""}"`;
}
