import type { CaseEvent, ExpectedEvents } from "../../case/case.ts";
import { excerptOf } from "../../fuzzer/seen/wire-log.ts";
import { textForm } from "../words/shown-bytes.ts";
import type { JsonValue } from "./json-text.ts";

/** An event as the array that case files hold, its payload in the text form of the wire log. */
export function eventJson(event: CaseEvent): readonly JsonValue[] {
  switch (event.event) {
    case "message":
      return ["message", textForm(excerptOf(event.payload)), event.binary];
    case "pong":
      return ["pong", textForm(excerptOf(event.payload))];
    case "timeout":
      return ["timeout", event.tag];
  }
}

/** The accepted sequences of events by the verdict that each earns. */
export function expectedJson(expected: ExpectedEvents): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(expected).map(([verdict, events]) => [verdict, events.map(eventJson)]));
}
