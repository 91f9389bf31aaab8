import type { FramePart } from "../frames/frame-part.ts";
import { type Conversation, type Counting, type Doing, type Noted, sameNotes } from "./conversation.ts";
import type { EchoPeer, FromPeer } from "./echo-peer.ts";
import { FuzzerWriting } from "./fuzzer-writing.ts";
import { VirtualTime } from "./virtual-time.ts";

/** What a conversation has come to, as far as a verdict rests on it. */
export interface Conclusion {
  readonly noted: readonly Noted[];
  readonly closedByMe: boolean;
  readonly droppedByMe: boolean;
  readonly wasClean: boolean;
  readonly remoteCloseCode: number | null;
  /** Frames written, by opcode. */
  readonly sent: Readonly<Record<number, number>>;
  /** Whether all echoes that are counted have come; undefined where none are. */
  readonly allCounted: boolean | undefined;
  /** The peer does without permessage-deflate, which the conversation is about. */
  readonly isUnimplemented: boolean;
}

/** Seconds: for the answer to a Close frame, and for a server to end the transport after both, and after it closed first. */
const waits = { answer: 1, serverEnds: 1, serverEndsFirst: 2, peerGivesUp: 10 } as const;

/** The model of the fuzzer: it does its steps in virtual time and reacts to its peer as the suite of old does. */
export class Fuzzer {
  readonly #conversation: Conversation;
  readonly #peer: EchoPeer;
  readonly #isServer: boolean;
  readonly #time = new VirtualTime();
  readonly #writing: FuzzerWriting;
  readonly #noted: Noted[] = [];
  #toPeer: FramePart[] = [];
  #state: "OPEN" | "CLOSING" | "CLOSED" = "OPEN";
  #stopWaiting: () => void = () => undefined;
  readonly #facts = { closedByMe: false, droppedByMe: false, wasClean: false, remoteCloseCode: null as number | null };
  #failedByMe = false;
  #isUnimplemented = false;
  #counted = 0;
  #miscounted = false;

  constructor(conversation: Conversation, peer: EchoPeer, isServer: boolean, isCompressing: boolean) {
    this.#conversation = conversation;
    this.#peer = peer;
    this.#isServer = isServer;
    this.#writing = new FuzzerWriting(isServer, isCompressing, (part) => this.#toPeer.push(part));
  }

  /** Lets the conversation take its course. */
  conclude(): Conclusion {
    this.#do(this.#conversation.play);
    this.#exchange();
    while (this.#state !== "CLOSED" && this.#time.advance()) this.#exchange();
    return {
      ...this.#facts,
      noted: this.#noted,
      sent: this.#writing.sent,
      allCounted: this.#conversation.counting === undefined ? undefined : this.#hasAll(this.#conversation.counting),
      isUnimplemented: this.#isUnimplemented,
    };
  }

  /** Everything written arrives before anything that it causes comes back. */
  #exchange(): void {
    while (this.#toPeer.length > 0 && this.#state !== "CLOSED") {
      const arriving = this.#toPeer;
      this.#toPeer = [];
      const wasWaiting = this.#peer.isWaiting;
      const answers = arriving.flatMap((part) => this.#peer.hear(part));
      if (this.#peer.isWaiting && !wasWaiting) this.#time.after(waits.peerGivesUp, () => this.#react(this.#peer.giveUp()));
      this.#react(answers);
    }
  }

  #react(answers: readonly FromPeer[]): void {
    for (const answer of answers) {
      if (this.#state === "CLOSED") return;
      if (answer.says === "message") this.#count(answer.payload, answer.binary);
      else if (answer.says === "pong") this.#note({ event: "pong", payload: answer.payload });
      else if (answer.says === "close") this.#hearClose(answer.code);
      else this.#end();
    }
  }

  #do(steps: readonly Doing[]): void {
    for (const step of steps) if (!this.#isUnimplemented) this.#doOne(step);
  }

  #doOne(step: Doing): void {
    const isOpen = this.#state === "OPEN";
    switch (step.step) {
      case "send":
        return this.#writing.frame(step.frame);
      case "sendMessage":
        return isOpen ? this.#writing.message(step.binary, step.payload, step.fragmentSize) : undefined;
      case "endMessage":
        return isOpen ? this.#writing.frame({ opcode: 0, fin: true, rsv: 0, payload: new Uint8Array(0) }) : undefined;
      case "beginFrame":
        return isOpen ? this.#writing.begin(step) : undefined;
      case "frameBytes":
        return isOpen ? this.#writing.goOn(step.bytes) : undefined;
      case "autoFragment":
        this.#writing.fragmentSize = step.size;
        return;
      case "startRoundTrips":
        return this.#sendNext();
      case "close":
        return this.#close(step.payload);
      case "recordTimeout":
        this.#noted.push({ event: "timeout", tag: step.tag });
        return;
      case "requireCompression":
        return this.#writing.isCompressing ? undefined : this.#doWithout();
      case "wireLog":
        return undefined;
      default:
        return this.#doLater(step);
    }
  }

  #doLater(step: Extract<Doing, { seconds: number }>): void {
    this.#time.after(step.seconds, () => {
      if ("steps" in step && (!step.onlyIfOpen || this.#state === "OPEN")) this.#do(step.steps);
      if (step.step === "closeAfter") this.#close(new Uint8Array(0));
      if (step.step === "killAfter") this.#kill();
    });
  }

