import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { Wrong } from "../frames/frame-verdict.ts";
import { readUtf8 } from "../utf8/utf8-grammar.ts";
import { joined } from "../words.ts";
import { type ReadingBounds, readDeflate, traceDeflate } from "./deflate-reader.ts";

/** What client and server agreed on (RFC 7692, section 7.1). */
export interface DeflateAgreement {
  readonly serverNoContextTakeover: boolean;
  readonly clientNoContextTakeover: boolean;
  readonly serverMaxWindowBits: number;
  readonly clientMaxWindowBits: number;
}

/** The compressed messages of one side: what was agreed on about them, and what the next one may refer to. */
export interface DeflateSide {
  readonly sender: Role;
  readonly keepsContext: boolean;
  readonly windowBytes: number;
  readonly before: Uint8Array;
}

/** The parameters that are about the messages of one side, before its first. */
export const deflateSide = (sender: Role, agreement: DeflateAgreement): DeflateSide => ({
  sender,
  keepsContext: !(sender === "server" ? agreement.serverNoContextTakeover : agreement.clientNoContextTakeover),
  windowBytes: 2 ** (sender === "server" ? agreement.serverMaxWindowBits : agreement.clientMaxWindowBits),
  before: new Uint8Array(0),
});

/** A message, and the side after it. */
export interface InflatedMessage {
  readonly message: Uint8Array;
  readonly side: DeflateSide;
}

/** Section 7.2.2: the four octets go behind the payload, and all of it is read; or what is wrong with it. */
export function readCompressed(payload: Uint8Array, side: DeflateSide, messageBytesMax: number): InflatedMessage | Wrong {
  const bounds: ReadingBounds = { window: side.before, windowBytes: side.windowBytes, outputBytesMax: messageBytesMax };
  const message = readDeflate(joined(payload, Uint8Array.of(0x00, 0x00, 0xff, 0xff)), bounds);
  if (payload.length === 0 || typeof message === "string") return wrongStream(payload, side, bounds);
  const before = side.keepsContext ? joined(side.before, message).slice(-side.windowBytes) : side.before;
  return { message, side: { ...side, before } };
}

/** What is wrong with a payload as far as it has come. */
export interface WrongByte {
  readonly wrong: Wrong;
  /** Position in the payload of the first byte that makes it certain. */
  readonly at: number;
}

/** The first thing that is wrong with as much of a payload as has come: what it stands for is text, or the stream is none. */
export function firstWrong(
  payload: Uint8Array,
  side: DeflateSide,
  format: "text" | "binary",
  messageBytesMax: number,
): WrongByte | undefined {
  const bounds: ReadingBounds = { window: side.before, windowBytes: side.windowBytes, outputBytesMax: messageBytesMax };
  const { output, decidedAt, wrong } = traceDeflate(payload, bounds);
  const wrongText = format === "text" ? readUtf8(output).wrongAt : -1;
  if (wrongText >= 0) {
    return { wrong: { blame: "peer", requirement: "rfc6455/8.1/invalid-utf8-fails", closeCode: 1007 }, at: decidedAt[wrongText] as number };
  }
  return wrong && { wrong: wrongStream(payload, side, bounds), at: wrong.at };
}

/** What is wrong in the payload itself is told apart from what is only not finished by the octets that the receiver adds. */
function wrongStream(payload: Uint8Array, side: DeflateSide, bounds: ReadingBounds): Wrong {
  const alone = readDeflate(payload, bounds);
  if (alone === "tooLarge") return { blame: "policy", requirement: "rfc6455/10.4/limits-protect", closeCode: 1009 };
  if (alone === "malformed") return { blame: "peer", requirement: "rfc7692/7.2.1/payload-is-deflate", closeCode: 1007 };
  if (alone === "distanceTooFar") return wrongDistance(payload, side, bounds);
  return { blame: "peer", requirement: "rfc7692/7.2.1/ends-with-empty-stored-block", closeCode: 1007 };
}

/** A distance that is too far even where the whole window is there breaks the agreement about its size; one into nothing breaks no agreement. */
function wrongDistance(payload: Uint8Array, { sender, keepsContext, windowBytes }: DeflateSide, bounds: ReadingBounds): Wrong {
  const breaking = (requirement: RequirementId): Wrong => ({ blame: "peer", requirement, closeCode: 1002 });
  if (readDeflate(payload, { ...bounds, window: new Uint8Array(windowBytes) }) === "distanceTooFar") {
    return breaking(sender === "server" ? "rfc7692/7.1.2.1/server-keeps-window" : "rfc7692/7.1.2.2/client-keeps-window");
  }
  if (keepsContext) return { blame: "peer", requirement: "rfc7692/7.2.1/payload-is-deflate", closeCode: 1007 };
  return breaking(sender === "server" ? "rfc7692/7.2.1/server-starts-empty" : "rfc7692/7.2.1/client-starts-empty");
}
