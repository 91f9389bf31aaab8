import type { Role } from "../../../../spec/role.ts";
import { decodeBase64 } from "../../../core/bytes/base64.ts";
import type { Field } from "../../../core/input.ts";
import type { ConnectionFacts, Observation, RecordingEvent, RecordingReader } from "../recording.ts";
import { FollowedStream } from "../tcp/followed-stream.ts";
import { JsonMembers } from "./json-members.ts";
import { type Json, listOf, member, membersOf, numberOf, parsed, textOf } from "./json-shape.ts";

/** Whether a file begins as Chrome's NetLog does. */
export const beginsNetLog = (text: string): boolean => /^\s*\{\s*"constants"\s*:/.test(text);

/** One event, with its names in place of their numbers. */
interface NetLogEvent {
  readonly type: string;
  readonly source: number;
  readonly isEnd: boolean;
  readonly time: number;
  readonly params: Json;
}

const byteEvents: Readonly<Record<string, { readonly from: Role; readonly layer: string }>> = {
  SOCKET_BYTES_SENT: { from: "client", layer: "TCP" },
  SOCKET_BYTES_RECEIVED: { from: "server", layer: "TCP" },
  SSL_SOCKET_BYTES_SENT: { from: "client", layer: "TLS" },
  SSL_SOCKET_BYTES_RECEIVED: { from: "server", layer: "TLS" },
};

const headerEvents: Readonly<Record<string, Role>> = { WEBSOCKET_SENT_FRAME_HEADER: "client", WEBSOCKET_RECV_FRAME_HEADER: "server" };

/**
 * Reads Chrome's NetLog. With raw bytes it holds the streams as they were, decrypted; otherwise the heads of the opening handshake and
 * the headers of the frames. Chrome records at its own end.
 */
export class NetLogReader implements RecordingReader {
  readonly #members = new JsonMembers();
  #names: { types: ReadonlyMap<number, string>; end: number } = { types: new Map(), end: 2 };
  #hasBytes = false;
  #ids = 0;
  /** By source and layer. */
  readonly #streams = new Map<string, FollowedStream>();
  /** Connections of which headers are known, by source. */
  readonly #headers = new Map<number, number>();
  readonly #requests = new Map<number, Observation>();
  readonly #addresses = new Map<number, string>();

  *push(bytes: Uint8Array): Generator<RecordingEvent> {
    for (const { name, text, position } of this.#members.push(bytes)) {
      if (name === "constants") this.#learn(parsed(text));
      if (name !== "events") continue;
      const value = parsed(text);
      if (value === undefined) yield { kind: "unreadable", position, detail: "an event that is no JSON" };
      else yield* this.#take(this.#eventIn(value));
    }
  }

  *end(): Generator<RecordingEvent> {
    for (const stream of this.#streams.values()) yield* stream.end();
    for (const [source, id] of this.#headers) {
      this.#headers.delete(source);
      yield { kind: "over", id };
    }
  }

  #learn(constants: Json): void {
    const numbers = (name: string): [string, number][] =>
      membersOf(member(constants, name)).flatMap(([key, value]) => (typeof value === "number" ? [[key, value] as [string, number]] : []));
    this.#names = {
      types: new Map(numbers("logEventTypes").map(([key, value]) => [value, key])),
      end: new Map(numbers("logEventPhase")).get("PHASE_END") ?? 2,
    };
    this.#hasBytes = textOf(member(constants, "logCaptureMode")) === "Everything";
  }

  #eventIn(value: Json): NetLogEvent {
    return {
      type: this.#names.types.get(numberOf(member(value, "type")) ?? -1) ?? "",
      source: numberOf(member(member(value, "source"), "id")) ?? -1,
      isEnd: numberOf(member(value, "phase")) === this.#names.end,
      time: Number(member(value, "time")),
      params: member(value, "params"),
    };
  }

  *#take(event: NetLogEvent): Generator<RecordingEvent> {
    const { type, source, params } = event;
    const address = textOf(member(params, "address"));
    if (type === "TCP_CONNECT_ATTEMPT" && address !== undefined) this.#addresses.set(source, address);
    else if (type === "SOCKET_CLOSED" || (type === "SOCKET_ALIVE" && event.isEnd)) yield* this.#closeSocket(source);
    else if (type in byteEvents) yield* this.#takeBytes(event);
    else if (type === "WEBSOCKET_INVALID_FRAME" || type === "WEBSOCKET_UPGRADE_FAILURE") yield* this.#remark(event);
    else if (!this.#hasBytes) yield* this.#takeHeaders(event);
  }

  *#takeBytes({ type, source, time, params }: NetLogEvent): Generator<RecordingEvent> {
    const { from, layer } = byteEvents[type] ?? { from: "client", layer: "" };
    const text = textOf(member(params, "bytes"));
    if (text === undefined) return;
    const bytes = decodeBase64(text);
    if (bytes === undefined) return yield { kind: "unreadable", detail: `bytes of the source ${source} that are no base64` };
    const key = `${source} ${layer}`;
    const stream =
      this.#streams.get(key) ?? new FollowedStream(`Chrome > ${this.#addresses.get(source) ?? "?"}`, "client", () => ++this.#ids);
    this.#streams.set(key, stream);
    yield* stream.see({ kind: "bytes", from, time, bytes });
  }

  *#closeSocket(source: number): Generator<RecordingEvent> {
    for (const layer of ["TCP", "TLS"]) {
      const key = `${source} ${layer}`;
      yield* this.#streams.get(key)?.end() ?? [];
      this.#streams.delete(key);
    }
    this.#addresses.delete(source);
  }

  /** What Chrome holds against the server, in its own words. */
  *#remark({ source, params, type, time }: NetLogEvent): Generator<RecordingEvent> {
    const words = membersOf(params)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join(", ");
    const id = this.#headers.get(source) ?? [...this.#streams.values()].find((stream) => stream.id !== undefined)?.id;
    if (id !== undefined) yield { kind: "seen", id, observation: { kind: "remark", from: "client", time, words: `${type}, ${words}` } };
  }

  *#takeHeaders({ type, source, time, params }: NetLogEvent): Generator<RecordingEvent> {
    if (type === "HTTP_TRANSACTION_SEND_REQUEST_HEADERS") {
      const line = textOf(member(params, "line"))?.trim() ?? "GET / HTTP/1.1";
      this.#requests.set(source, {
        kind: "head",
        from: "client",
        time,
        startLine: line,
        fields: fieldsIn(listOf(member(params, "headers"))),
      });
    } else if (type === "HTTP_TRANSACTION_READ_RESPONSE_HEADERS") yield* this.#takeAnswer(source, time, listOf(member(params, "headers")));
    else if (type in headerEvents) yield* this.#takeHeader(source, time, headerEvents[type] ?? "client", params);
  }

  *#takeAnswer(source: number, time: number, lines: readonly Json[]): Generator<RecordingEvent> {
    const request = this.#requests.get(source);
    this.#requests.delete(source);
    const isUpgrade =
      request?.kind === "head" &&
      request.fields.some(([name, value]) => name.toLowerCase() === "upgrade" && value.toLowerCase() === "websocket");
    if (request === undefined || !isUpgrade) return;
    const id = yield* this.#begin(source, { begins: "opening", order: "client", form: "http/1.1" });
    yield { kind: "seen", id, observation: request };
    const [startLine, ...fields] = lines;
    yield {
      kind: "seen",
      id,
      observation: { kind: "head", from: "server", time, startLine: textOf(startLine) ?? "", fields: fieldsIn(fields) },
    };
  }

  /** Frames without a head of HTTP/1.1 are those of HTTP/2, of which Chrome also logs what it never sends. */
  *#takeHeader(source: number, time: number, from: Role, params: Json): Generator<RecordingEvent> {
    const id = this.#headers.get(source) ?? (yield* this.#begin(source, { begins: "frames", order: "unknown", form: "extended-connect" }));
    const bit = (name: string): number => (member(params, name) === true ? 1 : 0);
    const header = {
      fin: member(params, "final") === true,
      rsv: bit("reserved1") * 4 + bit("reserved2") * 2 + bit("reserved3"),
      opcode: numberOf(member(params, "opcode")) ?? 0,
      masked: member(params, "masked") === true,
      payloadLength: numberOf(member(params, "payload_length")) ?? 0,
    };
    yield { kind: "seen", id, observation: { kind: "frame", from, time, header } };
  }

  *#begin(source: number, facts: Pick<ConnectionFacts, "begins" | "order" | "form">): Generator<RecordingEvent, number> {
    const id = ++this.#ids;
    this.#headers.set(source, id);
    yield { kind: "connection", id, facts: { name: `Chrome, request ${source}`, detail: "headers", ...facts } };
    return id;
  }
}

const fieldsIn = (lines: readonly Json[]): Field[] =>
  lines.flatMap((line) => {
    const text = textOf(line) ?? "";
    const colon = text.indexOf(":");
    return colon < 1 ? [] : [[text.slice(0, colon), text.slice(colon + 1).trim()] as Field];
  });
