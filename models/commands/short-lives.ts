import { opcodes } from "../../spec/registries/opcodes.ts";
import type { Role } from "../../spec/role.ts";
import { type GrammarFrame, writeFrame } from "../frames/frame-grammar.ts";
import { wrongChanges } from "./heads.ts";
import type { LifeCommand } from "./life.ts";
import { plainOpening } from "./lives.ts";
import { AnswerRequest, HearHead } from "./opening.ts";
import { Receive } from "./receiving.ts";
import { Ask } from "./sending.ts";
import { Expire, LoseTransport, StartAgain } from "./surroundings.ts";
import { toward } from "./toward.ts";

/** Something that happens, by its name. */
export interface NamedCommand {
  readonly name: string;
  readonly command: LifeCommand;
}

/** A place in the life of an endpoint, and what leads there. */
export interface Place {
  readonly name: string;
  readonly path: readonly LifeCommand[];
}

/** A payload of more bytes than the limit of a short life. */
const payloadBytesMax = 20;
const letterA = 0x61;
const payload = Uint8Array.of(letterA);
const tooMuch = new Uint8Array(payloadBytesMax + 1).fill(letterA);

/** The limits of short lives: one frame can exceed them. */
export const shortLimits = { frameBytesMax: payloadBytesMax, messageBytesMax: 0x1000, fragmentsMax: 100 } as const;

const frame = (name: string, opcode: number, fields: Partial<GrammarFrame> = {}): NamedCommand => {
  const bytes = { fin: true, rsv: 0, opcode, payload, ...fields };
  const slip = {
    name,
    bytes: ({ endpoint }: { readonly endpoint: { readonly role: Role } }) => writeFrame(toward(endpoint.role, bytes)),
  };
  return { name, command: new Receive([{ sends: "slip", slip }], { cuts: [], heldBack: 0 }) };
};

const ask = (name: string, asked: ConstructorParameters<typeof Ask>[0]): NamedCommand => ({ name, command: new Ask(asked) });

const heard = (changes: ConstructorParameters<typeof HearHead>[0]["changes"]): LifeCommand =>
  new HearHead({ changes, pings: false, cutAt: 0, heldBack: 0 });

const wrongHead = heard({ client: wrongChanges.client.slice(0, 1), server: wrongChanges.server.slice(0, 1) });
const textFirst = frame("a text begins", opcodes.text, { fin: false });
const violation = frame("RSV3", opcodes.text, { rsv: 1 });
const closeFrame = frame("Close", opcodes.close, { payload: Uint8Array.of(0x03, 0xe8) });
const sendsFirst = ask("sends the first fragment of a text", { kind: "firstFragment", format: "text", payload: "a" });
const closes = ask("closes", { kind: "close", code: 1001 });
const continuation = frame("the last continuation", opcodes.continuation);
const sendsLast = ask("sends the last fragment", { kind: "nextFragment", payload: "a", last: true });
const expiry: NamedCommand = { name: "the closing timer expires", command: new Expire("closing") };
const loss: NamedCommand = { name: "the transport ends", command: new LoseTransport() };

/** All that can happen to an endpoint: each frame, request and report once. */
export const happenings: readonly NamedCommand[] = [
  { name: "a head", command: heard({ client: [], server: [] }) },
  { name: "a wrong head", command: wrongHead },
  { name: "accepts", command: new AnswerRequest({ kind: "accept" }) },
  { name: "refuses", command: new AnswerRequest({ kind: "refuse", status: 403 }) },
  frame("a text", opcodes.text),
  textFirst,
  frame("a binary message", opcodes.binary),
  frame("a binary message begins", opcodes.binary, { fin: false }),
  frame("a continuation", opcodes.continuation, { fin: false }),
  continuation,
  frame("Ping", opcodes.ping),
  frame("Pong", opcodes.pong),
  closeFrame,
  violation,
  frame("too long a text", opcodes.text, { payload: tooMuch }),
  // The first byte of a header has moved the endpoint on before its length is seen.
  frame("too long a text that begins", opcodes.text, { payload: tooMuch, fin: false }),
  frame("too long a continuation", opcodes.continuation, { payload: tooMuch, fin: false }),
  frame("too long a last continuation", opcodes.continuation, { payload: tooMuch }),
  ask("sends a text", { kind: "message", format: "text", payload: "a" }),
  ask("sends a binary message", { kind: "message", format: "binary", payload }),
  sendsFirst,
  ask("sends the first fragment of a binary message", { kind: "firstFragment", format: "binary", payload }),
  ask("sends the next fragment", { kind: "nextFragment", payload: "a", last: false }),
  sendsLast,
  ask("sends a Ping", { kind: "ping", payload }),
  ask("sends a Pong", { kind: "pong", payload }),
  closes,
  loss,
  { name: "starts again", command: new StartAgain() },
  { name: "the opening timer expires", command: new Expire("opening") },
  expiry,
];

const opened = plainOpening({ client: null, server: null });
const after = (name: string, ...then: readonly NamedCommand[]): Place => ({
  name,
  path: [...opened, ...then.map(({ command }) => command)],
});

/** Every place there is, by what has happened. */
export const places: readonly Place[] = [
  { name: "at the beginning", path: [] },
  { name: "when the peer's head has come", path: opened.slice(0, 1) },
  { name: "when a wrong head has come", path: [wrongHead] },
  after("once open"),
  after("inside a message of the peer", textFirst),
  after("inside a message of its own", sendsFirst),
  after("inside two messages", textFirst, sendsFirst),
  after("when it has sent Close", closes),
  after("when it has sent Close inside a message of the peer", textFirst, closes),
  after("when a Close has come", closeFrame),
  after("when the connection has failed", violation),
  after("when the transport has ended", loss),
  after("when it has closed cleanly", closeFrame, loss),
  { name: "when the peer has left without an answer", path: [...opened.slice(0, 1), loss.command] },
];

/** Two ways in which a life may go on to its end; each tells by what it does where the endpoint has come to. */
export const endings: readonly (readonly LifeCommand[])[] = [
  [sendsLast, continuation, closes, expiry, loss, sendsFirst],
  [closeFrame, sendsLast, loss, expiry, continuation],
].map((ending) => ending.map(({ command }) => command));
