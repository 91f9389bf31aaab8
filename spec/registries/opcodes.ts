/** RFC 6455, section 11.8: the opcode registry, as of 2026-11. */
export const opcodes = {
  continuation: 0x0,
  text: 0x1,
  binary: 0x2,
  close: 0x8,
  ping: 0x9,
  pong: 0xa,
} as const;

/** The name of an opcode that is in use. */
export type OpcodeName = keyof typeof opcodes;

const names: ReadonlyMap<number, OpcodeName> = new Map(Object.entries(opcodes).map(([name, opcode]) => [opcode, name as OpcodeName]));

/** Section 5.2: the name of an opcode, or `undefined` for the reserved ones (3–7 and 11–15). */
export const opcodeName = (opcode: number): OpcodeName | undefined => names.get(opcode);

const dataOpcodes: readonly boolean[] = Array.from({ length: 16 }, (_, opcode) => opcode < 0x8 && names.has(opcode));

/** Section 5.6: opcodes of frames that are parts of messages; the reserved ones are of none. */
export const isDataOpcode = (opcode: number): boolean => dataOpcodes[opcode] === true;

/** Section 5.5: opcodes with the most significant bit set belong to control frames. */
export const isControlOpcode = (opcode: number): boolean => opcode >= 0x8;
