import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { decodeUtf8, encodeUtf8 } from "../../core/bytes/text.ts";
import type { RawFrame } from "../case/case.ts";
import { closeBody } from "../fuzzer/close-frame.ts";
import type { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import type { FuzzerListener } from "../fuzzer/fuzzer-connection-options.ts";
import { type ManualCommand, payloadBytesOf, readManualCommand } from "./manual-command.ts";

/**
 * A connection that a person or a script drives: each text message is a command, for example `["sendframe", {"opcode": 9}]`.
 * What is no command ends the connection with 1008 and the reason; a connection without commands stays open.
 */
export function manualMode(connection: FuzzerConnection): FuzzerListener {
  return {
    onOpen: () => undefined,
    onMessage: (payload, binary) => {
      const command = binary ? new Error("commands are text messages") : commandIn(payload);
      const why = command instanceof Error ? command.message : obey(command, connection);
      if (why !== undefined) connection.fail(closeCodes.policy, why);
    },
  };
}

/** Beyond these nothing is read or kept, whatever a client sends, and whether or not it reads what it asked for. */
const commandBytesMax = 1024 * 1024;
const waitingFramesMax = 10_000;
const waitingBytesMax = 128 * 1024 * 1024;

function commandIn(payload: Uint8Array): ManualCommand | Error {
  return payload.length > commandBytesMax
    ? new Error(`a command has at most ${commandBytesMax} bytes`)
    : readManualCommand(decodeUtf8(payload));
}

/** Does what a command says, or says why not. */
function obey(command: ManualCommand, connection: FuzzerConnection): string | undefined {
  if (command.command === "sendframes") return stream(command.frames, connection);
  connection.close(command.code, command.reason === null ? null : encodeUtf8(command.reason), bodyOf(command));
  return undefined;
}

function stream(frames: readonly RawFrame[], { writer }: FuzzerConnection): string | undefined {
  const { parcels, bytes } = writer.waiting;
  if (parcels + frames.length > waitingFramesMax) return `at most ${waitingFramesMax} frames may wait to be sent`;
  if (bytes + payloadBytesOf(frames) > waitingBytesMax) return `at most ${waitingBytesMax} bytes may wait to be sent`;
  for (const frame of frames) writer.stream(frame);
  return undefined;
}

function bodyOf({ code, reason }: Extract<ManualCommand, { command: "close" }>): Uint8Array {
  if (code === null) return new Uint8Array(0);
  return closeBody(code, reason ?? "");
}
