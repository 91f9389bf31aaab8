interface Round<Input, Output> {
  input: Input;
  readonly output: Promise<Output>;
}

/** Work of which one round at a time is under way. Who asks meanwhile for what covers the round that waits, shares it. */
export class OneAtATime<Input, Output> {
  readonly #work: (input: Input) => Promise<Output>;
  readonly #covers: (newer: Input, older: Input) => boolean;
  #underWay: Promise<unknown> = Promise.resolve();
  #waiting: Round<Input, Output> | undefined;

  constructor(work: (input: Input) => Promise<Output>, covers: (newer: Input, older: Input) => boolean) {
    this.#work = work;
    this.#covers = covers;
  }

  ask(input: Input): Promise<Output> {
    if (this.#waiting !== undefined && this.#covers(input, this.#waiting.input)) {
      this.#waiting.input = input;
      return this.#waiting.output;
    }
    const output = this.#underWay.then(() => {
      if (this.#waiting === round) this.#waiting = undefined;
      return this.#work(round.input);
    });
    const round: Round<Input, Output> = { input, output };
    this.#underWay = output.catch(() => undefined);
    this.#waiting = round;
    return output;
  }
}
