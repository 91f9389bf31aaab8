import { opcodes } from "../../../../spec/registries/opcodes.ts";
import { Lines } from "../lines.ts";
import type { Observation, RecordingEvent, RecordingReader } from "../recording.ts";
import { fieldsFrom, messageFrom } from "./devtools-messages.ts";
import { type Json, member, numberOf, parsed, textOf } from "./json-shape.ts";

/** Whether a file begins as events of DevTools do, one a line. */
export const beginsDevtools = (text: string): boolean => /^\s*\{.*"method"\s*:\s*"[A-Z][A-Za-z]*\./.test(text.split("\n", 1)[0] ?? "");

/** Reads events of DevTools: whole messages, in an order between the directions that is not that of the wire. */
export class DevtoolsReader implements RecordingReader {
  readonly #lines = new Lines();
  readonly #connections = new Map<string, number>();
  #ids = 0;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    for (const { text, number, position } of this.#lines.push(bytes)) yield* this.#take(text, number, position);
  }

  *end(): Generator<RecordingEvent> {
    for (const { text, number, position } of this.#lines.end()) yield* this.#take(text, number, position);
    for (const [, id] of this.#connections) yield { kind: "over", id };
  }

  *#take(text: string, number: number, position: number): Generator<RecordingEvent> {
    if (text.trim() === "") return;
    const value = parsed(text);
    if (value === undefined) return yield { kind: "unreadable", position, detail: `line ${number} is no JSON` };
    const method = textOf(member(value, "method")) ?? "";
    if (!method.startsWith("Network.webSocket")) return;
    const params = member(value, "params");
    const request = textOf(member(params, "requestId")) ?? "";
    const known = this.#connections.get(request);
    if (method === "Network.webSocketClosed") {
      this.#connections.delete(request);
      if (known !== undefined) yield { kind: "over", id: known };
      return;
    }
    const id = known ?? (yield* this.#begin(request, textOf(member(params, "url")) ?? request));
    const observation = observed(method.slice("Network.".length), params);
    if (observation !== undefined) yield { kind: "seen", id, observation };
  }

  *#begin(request: string, name: string): Generator<RecordingEvent, number> {
    const id = ++this.#ids;
    this.#connections.set(request, id);
    yield { kind: "connection", id, facts: { name, detail: "messages", order: "unknown", begins: "opening", form: "http/1.1" } };
    return id;
  }
}

function observed(event: string, params: Json): Observation | undefined {
  const seconds = numberOf(member(params, "timestamp"));
  const time = seconds === undefined ? undefined : seconds * 1000;
  const moment = time === undefined ? {} : { time };
  const response = member(params, "response");
  switch (event) {
    case "webSocketWillSendHandshakeRequest":
      return {
        kind: "head",
        from: "client",
        ...moment,
        startLine: "GET / HTTP/1.1",
        fields: fieldsFrom(member(member(params, "request"), "headers")),
      };
    case "webSocketHandshakeResponseReceived": {
      const status = numberOf(member(response, "status")) ?? 0;
      const startLine = `HTTP/1.1 ${status} ${textOf(member(response, "statusText")) ?? ""}`;
      return { kind: "head", from: "server", ...moment, startLine, fields: fieldsFrom(member(response, "headers")) };
    }
    case "webSocketFrameSent":
    case "webSocketFrameReceived": {
      const opcode = numberOf(member(response, "opcode")) ?? opcodes.text;
      return messageFrom(event === "webSocketFrameSent" ? "client" : "server", time, opcode, textOf(member(response, "payloadData")) ?? "");
    }
    case "webSocketFrameError":
      return { kind: "remark", from: "client", ...moment, words: textOf(member(params, "errorMessage")) ?? "an error" };
    default:
      return undefined;
  }
}
