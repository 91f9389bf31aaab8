import fc from "fast-check";
import { expect } from "vitest";
import { readDeflate } from "../models/deflate/deflate-reader.ts";
import { type Chunking, chunkings, cut } from "../src/arbitraries/chunkings.ts";
import { deflateOffers, deflateParameters, deflatePolicies, faultyOffers } from "../src/arbitraries/deflate-negotiations.ts";
import { compressibleBytes, longBytes } from "../src/arbitraries/deflate-streams.ts";
import type { DeflatePort } from "../src/core/deflate/deflate-port.ts";
import { plainDeflate } from "../src/core/deflate/plain-deflate.ts";
import { type Extension, parseExtensions } from "../src/core/opening/field-values.ts";
import { directionFrom, MessageDeflater, MessageInflater } from "../src/core/permessage-deflate/message-deflate.ts";
import {
  chooseDeflate,
  type DeflateOffer,
  type DeflateParameters,
  extensionText,
  judgeDeflateResponse,
  offerText,
} from "../src/core/permessage-deflate/permessage-deflate.ts";
import { zlibPort } from "../src/node/zlib-port.ts";
import { exhaustive, property } from "./property.ts";

const limit = 1 << 20;
const tail = [0x00, 0x00, 0xff, 0xff];
const ports = { plain: plainDeflate, zlib: zlibPort };
const isSame = (one: unknown, other: Uint8Array): boolean => one instanceof Uint8Array && Buffer.compare(one, other) === 0;

/** What may be done with a message: compressed if that pays, compressed in fragments of these lengths, or sent as it is. */
type Sending = "whole" | "plain" | Chunking;

const sendings: fc.Arbitrary<Sending> = fc.oneof(fc.constantFrom("whole", "whole", "plain"), chunkings());

/** The payload of a message as it is sent, or `undefined` if it is sent uncompressed. */
function send(deflater: MessageDeflater, message: Uint8Array, sending: Sending): Uint8Array | undefined {
  if (sending === "plain") return undefined;
  if (sending === "whole") return deflater.deflate(message);
  const fragments = cut(
    message,
    sending.map((length) => length + 20),
  );
  if (fragments.length === 0) fragments.push(message);
  return Uint8Array.from(fragments.flatMap((fragment, i) => [...deflater.deflateFragment(fragment, i === fragments.length - 1)]));
}

/** The model of a receiver: it keeps all that was ever compressed. */
class ReceiverModel {
  readonly #windowBytes: number;
  readonly #forgets: boolean;
  #before: readonly number[] = [];

  constructor(windowBits: number, forgets: boolean) {
    this.#windowBytes = 2 ** windowBits;
    this.#forgets = forgets;
  }

