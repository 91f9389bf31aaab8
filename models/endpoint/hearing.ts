import { opcodes } from "../../spec/registries/opcodes.ts";
import { firstWrong, readCompressed } from "../deflate/compressed-messages.ts";
import { type FramePart, isWhole, numberOf, readPart } from "../frames/frame-part.ts";
import { isCompressedFirst, type OpenMessage, type Situation, type Wrong, wrongWith } from "../frames/frame-verdict.ts";
import { readUtf8 } from "../utf8/utf8-grammar.ts";
import { hexOf, joined } from "../words.ts";
import { type EndpointModel, fail, isListening, sendClose, shutAsServer } from "./endpoint.ts";

/** A message as the application gets it. */
export interface HeardMessage {
  readonly format: "text" | "binary";
  readonly payload: Uint8Array;
}

/** What an application does about a message: lines of what came of it. */
export type Answer = (message: HeardMessage) => string[];

const silence: Answer = () => [];

/** Section 6.2: bytes arrive. Whole frames are taken one after the other; what is left is held against the rules as far as it goes. */
export function hear(model: EndpointModel, bytes: Uint8Array, answer: Answer = silence): string[] {
  const lines: string[] = [];
  model.unread = joined(model.unread, bytes);
  while (isListening(model) && model.unread.length > 0) {
    const part = readPart(model.unread);
    lines.push(...hearPart(model, part, answer));
    if (!isWhole(part)) break;
    model.unread = model.unread.slice(part.header.length + part.payload.length);
  }
  return lines;
}

/** A frame, or as much of it as has come. */
export function hearPart(model: EndpointModel, part: FramePart, answer: Answer = silence): string[] {
  if (!isListening(model)) return [];
  const wrong = wrongWith(part, situationOf(model)) ?? wrongCompressed(model, part);
  if (wrong !== undefined) return fail(model, wrong);
  if (!isWhole(part)) return [];
  const opcode = (part.header[0] as number) % 16;
  return opcode >= 8 ? hearControl(model, opcode, part.payload) : hearData(model, part, answer);
}

const situationOf = ({ role, limits, statusCodes, inflating, message }: EndpointModel): Situation => ({
  role,
  limits,
  statusCodes,
  isCompressing: inflating !== undefined,
  message,
});

/** A compressed message is inflated as far as it has come. */
function wrongCompressed({ inflating, message, limits }: EndpointModel, part: FramePart): Wrong | undefined {
  const opcode = (part.header[0] as number) % 16;
  if (opcode >= 8 || inflating === undefined) return undefined;
  if (!(message?.isCompressed ?? isCompressedFirst(part))) return undefined;
  const format = message?.format ?? formatOf(opcode);
  return firstWrong(joined(...(message?.fragments ?? []), part.payload), inflating, format, limits.messageBytesMax)?.wrong;
}

const formatOf = (opcode: number): OpenMessage["format"] => (opcode === opcodes.text ? "text" : "binary");

function hearControl(model: EndpointModel, opcode: number, payload: Uint8Array): string[] {
  // Section 5.5.2: only a Close frame that was received excuses from a Pong, and then nobody listens any more.
  if (opcode === opcodes.ping) return [`write pong ${hexOf(payload)}`, `tell ping ${hexOf(payload)}`];
  if (opcode === opcodes.pong) return [`tell pong ${hexOf(payload)}`];
  // Section 7.1.5: no body means 1005.
  model.peerClose = { code: payload.length === 0 ? 1005 : numberOf(payload.slice(0, 2)), reason: payload.slice(2) };
  const { code, reason } = model.peerClose;
  const reply = model.hasSentClose
    ? []
    : [...sendClose(model, `write close ${hexOf(payload.slice(0, 2))}`), `tell closing ${code} ${hexOf(reason)}`];
  return [...reply, ...shutAsServer(model)];
}

/** Section 5.4: a frame with another opcode than 0 begins a message, FIN ends it. */
function hearData(model: EndpointModel, part: FramePart, answer: Answer): string[] {
  const first = part.header[0] as number;
  const begun: OpenMessage = model.message ?? {
    format: formatOf(first % 16),
    isCompressed: isCompressedFirst(part),
    fragments: [],
    bytes: 0,
    openOctets: [],
  };
  const isCheckedText = begun.format === "text" && !begun.isCompressed;
  (begun.fragments as Uint8Array[]).push(part.payload);
  model.message = {
    ...begun,
    bytes: begun.bytes + part.payload.length,
    openOctets: isCheckedText ? readUtf8(part.payload, begun.openOctets).openOctets : [],
  };
  if (first < 128) return [];
  model.message = undefined;
  return endMessage(model, begun, answer);
}

function endMessage(model: EndpointModel, { format, isCompressed, fragments }: OpenMessage, answer: Answer): string[] {
  const payload = joined(...fragments);
  if (!isCompressed || model.inflating === undefined) return deliver({ format, payload }, answer);
  const read = readCompressed(payload, model.inflating, model.limits.messageBytesMax);
  if ("blame" in read) return fail(model, read);
  // Section 8.1, for what the peer's application sent.
  if (format === "text" && !isUtf8(read.message)) {
    return fail(model, { blame: "peer", requirement: "rfc6455/8.1/invalid-utf8-fails", closeCode: 1007 });
  }
  model.inflating = read.side;
  return deliver({ format, payload: read.message }, answer);
}

const deliver = (message: HeardMessage, answer: Answer): string[] => [
  `tell message ${message.format} ${hexOf(message.payload)}`,
  ...answer(message),
];

function isUtf8(bytes: Uint8Array): boolean {
  const { wrongAt, isComplete } = readUtf8(bytes);
  return wrongAt < 0 && isComplete;
}
