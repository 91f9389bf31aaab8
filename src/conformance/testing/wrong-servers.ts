import type { Socket } from "node:net";
import { isControlOpcode, opcodes } from "../../../spec/registries/opcodes.ts";
import { encodeFrame } from "../../core/frame/frame-encoder.ts";
import type { RawFrame } from "../case/case.ts";
import { joined } from "../cases/steps.ts";
import { framesIn } from "./frames-in.ts";
import type { PeerServer } from "./peer-server.ts";
import { startAcceptingServer } from "./raw-server.ts";

/** How an echo server treats a frame: the bytes to send, and whether TCP ends behind them. */
export interface Treatment {
  readonly send: Uint8Array;
  readonly end?: "fin" | "reset";
}

/** One wrong habit of a server that echoes frames as they come and is otherwise right. */
export type Habit = (frame: RawFrame) => Treatment | undefined;

const nothing = new Uint8Array(0);
const maskingKey = Uint8Array.of(1, 2, 3, 4);

/** The habits, each wrong in one way. */
export const wrongHabits = {
  neverPongs: ({ opcode }) => (opcode === opcodes.ping ? { send: nothing } : undefined),
  masks: (frame) => (isControlOpcode(frame.opcode) ? undefined : { send: encodeFrame({ ...frame, maskingKey }) }),
  resets: () => ({ send: nothing, end: "reset" }),
  neverAnswersClose: ({ opcode }) => (opcode === opcodes.close ? { send: nothing } : undefined),
  neverEndsTcp: (frame) => (frame.opcode === opcodes.close ? { send: encodeFrame(frame) } : undefined),
  closesWith1011: ({ opcode }) =>
    opcode === opcodes.close
      ? { send: encodeFrame({ opcode, fin: true, rsv: 0, payload: Uint8Array.of(3, 0xf3) }), end: "fin" }
      : undefined,
  closesWith1012: ({ opcode }) =>
    opcode === opcodes.close
      ? { send: encodeFrame({ opcode, fin: true, rsv: 0, payload: Uint8Array.of(3, 0xf4) }), end: "fin" }
      : undefined,
  changesPayload: (frame) =>
    frame.opcode === opcodes.text
      ? { send: encodeFrame({ ...frame, payload: frame.payload.map((byte, i) => (i === 2 ? byte ^ 1 : byte)) }) }
      : undefined,
  /** Echoes text whatever its bytes; the other frames are treated properly. */
  echoesAnyText: () => undefined,
} as const satisfies Readonly<Record<string, Habit>>;

/** Starts an echo server with one wrong habit. It never validates anything. */
export const startWrongServer = (habit: Habit): Promise<PeerServer> => startAcceptingServer((socket, bytes) => treat(socket, bytes, habit));

/** Every test sends whole frames, so what arrives is split as it comes. */
function treat(socket: Socket, bytes: Uint8Array, habit: Habit): void {
  const treatments = framesIn(bytes).map((frame) => habit(frame) ?? properly(frame));
  socket.write(joined(...treatments.map(({ send }) => send)));
  const end = treatments.find((treatment) => treatment.end !== undefined)?.end;
  if (end === "reset") socket.resetAndDestroy();
  if (end === "fin") socket.end();
}

function properly(frame: RawFrame): Treatment {
  if (frame.opcode === opcodes.ping) return { send: encodeFrame({ ...frame, opcode: opcodes.pong }) };
  if (frame.opcode === opcodes.close) return { send: encodeFrame(frame), end: "fin" };
  return { send: frame.opcode === opcodes.pong ? nothing : encodeFrame(frame) };
}