  read(payload: Uint8Array): unknown {
    const window = Uint8Array.from(this.#before.slice(-this.#windowBytes));
    const message = readDeflate(Uint8Array.from([...payload, ...tail]), { window, windowBytes: this.#windowBytes, outputBytesMax: limit });
    if (!this.#forgets && typeof message !== "string") this.#before = [...this.#before, ...message];
    return message;
  }
}

const portNames = fc.constantFrom("plain", "zlib") as fc.Arbitrary<keyof typeof ports>;

property({
  title:
    "whatever was agreed on, and whoever compresses, messages come back, compressed, fragmented or plain, and the model reads them too",
  requires: [
    "rfc7692/7.2.1/takeover-allowed",
    "rfc7692/7.2.1/server-starts-empty",
    "rfc7692/7.2.1/client-starts-empty",
    "rfc7692/7.2.2/window-kept",
    "rfc7692/7.2.2/tail-appended",
    "rfc7692/7.1.2.1/server-keeps-window",
    "rfc7692/7.1.2.2/client-keeps-window",
    "rfc7692/6.1/messages-left-uncompressed",
    "rfc7692/6.1/compressed-before-fragmented",
    "rfc7692/6.2/fragments-joined",
  ],
  given: [
    deflateParameters(),
    fc.constantFrom("client", "server"),
    portNames,
    portNames,
    fc.array(fc.tuple(compressibleBytes(6), sendings), { maxLength: 8 }),
    fc.nat(40),
  ],
  runs: 400,
  holds: (parameters, sender, deflating, inflating, messages, thresholdBytes) => {
    const direction = directionFrom(sender, parameters);
    const deflater = new MessageDeflater(direction, ports[deflating], thresholdBytes);
    const inflater = new MessageInflater(direction, ports[inflating]);
    const model = new ReceiverModel(direction.windowBits, direction.noContextTakeover);
    for (const [message, sending] of messages) {
      const payload = send(deflater, message, sending);
      if (payload === undefined) continue;
      expect(isSame(inflater.inflate(payload, message.length), message)).toBe(true);
      expect(isSame(model.read(payload), message)).toBe(true);
    }
  },
});

property({
  title: "long messages come back for every size of window, however far the window has slid",
  requires: ["rfc7692/7.1.2/window-without-bound", "rfc7692/7.2.2/window-kept"],
  given: [deflateParameters(), portNames, portNames, fc.array(longBytes(), { minLength: 2, maxLength: 4 })],
  runs: 60,
  holds: (parameters, deflating, inflating, messages) => {
    const direction = directionFrom("server", parameters);
    const deflater = new MessageDeflater(direction, ports[deflating], 0);
    const inflater = new MessageInflater(direction, ports[inflating]);
    return messages.every((message) => isSame(inflater.inflate(deflater.deflateFragment(message, true), message.length), message));
  },
});

function* agreements(): Generator<{
  readonly parameters: DeflateParameters;
  readonly deflating: DeflatePort;
  readonly inflating: DeflatePort;
}> {
  for (const noContextTakeover of [false, true]) {
    for (let windowBits = 8; windowBits <= 15; windowBits++) {
      for (const deflating of Object.values(ports)) {
        for (const inflating of Object.values(ports)) {
          const parameters: DeflateParameters = {
            serverNoContextTakeover: noContextTakeover,
            clientNoContextTakeover: !noContextTakeover,
            serverMaxWindowBits: windowBits,
            clientMaxWindowBits: 23 - windowBits,
          };
          yield { parameters, deflating, inflating };
        }
      }
    }
  }
}

exhaustive({
  title: "the same text twice is shorter the second time exactly when the sender may look back so far",
  requires: ["rfc7692/7.2.1/takeover-allowed", "rfc7692/7.2.1/server-starts-empty", "rfc7692/7.2.1/client-starts-empty"],
  over: agreements,
  holds: ({ parameters, deflating, inflating }) => {
    const message = Uint8Array.from({ length: 200 }, (_, i) => (Math.imul(i, 2654435761) >>> 20) & 0xff);
    for (const sender of ["client", "server"] as const) {
      const direction = directionFrom(sender, parameters);
      const deflater = new MessageDeflater(direction, deflating, 0);
      const inflater = new MessageInflater(direction, inflating);
      const payloads = [message, message].map((each) => deflater.deflateFragment(each, true));
      const [first = 0, second = 0] = payloads.map(({ length }) => length);
      expect(payloads.every((payload) => isSame(inflater.inflate(payload, limit), message))).toBe(true);
      expect(second < first / 2).toBe(!direction.noContextTakeover);
    }
  },
});

property({
  title: "a receiver without takeover finds out a sender that has it",
  requires: ["rfc7692/7.2.1/server-starts-empty", "rfc7692/7.2.1/client-starts-empty"],
  given: [fc.uint8Array({ minLength: 60, maxLength: 200 }), portNames, fc.constantFrom("client", "server")],
  runs: 60,
  holds: (message, deflating, sender) => {
    const keeping = { sender, noContextTakeover: false, windowBits: 15 } as const;
    const deflater = new MessageDeflater(keeping, ports[deflating], 0);
    const inflater = new MessageInflater({ ...keeping, noContextTakeover: true }, plainDeflate);
    const [first, second] = [message, message].map((each) => inflater.inflate(deflater.deflateFragment(each, true), limit));
    expect(isSame(first, message)).toBe(true);
    expect(second).toMatchObject({ requirement: `rfc7692/7.2.1/${sender}-starts-empty` });
  },
});

const parsed = (...values: string[]): Extension[] => parseExtensions(values) as Extension[];

property({
  title: "a server takes the first offer that has no fault, whatever it wants itself, and the client agrees to the same",
  requires: [
    "rfc7692/5/fallback-offers",
    "rfc7692/5/preferred-offer-accepted",
    "rfc7692/5/declining-is-leaving-out",
    "rfc7692/7/invalid-offer-declined",
    "rfc7692/7/response-parameters",
    "rfc7692/5/rsv1-not-shared",
    "rfc6455/9/parameters-fit-extension",
    "rfc7692/7.1.1.1/offered-no-takeover-answered",
    "rfc7692/7.1.2.1/response-within-offer",
    "rfc7692/7.1.2.2/only-if-offered",
    "rfc7692/7.1.2.2/response-within-hint",
    "rfc7692/7.1.1.1/server-volunteers-no-takeover",
    "rfc7692/7.1.1.2/client-asked-for-no-takeover",
    "rfc7692/7.1.2.1/server-volunteers-window",
  ],
  given: [fc.array(faultyOffers(), { maxLength: 3 }), fc.array(deflateOffers(), { minLength: 1, maxLength: 3 }), deflatePolicies()],
  runs: 1000,
  holds: (faulty, offers, policy) => {
    const choice = chooseDeflate(parsed(...faulty, offerText(offers)), policy);
    const [first] = offers as [DeflateOffer];
    const [response] = parsed(extensionText(choice?.response as Extension)) as [Extension];
    expect(judgeDeflateResponse(response, [first])).toEqual(choice?.parameters);
    expect(judgeDeflateResponse(response, offers)).toEqual(choice?.parameters);
    expect(choice?.parameters.serverMaxWindowBits).toBeLessThanOrEqual(policy.serverMaxWindowBits);
    expect(chooseDeflate(parsed(...faulty), policy)).toBeNull();
  },
});

property({
  title: "a client that sees a fault in an answer opens no connection with it",
  requires: [
    "rfc7692/7.1.2/window-bits-value",
    "rfc7692/7/invalid-response-fails",
    "rfc7692/7/unsupported-response-fails",
    "rfc7692/5/invalid-response-fails",
  ],
  given: [faultyOffers(), fc.array(deflateOffers(), { maxLength: 3 })],
  runs: 200,
  holds: (faulty, offers) => "requirement" in judgeDeflateResponse(parsed(faulty)[0] as Extension, offers),
});
