import fc from "fast-check";
import { expect } from "vitest";
import { readFrames } from "../models/frames/frame-grammar.ts";
import { opcodes } from "../spec/registries/opcodes.ts";
import { payloads } from "../src/arbitraries/payloads.ts";
import { roles } from "../src/arbitraries/sessions.ts";
import { utf8Texts } from "../src/arbitraries/utf8-texts.ts";
import type { SendCommand } from "../src/core/connection/outgoing.ts";
import { bytesOf, drain } from "../src/core/testing/drain.ts";
import { establishedEndpoint } from "./adapters/established-endpoint.ts";
import { property } from "./property.ts";

/** A message, whole or in fragments, with a Ping behind each of its frames. */
interface Sending {
  readonly format: "text" | "binary";
  readonly fragments: readonly Uint8Array[];
  readonly ping: Uint8Array;
}

const sendings = (): fc.Arbitrary<Sending> =>
  fc.oneof(
    fc.record({
      format: fc.constant("binary" as const),
      fragments: fc.array(payloads(300), { minLength: 1, maxLength: 4 }),
      ping: payloads(125),
    }),
    fc.record({
      format: fc.constant("text" as const),
      fragments: fc.array(utf8Texts(), { minLength: 1, maxLength: 4 }),
      ping: payloads(125),
    }),
  );

/** The commands that send it; every payload is a copy of its own. */
function* commandsFor({ format, fragments, ping }: Sending): Generator<SendCommand & { readonly payload: Uint8Array }> {
  for (const [i, fragment] of fragments.entries()) {
    const payload = fragment.slice();
    const last = i === fragments.length - 1;
    if (i > 0) yield { kind: "nextFragment", payload, last };
    else yield last ? { kind: "message", format, payload } : { kind: "firstFragment", format, payload };
    yield { kind: "ping", payload: ping.slice() };
  }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The frames that section 5.4 makes of it. */
const framesOf = ({ format, fragments, ping }: Sending): object[] =>
  fragments.flatMap((fragment, i) => [
    { opcode: i === 0 ? opcodes[format] : opcodes.continuation, fin: i === fragments.length - 1, payload: hexOf(fragment) },
    { opcode: opcodes.ping, fin: true, payload: hexOf(ping) },
  ]);

property({
  title:
    "what an application sends are the frames of section 5.4, each masked with a key of its own by a client, whatever becomes of the buffers",
  requires: [
    "rfc6455/6.1/framed",
    "rfc6455/6.1/first-frame-opcode",
    "rfc6455/6.1/last-frame-fin",
    "rfc6455/5.1/client-frames-masked",
    "rfc6455/5.1/server-frames-unmasked",
    "rfc6455/5.2/frame-layout",
    "rfc6455/5.2/rsv-zero",
    "rfc6455/5.3/fresh-masking-key",
    "rfc6455/5.3/masking-transform",
    "rfc6455/5.4/one-type-per-message",
    "rfc6455/5.4/fragment-order",
    "rfc6455/10.3/frame-fixed-once-begun",
  ],
  given: [roles(), fc.array(sendings(), { maxLength: 4 })],
  runs: 300,
  holds: (role, messages) => {
    const endpoint = establishedEndpoint(role);
    for (const command of messages.flatMap((message) => [...commandsFor(message)])) {
      expect(endpoint.feed(command)).toBeUndefined();
      command.payload.fill(0x2a);
    }
    const { frames, rest } = readFrames(bytesOf(drain(endpoint)));
    expect(rest).toHaveLength(0);
    expect(frames.map(({ opcode, fin, payload }) => ({ opcode, fin, payload: hexOf(payload) }))).toEqual(messages.flatMap(framesOf));
    expect(frames.every(({ rsv }) => rsv === 0)).toBe(true);
    const keys = frames.flatMap(({ maskingKey }) => (maskingKey === undefined ? [] : [hexOf(maskingKey)]));
    expect(keys).toHaveLength(role === "client" ? frames.length : 0);
    expect(new Set(keys).size).toBe(keys.length);
  },
});

/** Text of characters of one and of two units. */
const wideTexts = fc.string({ unit: fc.constantFrom("a", "\u20ac", "\u{1f600}", "\u{10ffff}"), minLength: 1, maxLength: 12 });

property({
  title: "a text that is given in strings cut anywhere arrives as it was meant, and every fragment is whole UTF-8",
  requires: ["rfc6455/5.6/text-is-utf8"],
  given: [wideTexts, fc.array(fc.nat(24), { maxLength: 5 })],
  runs: 500,
  holds: (text, places) => {
    const server = establishedEndpoint("server");
    const cuts = [...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
    const pieces = cuts.map((end, i) => text.slice(i === 0 ? 0 : cuts[i - 1], end));
    for (const [i, payload] of [...pieces, ""].entries()) {
      const command: SendCommand =
        i === 0 ? { kind: "firstFragment", format: "text", payload } : { kind: "nextFragment", payload, last: i === pieces.length };
      expect(server.feed(command)).toBeUndefined();
    }
    const { frames } = readFrames(bytesOf(drain(server)));
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    expect(frames.map(({ payload }) => decoder.decode(payload)).join("")).toBe(text);
  },
});
