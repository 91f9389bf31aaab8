import { type OpcodeName, opcodes } from "../../../spec/registries/opcodes.ts";
import { writeCloseBody } from "../../core/message/close-body.ts";
import type { AfterRule, CaseEvent, ExpectedClose, ExpectedEvents, RawFrame, Step } from "../case/case.ts";

/** Payload bytes, or the ASCII text that stands for them. */
export type Payload = string | Uint8Array;

/** What makes a frame unusual, or how it reaches the wire. */
export type FrameOptions = Partial<Omit<RawFrame, "opcode" | "payload">>;

/** The bytes of an ASCII text. */
export function ascii(text: string): Uint8Array {
  // A literal outside ASCII would depend on how an editor normalises it.
  if (!/^[\0-\x7f]*$/.test(text)) throw new RangeError(`"${text}" is not ASCII: write its bytes with hex()`);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The bytes written as pairs of lower-case hex digits, with blanks between pairs where they help. */
export function hex(digits: string): Uint8Array {
  if (!/^(?: *[0-9a-f]{2})*$/.test(digits)) throw new SyntaxError(`"${digits}" is not a row of hex pairs`);
  return Uint8Array.from(digits.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** One byte, `count` times. */
export const repeat = (byte: number, count: number): Uint8Array => new Uint8Array(count).fill(byte);

/** The parts, one after the other. */
export const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const bytesOf = (payload: Payload): Uint8Array => (typeof payload === "string" ? ascii(payload) : payload);

/** A frame with the given opcode: whole, with no reserved bit set, unless `options` say otherwise. */
export function frame(opcode: OpcodeName | number, payload: Payload = "", options: FrameOptions = {}): RawFrame {
  const number = typeof opcode === "number" ? opcode : opcodes[opcode];
  return { opcode: number, fin: true, rsv: 0, payload: bytesOf(payload), ...options };
}

/** A text frame. */
export const text = (payload?: Payload): RawFrame => frame("text", payload);
/** A binary frame. */
export const binary = (payload?: Payload): RawFrame => frame("binary", payload);
/** A continuation frame. */
export const continuation = (payload?: Payload): RawFrame => frame("continuation", payload);
/** A Ping frame. */
export const ping = (payload?: Payload): RawFrame => frame("ping", payload);
/** A Pong frame. */
export const pong = (payload?: Payload): RawFrame => frame("pong", payload);

/** Not the last fragment: FIN is clear. */
export const unfinished = { fin: false } as const satisfies FrameOptions;
/** Each byte reaches the wire on its own. */
export const bytewise = { chopSize: 1 } as const satisfies FrameOptions;

/** Writes one frame verbatim. */
export const send = (written: RawFrame, options: FrameOptions = {}): Step => ({ step: "send", frame: { ...written, ...options } });

/** Sends a text message the regular way, in fragments of `fragmentSize` bytes if that is given. */
export function sendText(payload: Payload, fragmentSize?: number): Step {
  const message = { step: "sendMessage", binary: false, payload: bytesOf(payload) } as const;
  return fragmentSize === undefined ? message : { ...message, fragmentSize };
}

/** Starts the closing handshake; without a code the body is the reason alone, which is how a broken body is made. */
export function close(code: number | null = null, reason: Payload | null = null): Step {
  const reasonBytes = reason === null ? null : bytesOf(reason);
  const text = reasonBytes ?? new Uint8Array(0);
  return { step: "close", code, reason: reasonBytes, payload: code === null ? text : writeCloseBody(code, text) };
}

/** Fails the connection when it still stands after so many seconds. */
export const killAfter = (seconds: number): Step => ({ step: "killAfter", seconds });

/** Closes the connection, with an empty body, when it still stands after so many seconds. */
export const closeAfter = (seconds: number): Step => ({ step: "closeAfter", seconds });

/** Goes on with `steps` after a pause. */
export function later(seconds: number, steps: readonly Step[]): Step {
  return { step: "continueLater", seconds, tag: null, onlyIfOpen: false, steps };
}

/** Goes on after a pause named by `tag`, which is recorded, provided the connection is still open. */
export function laterIfOpen(seconds: number, tag: string, steps: readonly Step[]): Step {
  return { step: "continueLater", seconds, tag, onlyIfOpen: true, steps: [{ step: "recordTimeout", tag }, ...steps] };
}

/** Writes the header of a data frame and none of its payload. */
export function beginFrame(opcode: OpcodeName, payloadLength: number, { fin = true }: { readonly fin?: boolean } = {}): Step {
  return { step: "beginFrame", opcode: opcodes[opcode], fin, payloadLength };
}

/** Writes payload bytes of the frame begun. */
export const frameBytes = (bytes: Payload): Step => ({ step: "frameBytes", bytes: bytesOf(bytes) });

/** Ends the message begun with an empty last fragment. */
export const endMessage = (): Step => ({ step: "endMessage" });

/** From here on messages are cut into fragments of `size` bytes. */
export const autoFragment = (size: number): Step => ({ step: "autoFragment", size });

/** A text message came back. */
export const textMessage = (payload: Payload = ""): CaseEvent => ({ event: "message", payload: bytesOf(payload), binary: false });
/** A binary message came back. */
export const binaryMessage = (payload: Payload = ""): CaseEvent => ({ event: "message", payload: bytesOf(payload), binary: true });
/** A Pong came. */
export const pongEvent = (payload: Payload = ""): CaseEvent => ({ event: "pong", payload: bytesOf(payload) });
/** A pause of the case ended while the connection was open. */
export const timeout = (tag: string): CaseEvent => ({ event: "timeout", tag });

/** Exactly these events, in this order. */
export const exactly = (...events: readonly CaseEvent[]): ExpectedEvents => ({ OK: events });
/** No event at all. */
export const nothing: ExpectedEvents = exactly();
/** These events for a strict pass; none at all is tolerated. */
export const preferably = (...events: readonly CaseEvent[]): ExpectedEvents => ({ OK: events, "NON-STRICT": [] });

/** The fuzzer closes first, and both Close frames have to go through; the answer carries one of these codes, or none. */
export const answeredWith = (...closeCode: readonly number[]): ExpectedClose => ({ closedByMe: true, closeCode, requireClean: true });
/** The fuzzer closes first, with a frame the peer has to reject: it answers with one of these codes, or just drops. */
export const rejectedWith = (...closeCode: readonly number[]): ExpectedClose => ({ closedByMe: true, closeCode, requireClean: false });
/** The fuzzer closes with 1000 when all is well, and the peer answers. */
export const closedByFuzzer: ExpectedClose = answeredWith(1000);
/** The peer fails the connection, with this code or by dropping it. */
export const failedByPeer = (code: number): ExpectedClose => ({ closedByMe: false, closeCode: [code], requireClean: false });
/** As `failedByPeer`, and when the fuzzer has to end the connection the case itself is lost. */
export const failedOnlyByPeer = (code: number): ExpectedClose => ({ ...failedByPeer(code), closedByWrongEndpointIsFatal: true });

/** A Close frame with an unexpected code fails the case itself. */
export const wrongCodeFails: AfterRule = { rule: "wrongCodeFails" };
/** Both verdicts become informational, whatever happened. */
export const forceInformational: AfterRule = { rule: "forceInformational" };
/** The report shows the reason that was sent as hex, for it is no text. */
export const hexLocalCloseReason: AfterRule = { rule: "hexLocalCloseReason" };
/** The case fails unless exactly so many frames of each opcode were sent. */
export const checkTxFrames = (counts: Readonly<Record<number, number>>): AfterRule => ({ rule: "checkTxFrames", counts });
