import fc from "fast-check";
import type { Role } from "../../spec/role.ts";
import { hear } from "../endpoint/hearing.ts";
import { type Answering, answerRequest, hearHead } from "../opening/opening.ts";
import { joined } from "../words.ts";
import { type HeadChange, headChanges, headText } from "./heads.ts";
import { answerIn, compare, isWorthwhile, type Life, type LifeCommand, type RealEndpoint } from "./life.ts";
import { bytesOfSending } from "./peer-frames.ts";

const octets = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const characters = (bytes: Uint8Array): string => Array.from(bytes, (octet) => String.fromCharCode(octet)).join("");

/** Bytes arrive that are a part of a head, or what is behind one. */
function bring(life: Life, real: RealEndpoint, bytes: Uint8Array): void {
  const { endpoint, opening } = life;
  const isHead = endpoint.opening === "under way" && !endpoint.isOver;
  const { lines, rest } = isHead ? hearHead(endpoint, opening, characters(bytes)) : { lines: [], rest: characters(bytes) };
  const owed = [...lines, ...hear(endpoint, octets(rest), answerIn(life))];
  compare(life, real, owed, real.feed({ kind: "bytes", bytes }));
  life.peerContext ??= endpoint.inflating;
}

/** What the peer opens with, and how it arrives. */
interface HeardHead {
  readonly changes: Readonly<Record<Role, readonly HeadChange[]>>;
  /** A Ping follows at once. */
  readonly pings: boolean;
  readonly cutAt: number;
  readonly heldBack: number;
}

/** The peer's head arrives, whole or in parts; the last one may have to wait. */
export class HearHead implements LifeCommand {
  readonly #heard: HeardHead;

  constructor(heard: HeardHead) {
    this.#heard = heard;
  }

  check({ endpoint, opening, held }: Readonly<Life>): boolean {
    return endpoint.opening === "under way" && opening.received === "" && held.length === 0;
  }

  run(life: Life, real: RealEndpoint): void {
    const { changes, pings, cutAt, heldBack } = this.#heard;
    const { role } = life.endpoint;
    const head = octets(headText(role, life.opening.sent?.accept ?? "", changes[role]));
    const sent = pings ? joined(head, bytesOfSending({ sends: "control", opcode: 9, payload: octets("early") }, life)) : head;
    const end = Math.max(0, sent.length - heldBack);
    bring(life, real, sent.slice(0, Math.min(cutAt, end)));
    bring(life, real, sent.slice(Math.min(cutAt, end), end));
    life.held = sent.slice(end);
  }

  toString(): string {
    const { changes, pings, cutAt, heldBack } = this.#heard;
    const names = (["server", "client"] as const).map(
      (role) => `to a ${role} ${changes[role].map(({ name }) => name).join(" ") || "as usual"}`,
    );
    return `hearHead(${names.join("; ")}${pings ? ", then a Ping" : ""}; cut at ${cutAt}, ${heldBack} held back)`;
  }
}

/** The transport brings what it held back. */
class BringRest implements LifeCommand {
  check({ held }: Readonly<Life>): boolean {
    return held.length > 0;
  }

  run(life: Life, real: RealEndpoint): void {
    const { held } = life;
    life.held = new Uint8Array(0);
    bring(life, real, held);
  }

  toString(): string {
    return "bringRest";
  }
}

/** A server's application answers the request, or answers where there is none to be answered. */
export class AnswerRequest implements LifeCommand {
  readonly #answering: Answering;

  constructor(answering: Answering) {
    this.#answering = answering;
  }

  check(life: Readonly<Life>): boolean {
    return isWorthwhile(life);
  }

  run(life: Life, real: RealEndpoint): void {
    const { endpoint, opening } = life;
    const owed = answerRequest(endpoint, opening, this.#answering);
    life.peerContext ??= endpoint.inflating;
    // What came right behind the request is read now.
    const heard = owed[0] === "write head 101" ? hear(endpoint, new Uint8Array(0), answerIn(life)) : [];
    compare(life, real, [...owed, ...heard], real.feed(this.#answering));
  }

  toString(): string {
    return `answer(${JSON.stringify(this.#answering)})`;
  }
}

/** Heads of all kinds. */
export const heads = (): fc.Arbitrary<LifeCommand> =>
  fc
    .record({
      changes: fc.record({ server: headChanges("server"), client: headChanges("client") }),
      pings: fc.boolean(),
      cutAt: fc.nat(300),
      heldBack: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }) }),
    })
    .map((heard) => new HearHead(heard));

/** What was held back. */
export const rests = (): fc.Arbitrary<LifeCommand> => fc.constant(new BringRest());

const fields = fc.constantFrom<Answering["fields"]>(
  undefined,
  [["X-One", "1"]],
  [["X One", "1"]],
  [["X-One", "a\r\nb: c"]],
  [["www-authenticate", "Basic"]],
  [["sec-websocket-protocol", "chat"]],
  [["Content-Length", "0"]],
  [
    ["Server", "a"],
    ["server", "a"],
  ],
);

/** Answers of a server's application, some of which it may not give. */
export const answers = (): fc.Arbitrary<LifeCommand> =>
  fc
    .oneof(
      { weight: 3, arbitrary: fc.constant({ kind: "accept" } as const) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant("accept" as const), subprotocol: fc.constantFrom("chat", "superchat", "other"), fields }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant("refuse" as const),
          status: fc.constantFrom(403, 404, 302, 401, 405, 407, 426, 599, 101, 200, 299, 600, 403.5),
          reason: fc.constantFrom("Forbidden", "a\nb"),
          fields,
        }),
      },
    )
    .map((answering) => new AnswerRequest(withoutUndefined(answering)));

/** A field that is not given is not there. */
const withoutUndefined = (answering: object): Answering =>
  Object.fromEntries(Object.entries(answering).filter(([, value]) => value !== undefined)) as unknown as Answering;
