import { closeCodes } from "../../spec/registries/close-codes.ts";
import { decodeUtf8, encodeUtf8 } from "../core/bytes/text.ts";
import { repeated } from "./frame-writer.ts";
import type { FuzzerConnection, FuzzerListener } from "./fuzzer-connection.ts";
import { type ManualCommand, readManualCommand } from "./manual-command.ts";

/**
 * A connection that a person or a script drives: each text message is a command, for example `["sendframe", {"opcode": 9}]`.
 * What is no command ends the connection with 1008 and the reason; a connection without commands stays open.
 */
export function manualMode(connection: FuzzerConnection): FuzzerListener {
  return {
    onOpen: () => undefined,
    onMessage: (payload, binary) => {
      const command = binary ? new Error("commands are text messages") : readManualCommand(decodeUtf8(payload));
      if (command instanceof Error) connection.fail(closeCodes.policy, command.message);
      else obey(command, connection);
    },
  };
}

function obey(command: ManualCommand, connection: FuzzerConnection): void {
  switch (command.command) {
    case "sendframes":
      for (const frame of command.frames) connection.writer.send(frame);
      return;
    case "close":
      return connection.close(command.code, command.reason === null ? null : encodeUtf8(command.reason), closeBody(command));
    case "echo": {
      const { payload, length } = command;
      return connection.writer.sendMessage(false, length === undefined ? payload : repeated(payload, length), 0);
    }
  }
}

function closeBody({ code, reason }: Extract<ManualCommand, { command: "close" }>): Uint8Array {
  if (code === null) return new Uint8Array(0);
  return Uint8Array.of(code >> 8, code & 0xff, ...encodeUtf8(reason ?? ""));
}
