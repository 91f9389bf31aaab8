import pc from "picocolors";

/** Says what will not be as the user may think, beside the output. */
export function warn(text: string): void {
  console.error(pc.yellow(`Warning: ${text}.`));
}
