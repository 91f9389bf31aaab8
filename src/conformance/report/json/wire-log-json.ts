import { hexOf } from "../../../core/bytes/hex.ts";
import type { WireLogEntry } from "../../fuzzer/seen/wire-log.ts";
import { hexForm, textForm } from "../words/shown-bytes.ts";
import type { JsonValue } from "./json-text.ts";

/** A wire log entry as the array that case files hold. */
export function wireLogJson(entry: WireLogEntry): readonly JsonValue[] {
  switch (entry.kind) {
    case "RO":
      return ["RO", [entry.octets.length, hexForm(entry.octets)]];
    case "TO":
      return ["TO", [entry.octets.length, hexForm(entry.octets)], entry.sync];
    case "RF": {
      const { payload, opcode, fin, rsv, masked, maskingKey } = entry;
      return ["RF", [payload.length, textForm(payload)], opcode, fin, rsv, masked, maskHex(maskingKey)];
    }
    case "TF": {
      const { payload, opcode, fin, rsv, maskingKey, repeatLength, chopSize, sync } = entry;
      return ["TF", [payload.length, textForm(payload)], opcode, fin, rsv, maskHex(maskingKey), repeatLength, chopSize, sync];
    }
    case "CT":
      return ["CT", entry.seconds, entry.tag];
    case "CTE":
      return ["CTE", entry.tag];
    case "KL":
    case "TI":
      return [entry.kind, entry.seconds];
    case "KLE":
    case "TIE":
      return [entry.kind];
    case "WLM":
      return ["WLM", entry.enabled];
  }
}

const maskHex = (maskingKey: Uint8Array | null): string | null => (maskingKey === null ? null : hexOf(maskingKey));
