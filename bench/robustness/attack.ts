import type { ServerProcess } from "./server-process.ts";
import type { Setting } from "./setting.ts";

/** What is measured, and in which unit. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  /** A figure that is not measured any further: it stands for so much and more. */
  readonly most?: number;
}

/** One way to attack a server. */
export interface Attack {
  /** Its name on the command line. */
  readonly name: string;
  /** What the peer does, as a sentence. */
  readonly attacked: string;
  readonly measures: readonly Measure[];
  readonly setting: () => Promise<Setting> | Setting;
  /** How often it is played; the least figure counts, as other work on the machine only adds to it. */
  readonly rounds?: number;
  /** Attacks; returns a figure for each measure. */
  readonly play: (server: ServerProcess) => Promise<readonly number[]>;
}
