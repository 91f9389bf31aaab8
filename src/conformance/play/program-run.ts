import { closeCodes } from "../../../spec/registries/close-codes.ts";
import { opcodes } from "../../../spec/registries/opcodes.ts";
import type { Program, RoundTripMessage } from "../case/case.ts";
import { counted } from "../case/counted.ts";
import { closeBody } from "../fuzzer/close-frame.ts";
import type { FuzzerConnection } from "../fuzzer/fuzzer-connection.ts";
import { sameBytes } from "../verdict/behaviour.ts";
import type { Behavior } from "../verdict/case-result.ts";
import { sourceBytes, WindowReader } from "./payload-source.ts";

/** What a program thinks of the messages so far. */
export interface ProgramVerdict {
  readonly behavior: Behavior;
  readonly result: string;
}

/** Judges messages as they come, one after the other. */
export interface ProgramRun {
  readonly verdict: ProgramVerdict;
  /** Sends the first message, where the program sends any. */
  readonly start: (fragmentSize: number) => void;
  readonly onMessage: (payload: Uint8Array, binary: boolean) => void;
}

/** A program about to run on a connection. */
export const programRun = (program: Program, connection: FuzzerConnection): ProgramRun =>
  program.program === "singleEcho" ? new SingleEcho(program, connection) : new RoundTrips(program, connection);

const unfinished: ProgramVerdict = { behavior: "FAILED", result: "The message did not come back." };

/** One message is to come back with its type and length. */
class SingleEcho implements ProgramRun {
  verdict = unfinished;
  readonly #program: Extract<Program, { program: "singleEcho" }>;
  readonly #connection: FuzzerConnection;

  constructor(program: Extract<Program, { program: "singleEcho" }>, connection: FuzzerConnection) {
    this.#program = program;
    this.#connection = connection;
  }

  start(): void {
    // The case itself sends the message.
  }

  onMessage(payload: Uint8Array, binary: boolean): void {
    const { length, binary: expected } = this.#program;
    if (binary === expected && payload.length === length)
      this.verdict = { behavior: "OK", result: "The message came back in its type and length." };
    else if (this.verdict === unfinished)
      this.verdict = { behavior: "FAILED", result: describeMismatch(expected, length, payload, binary) };
    conclude(this.#connection, false);
  }
}

/** Each message goes out when the one before has come back. */
class RoundTrips implements ProgramRun {
  readonly #program: Extract<Program, { program: "roundTrips" }>;
  readonly #connection: FuzzerConnection;
  readonly #nextPayload: () => Uint8Array;
  #fragmentSize = 0;
  #sent: Uint8Array = new Uint8Array(0);
  #done = 0;
  #verdict: ProgramVerdict | undefined;

  constructor(program: Extract<Program, { program: "roundTrips" }>, connection: FuzzerConnection) {
    this.#program = program;
    this.#connection = connection;
    this.#nextPayload = payloadsOf(program.message);
  }

  get verdict(): ProgramVerdict {
    return this.#verdict ?? { behavior: "FAILED", result: `${this.#done} of ${counted(this.#program.count, "message")} came back.` };
  }

  start(fragmentSize: number): void {
    this.#fragmentSize = fragmentSize;
    this.#send();
  }

  onMessage(payload: Uint8Array, binary: boolean): void {
    if (this.#verdict !== undefined) return;
    const isContentSame = this.#program.check === "length" || sameBytes(payload, this.#sent);
    if (binary !== this.#program.binary || payload.length !== this.#sent.length || !isContentSame) {
      return this.#end(
        "FAILED",
        `Message ${this.#done + 1}: ${describeMismatch(this.#program.binary, this.#sent.length, payload, binary)}`,
      );
    }
    this.#done++;
    if (this.#done < this.#program.count) return this.#send();
    this.#connection.traffic.keepStatistics();
    this.#end("OK", `All ${this.#done} messages came back as they were sent.`);
  }

  /** Messages that only fill a length go out as plain frames; generated ones as messages, compressed where that was agreed on. */
  #send(): void {
    const { message, binary } = this.#program;
    this.#sent = this.#nextPayload();
    const { writer } = this.#connection;
    if (message.kind === "window") writer.sendMessage(binary, this.#sent, this.#fragmentSize);
    else
      writer.send({
        opcode: binary ? opcodes.binary : opcodes.text,
        fin: true,
        rsv: 0,
        payload: message.payload,
        repeatLength: message.length,
      });
  }

  #end(behavior: Behavior, result: string): void {
    this.#verdict = { behavior, result };
    conclude(this.#connection, true);
  }
}

function payloadsOf(message: RoundTripMessage): () => Uint8Array {
  if (message.kind === "repeated") {
    const zeros = new Uint8Array(message.length);
    return () => zeros;
  }
  const reader = new WindowReader(sourceBytes(message.source), message.unit, message.length);
  return () => reader.next();
}

/** The wire log is on again, so that the end of the case can be read in it. */
function conclude(connection: FuzzerConnection, marker: boolean): void {
  connection.traffic.switchLog(true, marker);
  connection.close(closeCodes.normal, null, closeBody(closeCodes.normal));
}

function describeMismatch(binary: boolean, length: number, payload: Uint8Array, isBinary: boolean): string {
  if (binary !== isBinary) return `a ${typeName(isBinary)} message came back, where a ${typeName(binary)} one was sent.`;
  if (payload.length !== length) return `${payload.length} bytes came back, where ${length} were sent.`;
  return `the ${length} bytes that came back are not those that were sent.`;
}

const typeName = (binary: boolean): string => (binary ? "binary" : "text");
