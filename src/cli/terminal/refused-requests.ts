import { visibleText } from "../../conformance/report/words/visible-text.ts";
import { styled } from "../colour/styled.ts";

/** Beyond these, refusals are only counted: a client that asks again and again says nothing new. */
const shownMax = 20;

const say = (text: string): void => console.error(styled("yellow", text, process.stderr));

/** Tells people which requests a fuzzing server has refused, and why: a client whose handshake fails has no case to show it. */
export class RefusedRequests {
  #count = 0;

  readonly tell = (why: string): void => {
    this.#count++;
    if (this.#count <= shownMax) say(`Refused a request: ${visibleText(why)}`);
    if (this.#count === shownMax + 1) say("More requests are refused; they are not shown.");
  };

  /** How many there were, as the end of a sentence; nothing where there was none. */
  get words(): string {
    if (this.#count === 0) return "";
    return this.#count === 1
      ? " One request was refused, for the reason above."
      : ` ${this.#count} requests were refused, for the reasons above.`;
  }
}