  /** The peer's time is up: a Close frame, or, where one was sent, the end of the transport. */
  #kill(): void {
    this.#failedByMe = true;
    if (this.#state === "OPEN") this.#close(Uint8Array.of(0x03, 0xe9));
    else this.#drop();
  }

  #doWithout(): void {
    this.#isUnimplemented = true;
    this.#close(normal);
  }

  #close(payload: Uint8Array): void {
    if (this.#state !== "OPEN") return;
    this.#facts.closedByMe = true;
    this.#sendClose(payload);
    this.#wait(waits.answer);
  }

  #sendClose(payload: Uint8Array): void {
    this.#state = "CLOSING";
    this.#writing.frame({ opcode: 8, fin: true, rsv: 0, payload });
  }

  #hearClose(code: number | null): void {
    this.#facts.remoteCloseCode = code;
    this.#facts.wasClean = true;
    const isAnswer = this.#state === "CLOSING";
    if (!isAnswer) this.#sendClose(normal);
    // The server ends the transport: the fuzzer at once, its peer in time.
    if (this.#isServer) this.#drop();
    else this.#wait(isAnswer ? waits.serverEnds : waits.serverEndsFirst);
  }

  #wait(seconds: number): void {
    this.#stopWaiting();
    this.#stopWaiting = this.#time.after(seconds, () => {
      this.#facts.wasClean = false;
      this.#drop();
    });
  }

  #drop(): void {
    this.#facts.droppedByMe = true;
    this.#end();
  }

  #end(): void {
    this.#state = "CLOSED";
  }

  #note(noted: Noted): void {
    this.#noted.push(noted);
    const { expected, expectedClose, suppressAutoClose } = this.#conversation;
    if (!expectedClose.closedByMe || suppressAutoClose) return;
    const isComplete = Object.values(expected).every((notes: readonly Noted[]) => sameNotes(notes, this.#noted));
    const [code = 1000] = expectedClose.closeCode;
    if (isComplete) this.#close(Uint8Array.of(code >> 8, code % 256));
  }

  #count(payload: Uint8Array, binary: boolean): void {
    if (this.#failedByMe) return;
    const { counting } = this.#conversation;
    if (counting === undefined) return this.#note({ event: "message", payload, binary });
    const length = counting.counts === "one" ? counting.length : counting.messages[this.#counted]?.length;
    this.#miscounted ||= binary !== counting.binary || payload.length !== length;
    this.#counted++;
    if (this.#miscounted || this.#hasAll(counting)) this.#close(normal);
    else this.#sendNext();
  }

  #hasAll(counting: Counting): boolean {
    return !this.#miscounted && this.#counted === (counting.counts === "one" ? 1 : counting.messages.length);
  }

  #sendNext(): void {
    const { counting } = this.#conversation;
    if (counting?.counts !== "each") return;
    const payload = counting.messages[this.#counted] as Uint8Array;
    if (counting.asMessages) this.#writing.message(counting.binary, payload);
    else this.#writing.frame({ opcode: counting.binary ? 2 : 1, fin: true, rsv: 0, payload });
  }
}

const normal = Uint8Array.of(0x03, 0xe8);
