import { stripVTControlCharacters } from "node:util";

type Written = "out" | "err";

/** Takes what this process says away from the terminal, until it is told to give it back. */
export class CapturedOutput {
  readonly #lines: Readonly<Record<Written, string[]>> = { out: [], err: [] };
  #onLine: () => void = () => undefined;
  readonly #originals = {
    log: console.log,
    error: console.error,
    writeOut: process.stdout.write,
    writeErr: process.stderr.write,
  };

  constructor() {
    console.log = (...words: readonly unknown[]) => this.#take("out", words.join(" "));
    console.error = (...words: readonly unknown[]) => this.#take("err", words.join(" "));
    process.stdout.write = (text: string | Uint8Array) => this.#take("out", String(text));
    process.stderr.write = (text: string | Uint8Array) => this.#take("err", String(text));
  }

  /** What was said, without colours. */
  get out(): string {
    return this.#lines.out.join("\n");
  }

  /** What was complained about, without colours. */
  get err(): string {
    return this.#lines.err.join("\n");
  }

  /** The first match of a pattern in what was or will be said. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.out);
      if (match !== null) return match;
      await new Promise<void>((resolve) => {
        this.#onLine = resolve;
      });
    }
  }

  restore(): void {
    console.log = this.#originals.log;
    console.error = this.#originals.error;
    process.stdout.write = this.#originals.writeOut;
    process.stderr.write = this.#originals.writeErr;
  }

  #take(where: Written, text: string): true {
    this.#lines[where].push(stripVTControlCharacters(text));
    this.#onLine();
    return true;
  }
}
