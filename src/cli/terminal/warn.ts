import { styled } from "../colour/styled.ts";

/** Says what will not be as the user may think, beside the output. */
export function warn(text: string): void {
  console.error(styled("yellow", `Warning: ${text}.`, process.stderr));
}
