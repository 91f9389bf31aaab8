import type { RequirementId } from "../../../spec/requirements.ts";
import { capitalised } from "../case/capitalised.ts";
import type { Case, Step } from "../case/case.ts";
import { measuredCase, roundTripCount, startRoundTrips, wireLogOff, wireLogOffMarked } from "./measured-case.ts";
import { ascii, binary, closeAfter, hex, repeat, send, text } from "./steps.ts";

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

function inWords(bytes: number): string {
  if (bytes >= mebibyte) return `${bytes / mebibyte} MiB`;
  return bytes >= kibibyte ? `${bytes / kibibyte} KiB` : `${bytes} bytes`;
}

const kinds = {
  text: { isBinary: false, of: text, cycle: ascii("BAsd7&jh23"), single: ascii("*") },
  binary: { isBinary: true, of: binary, cycle: hex("00 fe 23 fa f0"), single: hex("fe") },
} as const;
type Kind = keyof typeof kinds;

const echoOf = (kind: Kind, length: number): string =>
  `A ${kind} message of ${inWords(length)} comes back within the time limit, whatever its content; the fuzzer then closes with 1000.`;

interface LargeMessage {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly description: string;
  readonly requires: readonly RequirementId[];
  readonly sent: Step;
  readonly length: number;
  readonly seconds: number;
}

function largeMessage({ kind, sent, length, seconds, ...words }: LargeMessage): Case {
  return measuredCase({
    ...words,
    expectation: echoOf(kind, length),
    play: [wireLogOff, sent, closeAfter(seconds)],
    program: { program: "singleEcho", binary: kinds[kind].isBinary, length },
  });
}

const sizes = [
  { length: 64 * kibibyte, seconds: { text: 10, binary: 10 } },
  { length: 256 * kibibyte, seconds: { text: 10, binary: 10 } },
  { length: mebibyte, seconds: { text: 100, binary: 10 } },
  { length: 4 * mebibyte, seconds: { text: 100, binary: 10 } },
  { length: 8 * mebibyte, seconds: { text: 100, binary: 100 } },
  { length: 16 * mebibyte, seconds: { text: 100, binary: 100 } },
] as const;

function bySize(section: string, kind: Kind): readonly Case[] {
  const { of, cycle } = kinds[kind];
  return sizes.map(({ length, seconds }, index) =>
    largeMessage({
      id: `${section}.${index + 1}`,
      kind,
      title: `A ${kind} message of ${inWords(length)} in one frame is echoed`,
      description: `Sends a ${kind} message of ${inWords(length)} in one frame: the same ${cycle.length} bytes over and over.`,
      requires: ["rfc6455/5.2/length-minimal", "rfc6455/6.2/parsed-as-frames", "rfc6455/6.2/message-type-noted"],
      sent: send(of(cycle), { repeatLength: length }),
      length,
      seconds: seconds[kind],
    }),
  );
}

// One array for all cases of a byte: they are as large as all other cases together.
const asterisks = repeat(0x2a, 4 * mebibyte);
const bytesFe = repeat(0xfe, 4 * mebibyte);

const fragmentSizes = [64, 256, kibibyte, 4 * kibibyte, 16 * kibibyte, 64 * kibibyte, 256 * kibibyte, mebibyte, 4 * mebibyte];

function byFragmentSize(section: string, kind: Kind): readonly Case[] {
  return fragmentSizes.map((fragmentSize, index) => {
    // Only the first binary case has the byte one would expect in all of them: Autobahn has always been so.
    const payload = kind === "binary" && index === 0 ? bytesFe : asterisks;
    const count = payload.length / fragmentSize;
    const fragments = count === 1 ? "one fragment of that size" : `fragments of ${inWords(fragmentSize)}`;
    return largeMessage({
      id: `${section}.${index + 1}`,
      kind,
      title: `A ${kind} message of 4 MiB in ${fragments} is echoed`,
      description:
        `Sends a ${kind} message of 4 MiB, ${payload === asterisks ? "all asterisks" : "each byte of it 0xfe"}, in ` +
        `${count === 1 ? "a single frame, for its fragments may be as large as itself" : `${count} fragments of ${inWords(fragmentSize)}, and an empty last one`}.`,
      requires: ["rfc6455/5.4/receives-fragments", "rfc6455/6.2/parsed-as-frames", "rfc6455/6.2/message-type-noted"],
      sent: { step: "sendMessage", binary: kinds[kind].isBinary, payload, fragmentSize },
      length: payload.length,
      seconds: 100,
    });
  });
}

const chopSizes = [64, 128, 256, 512, 1024, 2048];

function byChopSize(section: string, kind: Kind): readonly Case[] {
  const { of, cycle } = kinds[kind];
  return chopSizes.map((chopSize, index) =>
    largeMessage({
      id: `${section}.${index + 1}`,
      kind,
      title: `A ${kind} message of 1 MiB, written in pieces of ${chopSize} bytes, is echoed`,
      description: `Sends a ${kind} message of 1 MiB in one frame, which reaches the wire in pieces of ${chopSize} bytes, each on its own.`,
      requires: [
        "ours/core/chunking-independent",
        "rfc6455/6.2/parsed-as-frames",
        "rfc6455/5.3/masking-transform",
        "rfc6455/6.2/message-type-noted",
      ],
      sent: send(of(cycle), { repeatLength: mebibyte, chopSize }),
      length: mebibyte,
      seconds: 1000,
    }),
  );
}

const roundTripSizes = [
  { length: 0, seconds: 60 },
  { length: 16, seconds: 60 },
  { length: 64, seconds: 60 },
  { length: 256, seconds: 120 },
  { length: 1024, seconds: 240 },
  { length: 4096, seconds: 480 },
];

function roundTrips(section: string, kind: Kind): readonly Case[] {
  const { isBinary, single } = kinds[kind];
  return roundTripSizes.map(({ length, seconds }, index) => {
    const isEmpty = length === 0;
    const messages = isEmpty ? `empty ${kind} messages` : `${kind} messages of ${length} bytes`;
    const echo = isEmpty ? `an empty ${kind} message` : `a ${kind} message of ${length} bytes, whatever its content`;
    return measuredCase({
      id: `${section}.${index + 1}`,
      title: `${capitalised(messages)} come back, one after the other`,
      description: `Sends ${roundTripCount} ${messages}, each when the echo of the one before has come.`,
      expectation: `Each echo is ${echo}; the last comes within the time limit, and the fuzzer then closes with 1000.`,
      requires: ["rfc6455/6.2/parsed-as-frames", "rfc6455/6.1/framed", "rfc6455/6.2/message-type-noted"],
      play: [wireLogOffMarked, closeAfter(seconds), startRoundTrips],
      program: {
        program: "roundTrips",
        binary: isBinary,
        count: roundTripCount,
        message: { kind: "repeated", payload: single, length },
        check: "length",
      },
    });
  });
}

/** Chapter 9: large messages, many fragments, many small writes and many small messages. */
export const limitCases: readonly Case[] = [
  ...bySize("9.1", "text"),
  ...bySize("9.2", "binary"),
  ...byFragmentSize("9.3", "text"),
  ...byFragmentSize("9.4", "binary"),
  ...byChopSize("9.5", "text"),
  ...byChopSize("9.6", "binary"),
  ...roundTrips("9.7", "text"),
  ...roundTrips("9.8", "binary"),
];
