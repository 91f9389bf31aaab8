import { hexOf } from "../../../core/bytes/hex.ts";
import type { WireLogEntry } from "../../fuzzer/seen/wire-log.ts";
import { pythonValue } from "./python-value.ts";
import { hexForm, textForm } from "./shown-bytes.ts";
import { visibleText } from "./visible-text.ts";

/** One line of a printed wire log. */
export interface WireLogLine {
  readonly class: string;
  readonly text: string;
  /** Which entry it begins, from 0; missing where it continues one, or is none. */
  readonly entry?: number;
}

interface PrintedEntry {
  readonly class: string;
  readonly text: string;
  readonly continued: readonly string[];
}

const widthMax = 100;
const indentation = " ".repeat(15);

/** A wire log as numbered lines, the last of which says who ended the TCP connection. */
export function wireLogLines(entries: readonly WireLogEntry[], droppedByMe: boolean): readonly WireLogLine[] {
  const ending = droppedByMe ? "me" : "peer";
  return [
    ...entries.flatMap((entry, index) => numbered(printed(entry), index)),
    { class: `wirelog_tcp_closed_by_${ending}`, text: `${lineNumber(entries.length)} TCP DROPPED BY ${ending.toUpperCase()}` },
  ];
}

function numbered(entry: PrintedEntry, index: number): readonly WireLogLine[] {
  return [
    { class: entry.class, text: `${lineNumber(index)} ${entry.text}`, entry: index },
    ...entry.continued.map((text) => ({ class: entry.class, text: indentation + text })),
  ];
}

const lineNumber = (index: number): string => String(index).padStart(3, "0");

function printed(entry: WireLogEntry): PrintedEntry {
  switch (entry.kind) {
    case "RO":
      return octets("wirelog_rx_octets", "RX OCTETS", hexForm(entry.octets));
    case "TO":
      return octets(entry.sync ? "wirelog_tx_octets_sync" : "wirelog_tx_octets", "TX OCTETS", hexForm(entry.octets));
    case "RF":
      return receivedFrame(entry);
    case "TF":
      return transmittedFrame(entry);
    default:
      return { class: classOfMoment[entry.kind], text: moment(entry), continued: [] };
  }
}

function octets(lineClass: string, prefix: string, hex: string): PrintedEntry {
  const [first = "", ...rest] = wrapped(hex);
  return { class: lineClass, text: `${prefix}: ${first}`, continued: rest };
}

function receivedFrame(entry: WireLogEntry & { readonly kind: "RF" }): PrintedEntry {
  const { payload, opcode, fin, rsv, masked, maskingKey } = entry;
  const header = fields({
    OPCODE: opcode,
    FIN: fin,
    RSV: rsv,
    "PAYLOAD-LEN": payload.length,
    MASKED: masked,
    MASK: maskHex(maskingKey),
  });
  return { class: "wirelog_rx_frame", text: `RX FRAME : ${header}`, continued: wrapped(visibleText(textForm(payload))) };
}

function transmittedFrame(entry: WireLogEntry & { readonly kind: "TF" }): PrintedEntry {
  const { payload, opcode, fin, rsv, maskingKey, repeatLength, chopSize, sync } = entry;
  const header = fields({
    OPCODE: opcode,
    FIN: fin,
    RSV: rsv,
    "PAYLOAD-LEN": payload.length,
    MASK: maskHex(maskingKey),
    "PAYLOAD-REPEAT-LEN": repeatLength,
    CHOPSIZE: chopSize,
    SYNC: sync,
  });
  const lineClass = sync || chopSize !== null ? "wirelog_tx_frame_sync" : "wirelog_tx_frame";
  return { class: lineClass, text: `TX FRAME : ${header}`, continued: wrapped(visibleText(textForm(payload))) };
}

type Moment = Exclude<WireLogEntry, { readonly kind: "RO" | "TO" | "RF" | "TF" }>;

const classOfMoment: Readonly<Record<Moment["kind"], string>> = {
  CT: "wirelog_delay",
  CTE: "wirelog_delay",
  KL: "wirelog_kill_after",
  KLE: "wirelog_kill_after",
  TI: "wirelog_kill_after",
  TIE: "wirelog_kill_after",
  WLM: "wirelog_delay",
};

function moment(entry: Moment): string {
  switch (entry.kind) {
    case "CT":
      return `DELAY ${entry.seconds.toFixed(6)} sec for TAG ${pythonValue(entry.tag)}`;
    case "CTE":
      return `DELAY TIMEOUT on TAG ${pythonValue(entry.tag)}`;
    case "KL":
      return `FAIL CONNECTION AFTER ${entry.seconds.toFixed(6)} sec`;
    case "KLE":
      return "FAILING CONNECTION";
    case "TI":
      return `CLOSE CONNECTION AFTER ${entry.seconds.toFixed(6)} sec`;
    case "TIE":
      return "CLOSING CONNECTION";
    case "WLM":
      return `WIRELOG ${entry.enabled ? "ENABLED" : "DISABLED"}`;
  }
}

const maskHex = (maskingKey: Uint8Array | null): string | null => (maskingKey === null ? null : hexOf(maskingKey));

const fields = (values: Readonly<Record<string, boolean | number | string | null>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${pythonValue(value)}`)
    .join(", ");

function wrapped(text: string): readonly string[] {
  const characters = Array.from(text);
  const lines = Math.ceil(characters.length / widthMax);
  return Array.from({ length: lines }, (_, line) => characters.slice(line * widthMax, (line + 1) * widthMax).join(""));
}
