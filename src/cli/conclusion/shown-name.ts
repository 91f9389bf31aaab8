import { visibleText } from "../../conformance/report/words/visible-text.ts";

/** What a workflow of GitHub, or of Azure, takes for a command of its own at the start of a line. */
const commandMark = /^\s*(?:::|##\[)/;

/** A name that a peer has given itself, as it may stand at the start of a line: nothing hidden, no line of its own, no command. */
export function shownName(name: string): string {
  const visible = visibleText(name);
  return commandMark.test(visible) ? visible.replace(/[:#]/, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`) : visible;
}
