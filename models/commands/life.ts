import type fc from "fast-check";
import type { DeflateSide } from "../deflate/compressed-messages.ts";
import { type Asked, ask } from "../endpoint/asking.ts";
import { type EndpointModel, readyStateOf } from "../endpoint/endpoint.ts";
import type { Answer } from "../endpoint/hearing.ts";
import { closeThatSaysWhy } from "../endpoint/written-frames.ts";
import type { Answering, OpeningModel } from "../opening/opening.ts";

/** What an application does about every message. */
export type ApplicationName = "silent" | "echoes" | "closes";

/** The model of a life: the endpoint, and what its peer has under way. */
export interface Life {
  readonly endpoint: EndpointModel;
  readonly opening: OpeningModel;
  readonly application: ApplicationName;
  /** Bytes that the peer has sent and the transport still holds. */
  held: Uint8Array;
  /** The peer is inside a message of its own. */
  peerMessage: "text" | "binary" | undefined;
  /** What the peer's compressed messages may refer to, as the peer knows it; undefined until compression is in use. */
  peerContext: DeflateSide | undefined;
  /** Commands since the closing handshake began. */
  commandsAtEnd: number;
}

/** Whatever can happen to an endpoint. */
export type Happening =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "start" }
  | { readonly kind: "transportEnd" }
  | { readonly kind: "timer"; readonly timer: "opening" | "closing" }
  | Answering
  | Asked;

/** The endpoint that is held against the model. */
export interface RealEndpoint {
  /** Makes something happen; returns all that comes of it, in the words of the model. */
  readonly feed: (happening: Happening) => string[];
  readonly readyState: string;
}

/** A step of a life, as fast-check runs it. */
export type LifeCommand = fc.Command<Life, RealEndpoint>;

/** A connection that is closing, or closed, shows all it can in a few commands. */
export const isWorthwhile = ({ commandsAtEnd }: Readonly<Life>): boolean => commandsAtEnd < 10;

/** Throws unless an endpoint did what it owes, and nothing more. */
export function compare(life: Life, real: RealEndpoint, owed: readonly string[], done: readonly string[]): void {
  const told = done.map((line, i) => (owed[i]?.endsWith("and why") === true ? closeThatSaysWhy(line) : line));
  const states = [readyStateOf(life.endpoint), real.readyState] as const;
  if (states[0] === "CLOSING" || states[0] === "CLOSED") life.commandsAtEnd++;
  if (told.join("\n") !== owed.join("\n")) throw new Error(`The model says\n${listed(owed)}\nand the endpoint does\n${listed(told)}`);
  if (states[0] !== states[1]) throw new Error(`The model is ${states[0]}, the endpoint ${states[1]}.`);
}

const listed = (lines: readonly string[]): string => (lines.length === 0 ? "  (nothing)" : lines.map((line) => `  ${line}`).join("\n"));

/** What the application of a life asks for when it gets a message. */
export function answersOf(
  application: ApplicationName,
  message: { readonly format: "text" | "binary"; readonly payload: Uint8Array },
): Asked[] {
  if (application === "echoes") return [{ kind: "message", ...message }];
  return application === "closes" ? [{ kind: "close", code: 1000, reason: "enough" }] : [];
}

/** The same, as what the model does about a message. */
export const answerIn =
  ({ application, endpoint }: Life): Answer =>
  (message) =>
    answersOf(application, message).flatMap((asked) => ask(endpoint, asked));
