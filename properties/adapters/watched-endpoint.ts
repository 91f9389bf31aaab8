import { type ApplicationName, answersOf, type Happening, type RealEndpoint } from "../../models/commands/life.ts";
import { type DeflateAgreement, deflateSide } from "../../models/deflate/compressed-messages.ts";
import { WrittenFrames } from "../../models/endpoint/written-frames.ts";
import { wordsOf } from "../../models/opening/opening.ts";
import { hexOf } from "../../models/words.ts";
import type { Role } from "../../spec/role.ts";
import type { Failure } from "../../src/core/blame.ts";
import { latin1FromBytes } from "../../src/core/bytes/text.ts";
import type { Endpoint } from "../../src/core/endpoint.ts";
import { defaultLimits } from "../../src/core/limits.ts";
import type { EndpointEvent, Output } from "../../src/core/output.ts";

/** An endpoint that tells what it does in the words of the model. */
export class WatchedEndpoint implements RealEndpoint {
  readonly #endpoint: Endpoint;
  readonly #role: Role;
  readonly #application: ApplicationName;
  readonly #written: WrittenFrames;
  #isOpening = true;

  constructor(endpoint: Endpoint, role: Role, application: ApplicationName, thresholdBytes: number) {
    this.#endpoint = endpoint;
    this.#role = role;
    this.#application = application;
    this.#written = new WrittenFrames(role, thresholdBytes);
  }

  get readyState(): string {
    return this.#endpoint.readyState;
  }

  feed(happening: Happening): string[] {
    const misuse = this.#endpoint.feed(happening);
    const lines = misuse === undefined ? [] : [`${misuse.blame === "caller" ? "refused" : "too late"} ${misuse.requirement}`];
    for (let output = this.#endpoint.next(); output !== undefined; output = this.#endpoint.next()) {
      lines.push(this.#lineOf(output));
      if (output.kind !== "event" || output.event.type !== "message") continue;
      for (const asked of answersOf(this.#application, output.event)) lines.push(...this.feed(asked));
    }
    return lines;
  }

  #lineOf(output: Output): string {
    switch (output.kind) {
      case "write":
        return this.#isOpening ? `write head ${headWords(latin1FromBytes(output.bytes))}` : this.#written.read(output.bytes);
      case "startTimer":
        if (output.begins !== (output.timer === "opening" ? "at once" : "once written"))
          return `startTimer ${output.timer} ${output.begins}`;
        return `startTimer ${output.timer}${output.ms === defaultLimits[`${output.timer}TimeoutMs`] ? "" : `, which is ${output.ms} ms long`}`;
      case "stopTimer":
        return `stopTimer ${output.timer}`;
      case "event":
        return this.#told(output.event);
      default:
        return output.kind;
    }
  }

  #told(event: EndpointEvent): string {
    switch (event.type) {
      case "request":
        return `tell request ${event.request.target} of ${event.request.host}`;
      case "open":
        this.#open(event.compression);
        return `tell open ${wordsOf(event.subprotocol, event.compression)}`;
      case "refused":
        return `tell refused ${blameOf(event.failure)}`;
      case "failed":
        return `tell failed ${blameOf(event.failure)}`;
      case "message":
        return `tell message ${event.format} ${hexOf(event.payload)}`;
      case "closing":
        return `tell closing ${event.code} ${hexOf(Buffer.from(event.reason))}`;
      case "closed":
        if (event.code === 1006 && event.reason === "" && !event.wasClean) return "tell closed 1006, not cleanly";
        return `tell closed ${event.code} ${hexOf(Buffer.from(event.reason))}, ${event.wasClean ? "cleanly" : "not cleanly"}`;
      default:
        return `tell ${event.type} ${hexOf(event.payload)}`;
    }
  }

  #open(compression: DeflateAgreement | null): void {
    this.#isOpening = false;
    if (compression !== null) this.#written.compressAs(deflateSide(this.#role, compression));
  }
}

const blameOf = (failure: Failure | null): string =>
  failure === null ? "nobody" : `${failure.blame} ${failure.requirement} ${failure.closeCode}`;

const headWords = (head: string): string => /^HTTP\/1\.1 ([0-9]{3}) .*\r\n(?:.+\r\n)*\r\n/.exec(head)?.[1] ?? JSON.stringify(head);
