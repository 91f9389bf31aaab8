import { constants as bufferConstants } from "node:buffer";
import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import type { DeflatePort, DeflateRequest, InflateFault, InflateRequest, Inflation } from "../core/deflate/deflate-port.ts";
import { inflateInTurns, inflateRaw } from "../core/deflate/inflate.ts";

const windowBitsMin = 9;
const windowBitsMax = 15;
/** Below this many compressed bytes our own inflater is done before zlib has begun. */
const inflatePaysFrom = 512;
/** What zlib needs at most for a byte that inflates to nothing, in bytes that it would inflate in the same time. */
const workPerByte = 8;
/** Half the time that zlib takes by default, for a few per cent more bytes. */
const level = 3;
/** zlib allocates its output in portions of one size. */
const portionBytesMax = 0x1_0000;

/** How every stream ends that is to be inflated; a last block after it shows whether zlib comes to the end of that. */
const tail = Buffer.of(0x00, 0x00, 0xff, 0xff);
const lastBlock = Buffer.of(0x01, 0x00, 0x00, 0xff, 0xff);
const tailAndLastBlock = Buffer.concat([tail, lastBlock]);

/** zlib, wherever it is faster. It does not tell where and why it refuses a stream, so our own inflater is asked then. */
export const zlibPort: DeflatePort = {
  compressWindowBitsMin: windowBitsMin,
  inflate: (request) => new ZlibInflation(request),
  deflate: deflateByZlib,
};

/**
 * zlib cannot stop and go on later, so it gets what has come whole and what it can do in one turn; it cannot be told to refuse
 * distances that go beyond a smaller window, and takes no limit of zero.
 */
const isForZlib = (bytes: Uint8Array, { windowBytes, outputBytesMax, turnBytes = Number.POSITIVE_INFINITY }: InflateRequest): boolean =>
  bytes.length >= inflatePaysFrom &&
  bytes.length * workPerByte <= turnBytes &&
  windowBytes === 1 << windowBitsMax &&
  outputBytesMax > 0 &&
  endsWith(bytes, tail);

/** A stream that zlib inflates in one turn if it comes whole, or our own inflater does where zlib cannot. */
class ZlibInflation implements Inflation {
  readonly #request: InflateRequest;
  /** The whole stream, if it waits for zlib. */
  #whole: Uint8Array | undefined;
  #own: Inflation | undefined;

  constructor(request: InflateRequest) {
    this.#request = request;
  }

  get isUsedUp(): boolean {
    return this.#whole === undefined && (this.#own?.isUsedUp ?? true);
  }

  get fault(): InflateFault | undefined {
    return this.#own?.fault;
  }

  push(bytes: Uint8Array, isLast: boolean): void {
    if (isLast && this.#own === undefined && isForZlib(bytes, this.#request)) this.#whole = bytes;
    else this.#beginOwn(bytes, isLast);
  }

  advance(): Uint8Array {
    const whole = this.#whole;
    if (whole !== undefined) {
      this.#whole = undefined;
      const output = inflateByZlib(whole, this.#request);
      if (output !== undefined) return output;
      this.#beginOwn(whole, true);
    }
    return this.#own?.advance() ?? noBytes;
  }

  #beginOwn(bytes: Uint8Array, isLast: boolean): void {
    this.#own ??= inflateInTurns(this.#request);
    this.#own.push(bytes, isLast);
  }
}

/** What a stream stands for, or `undefined` when zlib does not take it to be one that ends where it does, or needs more than a turn. */
function inflateByZlib(bytes: Uint8Array, request: InflateRequest): Uint8Array | undefined {
  const { window, windowBytes, turnBytes = Number.POSITIVE_INFINITY } = request;
  const outputBytesMax = Math.min(request.outputBytesMax, turnBytes);
  const { output, consumed } = runZlib(bytes, window, outputBytesMax);
  // A stored block may have taken both the tail and the last block for its own bytes.
  if (consumed === bytes.length + lastBlock.length) return endsWith(output, tailAndLastBlock) ? undefined : output;
  if (consumed > bytes.length) return undefined;
  // RFC 7692, section 7.2.1: what follows a final block belongs to the message; zlib has stopped there.
  const windowThen = output.length < windowBytes ? Buffer.concat([window, output]) : output.subarray(-windowBytes);
  const rest = inflateRaw({
    bytes: bytes.subarray(consumed),
    window: windowThen,
    windowBytes,
    outputBytesMax: outputBytesMax - output.length,
  });
  return "kind" in rest ? undefined : joined(output, rest);
}

interface ZlibRun {
  readonly output: Uint8Array;
  /** How many bytes of the input zlib has used, or infinity if it has refused it. */
  readonly consumed: number;
}

function runZlib(bytes: Uint8Array, window: Uint8Array, outputBytesMax: number): ZlibRun {
  const options = {
    info: true,
    maxOutputLength: Math.min(outputBytesMax, bufferConstants.MAX_LENGTH),
    chunkSize: Math.min(4 * bytes.length, portionBytesMax),
    ...dictionaryOf(window),
  };
  try {
    // With `info` the answer is not what its type says.
    const answer = inflateRawSync(Buffer.concat([bytes, lastBlock]), options) as unknown as InformedAnswer;
    return { output: plainBytes(answer.buffer), consumed: answer.engine.bytesWritten };
  } catch {
    return { output: noBytes, consumed: Number.POSITIVE_INFINITY };
  }
}

interface InformedAnswer {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function deflateByZlib({ bytes, window, windowBytes }: DeflateRequest): Uint8Array {
  const options = {
    finishFlush: constants.Z_SYNC_FLUSH,
    level,
    windowBits: Math.log2(windowBytes),
    chunkSize: Math.min(Math.max(bytes.length, 256), portionBytesMax),
    ...dictionaryOf(window),
  };
  return plainBytes(deflateRawSync(bytes, options));
}

const dictionaryOf = (window: Uint8Array): { dictionary?: Uint8Array } => (window.length === 0 ? {} : { dictionary: window });

/** No Buffer, and no more memory than twice what is in it. */
const plainBytes = (buffer: Buffer): Uint8Array =>
  buffer.buffer.byteLength > 2 * buffer.length ? new Uint8Array(buffer) : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (second.length === 0) return first;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const endsWith = (bytes: Uint8Array, end: Buffer): boolean => end.equals(bytes.subarray(Math.max(0, bytes.length - end.length)));

const noBytes = new Uint8Array(0);
