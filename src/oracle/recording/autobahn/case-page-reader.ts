import type { Role } from "../../../../spec/role.ts";
import { hexBytes } from "../dumps/hex-bytes.ts";
import { badLine, LineReader } from "../line-reader.ts";
import type { Line } from "../lines.ts";
import { otherRole } from "../other-role.ts";
import type { RecordingEvent } from "../recording.ts";
import { shownLines } from "./page-text.ts";
import { WireLog } from "./wire-log.ts";

const numbered = /^\s*[0-9]{3,} (.*)$/;

/** Whether a text begins as a page of HTML, as such a page copied as text, or as its wire log alone. */
export const beginsCasePage = (text: string): boolean =>
  /^\s*<(?:!doctype html|html)/i.test(text) ||
  /^.*Protocol Test Report/.test(text) ||
  /^\s*[0-9]{3,} (?:RX|TX) (?:OCTETS|FRAME ):/.test(text);

const headsBytesMax = 64 * 1024;

/** Octets whose lines are not all read yet. */
interface OpenOctets {
  readonly line: Line;
  readonly isSent: boolean;
  hex: string;
}

/** Reads the page of one case, Autobahn's or ours, as HTML or copied as text: the opening handshake and the wire log. */
export class CasePageReader extends LineReader {
  #name = "a wire log";
  #section: "heads" | "other" = "other";
  readonly #heads: Record<Role, string> = { client: "", server: "" };
  #head: Role = "client";
  #fuzzer: Role | undefined;
  #isCutOff = false;
  #log: WireLog | undefined;
  #open: OpenOctets | undefined;
  #isFact = false;
  #dropped: Role | undefined;

  protected *take(line: Line): Generator<RecordingEvent> {
    for (const text of shownLines(line.text)) yield* this.#takeText(text, line);
  }

  protected *finish(): Generator<RecordingEvent> {
    yield* this.#close();
    if (this.#log === undefined) {
      yield { kind: "unreadable", detail: "no wire log is on this page: its lines are like 000 TX OCTETS: 474554" };
      return;
    }
    if (this.#isCutOff) for (const role of ["client", "server"] as const) yield* this.#log.miss(role);
    yield* this.#log.end(this.#dropped);
  }

  *#takeText(text: string, line: Line): Generator<RecordingEvent> {
    const entry = numbered.exec(text)?.[1];
    if (entry !== undefined) return yield* this.#takeEntry(entry, line);
    if (this.#open !== undefined && /^\s{6,}\S/.test(text)) {
      this.#open.hex += text.trim() === "..." ? " ..." : text.trim();
      return;
    }
    if (this.#log === undefined) this.#takeFact(text.trim());
  }

  #takeFact(text: string): void {
    const fuzzer = this.#isFact ? text : /^isServer\s*(True|False)/.exec(text)?.[1];
    this.#isFact = text === "isServer";
    if (fuzzer === "True" || fuzzer === "False") this.#fuzzer = fuzzer === "True" ? "server" : "client";
    if (/^Wire log after handshake disabled|^Beyond the opening handshake, this case was run without a log/.test(text))
      this.#isCutOff = true;
    const title = /^(.*\S) - Case ([0-9.]+)/.exec(text);
    if (title !== null) this.#name = `case ${title[2]} with ${title[1]}`;
    const ownTitle = /^Case ([0-9.]+):/.exec(text);
    if (ownTitle !== null) this.#name = `case ${ownTitle[1]}`;
    if (/^Opening Handshake$/i.test(text)) this.#section = "heads";
    else if (/^(?:Closing Behaviou?r|Wire Statistics|Wire Log)$/i.test(text)) this.#section = "other";
    else if (this.#section === "heads" && !/^(?:Request|Response)?$/.test(text)) this.#takeHead(text);
  }

  #takeHead(text: string): void {
    if (/^HTTP\/[0-9]/.test(text)) this.#head = "server";
    if (this.#heads.client.length + this.#heads.server.length < headsBytesMax) this.#heads[this.#head] += `${text}\n`;
  }

  *#takeEntry(entry: string, line: Line): Generator<RecordingEvent> {
    yield* this.#close();
    const octets = /^(RX|TX) OCTETS: ?(.*)$/.exec(entry);
    if (octets !== null) this.#open = { line, isSent: octets[1] === "TX", hex: (octets[2] ?? "").trimEnd() };
    const dropped = /^TCP DROPPED BY (ME|PEER)/.exec(entry)?.[1];
    if (dropped !== undefined && this.#fuzzer !== undefined) this.#dropped = dropped === "ME" ? this.#fuzzer : otherRole(this.#fuzzer);
    if (entry.startsWith("WIRELOG DISABLED") && this.#log !== undefined) {
      for (const role of ["client", "server"] as const) yield* this.#log.miss(role);
    }
  }

  /** The octets of an entry are all here. */
  *#close(): Generator<RecordingEvent> {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const isCut = open.hex.endsWith("...");
    const bytes = hexBytes(open.hex.replace(/ ?\.\.\.$/, ""));
    this.#fuzzer ??= open.isSent === (bytes?.[0] === 0x48) ? "server" : "client";
    const from = open.isSent ? this.#fuzzer : otherRole(this.#fuzzer);
    if (this.#log === undefined) {
      this.#log = new WireLog({ name: this.#name, fuzzer: this.#fuzzer, heads: this.#heads });
      yield* this.#log.begin();
    }
    if (bytes !== undefined) return yield* this.#log.see({ from, bytes, isCut });
    yield badLine(open.line, 1, "octets that are not hex, two digits a byte");
    yield* this.#log.miss(from);
  }
}
