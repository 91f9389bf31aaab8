type Environment = Readonly<Record<string, string | undefined>>;

/** How deep the properties dig. */
export interface Depth {
  /** How often each sampled property is checked, each time with a seed of its own. */
  readonly rounds: number;
  /** How many times longer streams may be than they usually are. */
  readonly length: number;
}

/** Once and at the usual length, unless HYBI_ROUNDS and HYBI_LENGTH say otherwise. */
export const depthFrom = ({ HYBI_ROUNDS = "1", HYBI_LENGTH = "1" }: Environment): Depth => ({
  rounds: positive("HYBI_ROUNDS", HYBI_ROUNDS),
  length: positive("HYBI_LENGTH", HYBI_LENGTH),
});

function positive(name: string, text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new RangeError(`${name} is "${text}", but has to be a whole number from 1 on.`);
  return Number(text);
}

/** The depth of this run. */
export const depth: Depth = depthFrom(process.env);
