import { styleText } from "node:util";

/** How a word is set off from others. */
export type Style = "bold" | "dim" | "red" | "yellow";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether what is written to a stream may have colours: on a terminal, unless `NO_COLOR` forbids it or `FORCE_COLOR` says otherwise. */
export function isColoured({ isTTY = false }: { readonly isTTY?: boolean }, environment: Environment = process.env): boolean {
  const { NO_COLOR = "", FORCE_COLOR = "", TERM } = environment;
  if (NO_COLOR !== "") return false;
  if (FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY && TERM !== "dumb";
}

/** A text for a stream, styled where that stream takes it. */
export function styled(style: Style | Style[], text: string, stream: { readonly isTTY?: boolean } = process.stdout): string {
  // Node's own decision differs between its releases, and prefers FORCE_COLOR to NO_COLOR.
  return isColoured(stream) ? styleText(style, text, { validateStream: false }) : text;
}
