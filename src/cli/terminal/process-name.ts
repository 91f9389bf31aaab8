import { writeFileSync } from "node:fs";

/** Makes this process show itself as what was typed, and not as Node: to `killall`, `pgrep` and `ps`. */
export function nameProcess(name: string, words: readonly string[]): void {
  process.title = [name, ...words].join(" ");
  // On Linux `killall` goes by a second name of at most 15 bytes, for which Node has taken the beginning of the title.
  if (process.platform !== "linux") return;
  try {
    writeFileSync("/proc/self/comm", name);
  } catch {
    // A sandbox may forbid it; nothing but the name is lost.
  }
}
