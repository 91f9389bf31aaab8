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
    const webSocket = wordOf(entry(flow, "type")) === "websocket" ? flow : entry(flow, "websocket");
    if (!(webSocket instanceof Map)) return;
    const [request, response] = [entry(flow, "request"), entry(flow, "response")];
    const id = ++this.#ids;
    const name = `${wordOf(entry(request, "host"))}${wordOf(entry(request, "path"))}`;
    const isHttp2 = wordOf(entry(request, "http_version")).startsWith("HTTP/2");
    const form = isHttp2 ? "extended-connect" : "http/1.1";
    yield { kind: "connection", id, facts: { name: name || `flow ${id}`, detail: "messages", order: "unknown", begins: "opening", form } };
    const observations = [
      ...(webSocket === flow ? headsOfOld(flow) : headsOf(request, response)),
      ...listOf(entry(webSocket, "messages")).flatMap(messageOf),
      ...closeOf(webSocket),
    ];
    for (const observation of observations) yield { kind: "seen", id, observation };
    yield { kind: "over", id };
  }
}

const listOf = (value: Tnet | undefined): readonly Tnet[] => (Array.isArray(value) ? value : []);

const headsOf = (request: Tnet | undefined, response: Tnet | undefined): Observation[] => [
  {
    kind: "head",
    from: "client",
    startLine: `${wordOf(entry(request, "method"))} ${wordOf(entry(request, "path"))} HTTP/1.1`,
    fields: fieldsOf(request),
  },
  {
    kind: "head",
    from: "server",
    startLine: `HTTP/1.1 ${String(entry(response, "status_code"))} ${wordOf(entry(response, "reason"))}`,
    fields: fieldsOf(response),
  },
];

/** Up to version 7 a flow of its own had the messages, and of the heads what belongs to the handshake. */
function headsOfOld(flow: Tnet): Observation[] {
  const field = (name: string, key: string): Field[] => (wordOf(entry(flow, key)) === "" ? [] : [[name, wordOf(entry(flow, key))]]);
  const fields = (side: "client" | "server"): Field[] => [
    ...field("Sec-WebSocket-Protocol", `${side}_protocol`),
    ...field("Sec-WebSocket-Extensions", `${side}_extensions`),
  ];
  return [
    {
      kind: "head",
      from: "client",
      startLine: "GET / HTTP/1.1",
      fields: [...field("Sec-WebSocket-Key", "client_key"), ...fields("client")],
    },
    {
      kind: "head",
      from: "server",
      startLine: "HTTP/1.1 101 ",
      fields: [...field("Sec-WebSocket-Accept", "server_accept"), ...fields("server")],
    },
  ];
}

const fieldsOf = (head: Tnet | undefined): Field[] =>
  listOf(entry(head, "headers")).flatMap((field) => (Array.isArray(field) ? [[wordOf(field[0]), wordOf(field[1])] as Field] : []));

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
  const from: Role =
    entry(webSocket, "closed_by_client") === true || wordOf(entry(webSocket, "close_sender")) === "client" ? "client" : "server";
  if (typeof code !== "number" || code === closeCodes.abnormal) return [];
  const reason = entry(webSocket, "close_reason");
  const payload =
    code === closeCodes.noStatus
      ? new Uint8Array(0)
      : Uint8Array.of(code >> 8, code & 0xff, ...(reason instanceof Uint8Array ? reason : []));
  return [{ kind: "message", from, opcode: opcodes.close, payload }];
}
