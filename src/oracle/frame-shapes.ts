import { isControlOpcode, opcodes } from "../../spec/registries/opcodes.ts";
import type { RequirementId } from "../../spec/requirements.ts";
import type { Role } from "../../spec/role.ts";
import type { FrameHeader } from "../core/frame/frame-header.ts";
import { rsv1 } from "../core/frame/header-rules.ts";

/** What every frame of a shape has in common. */
type Shape = Pick<FrameHeader, "fin" | "rsv" | "opcode" | "masked" | "lengthBytes"> & { readonly isEmpty: boolean };

interface Exercise {
  readonly requirement: RequirementId;
  /** Whom it binds; both where it is left out. */
  readonly of?: Role;
  readonly by: (shape: Shape) => boolean;
}

const isControl = ({ opcode }: Shape): boolean => isControlOpcode(opcode);

/** Which frames give occasion to break which requirement: what was obeyed is counted by these rows. */
const exercises: readonly Exercise[] = [
  { requirement: "rfc6455/5.2/rsv-zero", by: () => true },
  { requirement: "rfc6455/5.2/opcode-known", by: () => true },
  { requirement: "rfc6455/5.1/client-frames-masked", of: "client", by: () => true },
  { requirement: "rfc6455/5.1/server-frames-unmasked", of: "server", by: () => true },
  { requirement: "rfc6455/5.2/length-minimal", by: ({ lengthBytes }) => lengthBytes > 0 },
  { requirement: "rfc6455/5.2/length-top-bit-zero", by: ({ lengthBytes }) => lengthBytes === 8 },
  { requirement: "rfc6455/5.4/control-not-fragmented", by: isControl },
  { requirement: "rfc6455/5.5/control-payload-125", by: isControl },
  { requirement: "rfc6455/5.4/continuation-follows-start", by: ({ opcode }) => opcode === opcodes.continuation },
  { requirement: "rfc6455/5.4/fragments-not-interleaved", by: ({ opcode }) => opcode === opcodes.text || opcode === opcodes.binary },
  { requirement: "rfc6455/5.5.1/body-begins-with-code", by: ({ opcode }) => opcode === opcodes.close },
  { requirement: "rfc6455/7.4.2/code-in-use", by: ({ opcode, isEmpty }) => opcode === opcodes.close && !isEmpty },
  { requirement: "rfc7692/7.2.1/payload-is-deflate", by: ({ rsv }) => (rsv & rsv1) !== 0 },
];

const lengthClasses = [0, 2, 8] as const;
const shapesPerFirstByte = 16;

/** How often each shape of a frame was seen: few numbers, however many frames. */
export class FrameShapes {
  readonly #counts = new Map<number, number>();

  add({ firstByte, masked, lengthBytes, payloadLength }: FrameHeader): void {
    const lengthClass = lengthClasses.indexOf(lengthBytes);
    const shape = firstByte * shapesPerFirstByte + (masked ? 8 : 0) + (payloadLength === 0 ? 4 : 0) + lengthClass;
    this.#counts.set(shape, (this.#counts.get(shape) ?? 0) + 1);
  }

  /** How often the frames of this sender gave occasion to break each requirement. */
  *exercised(sender: Role): Generator<readonly [RequirementId, number]> {
    const seen = [...this.#counts].map(([number, count]) => [shapeOf(number), count] as const);
    for (const { requirement, of, by } of exercises) {
      if (of !== undefined && of !== sender) continue;
      const times = seen.reduce((sum, [shape, count]) => sum + (by(shape) ? count : 0), 0);
      if (times > 0) yield [requirement, times];
    }
  }
}

function shapeOf(number: number): Shape {
  const firstByte = Math.floor(number / shapesPerFirstByte);
  return {
    fin: firstByte >= 0x80,
    rsv: (firstByte >> 4) & 7,
    opcode: firstByte & 0x0f,
    masked: (number & 8) !== 0,
    isEmpty: (number & 4) !== 0,
    lengthBytes: lengthClasses[number & 3] ?? 0,
  };
}
