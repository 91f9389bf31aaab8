import { closeCodes } from "../../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../../spec/registries/opcodes.ts";
import type { Role } from "../../../../spec/role.ts";
import { GrowingBytes } from "../../../core/bytes/growing-bytes.ts";
import type { Field } from "../../../core/input.ts";
import type { Observation, RecordingEvent, RecordingReader } from "../recording.ts";
import { entry, readValue, type Tnet, valueAt, wordOf } from "./tnetstring.ts";

/** Whether a file begins as the flows of mitmproxy do. */
export const beginsFlows = (text: string): boolean =>
  /^[0-9]{1,11}:[0-9]{1,3}:(?:websocket|response|request|backup|version|type)[;,]/.test(text);

/** Reads flows of mitmproxy: whole messages; it keeps no Pings, and of the closing handshake one code. */
export class FlowReader implements RecordingReader {
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #open = new GrowingBytes();
  #position = 0;
  #ids = 0;
  #isDamaged = false;

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    if (this.#isDamaged) return;
    this.#open.append(bytes, 0);
    this.#bytes = this.#open.take();
    let at = 0;
    try {
      for (let place = valueAt(this.#bytes, at); place !== "more"; place = valueAt(this.#bytes, at)) {
        yield* this.#flow(readValue(this.#bytes, place.start, place.end));
        at = place.end + 1;
        if (at >= this.#bytes.length) break;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#isDamaged = true;
      yield { kind: "unreadable", position: this.#position + at, detail: `${error.message}; nothing behind it is read` };
    }
    this.#position += at;
    this.#open.append(this.#bytes.subarray(at), 0);
  }

  *end(): Generator<RecordingEvent> {
    if (!this.#isDamaged && this.#open.length > 0)
      yield { kind: "unreadable", position: this.#position, detail: "the file ends inside a flow" };
  }

  *#flow(flow: Tnet): Generator<RecordingEvent> {
    const webSocket = entry(flow, "websocket");
    if (!(webSocket instanceof Map)) return;
    const [request, response] = [entry(flow, "request"), entry(flow, "response")];
    const id = ++this.#ids;
    const name = `${wordOf(entry(request, "host"))}${wordOf(entry(request, "path"))}`;
    const isHttp1 = wordOf(entry(request, "http_version")).startsWith("HTTP/1");
    yield {
      kind: "connection",
      id,
      facts: { name, detail: "messages", order: "unknown", begins: "opening", form: isHttp1 ? "http/1.1" : "extended-connect" },
    };
    const seen = (observation: Observation): RecordingEvent => ({ kind: "seen", id, observation });
    yield seen({
      kind: "head",
      from: "client",
      startLine: `${wordOf(entry(request, "method"))} ${wordOf(entry(request, "path"))} HTTP/1.1`,
      fields: fieldsOf(request),
    });
    const status = `HTTP/1.1 ${String(entry(response, "status_code"))} ${wordOf(entry(response, "reason"))}`;
    yield seen({ kind: "head", from: "server", startLine: status, fields: fieldsOf(response) });
    const messages = entry(webSocket, "messages");
    for (const message of Array.isArray(messages) ? messages : []) yield* messageOf(message).map(seen);
    yield* closeOf(webSocket).map(seen);
    yield { kind: "over", id };
  }
}

const fieldsOf = (head: Tnet | undefined): Field[] => {
  const headers = entry(head, "headers");
  return (Array.isArray(headers) ? (headers as readonly Tnet[]) : []).flatMap((field) =>
    Array.isArray(field) ? [[wordOf(field[0]), wordOf(field[1])] as Field] : [],
  );
};

/** Opcode, whether the client sent it, content, and the time in seconds. */
function messageOf(message: Tnet): Observation[] {
  if (!Array.isArray(message)) return [];
  const [opcode, isFromClient, content, time] = message as readonly Tnet[];
  if (typeof opcode !== "number" || !(content instanceof Uint8Array)) return [];
  const moment = typeof time === "number" ? { time: time * 1000 } : {};
  return [{ kind: "message", from: isFromClient === true ? "client" : "server", ...moment, opcode, payload: content }];
}

function closeOf(webSocket: Tnet): Observation[] {
  const code = entry(webSocket, "close_code");
  const from: Role = entry(webSocket, "closed_by_client") === true ? "client" : "server";
  if (typeof code !== "number" || code === closeCodes.abnormal) return [];
  const reason = entry(webSocket, "close_reason");
  const payload =
    code === closeCodes.noStatus
      ? new Uint8Array(0)
      : Uint8Array.of(code >> 8, code & 0xff, ...(reason instanceof Uint8Array ? reason : []));
  return [{ kind: "message", from, opcode: opcodes.close, payload }];
}
