import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

it.runIf(process.platform === "linux")(
  "a process goes by the name of its command, alone for killall and with its words for pgrep -f",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hybi-name-"));
    try {
      // A thread of a test cannot have another title, so this is a process of its own.
      const source = readFileSync(new URL("process-name.ts", import.meta.url), "utf8");
      const { outputText } = ts.transpileModule(source, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      const script = `${outputText}
      import { readFileSync } from "node:fs";
      nameProcess("wstest", process.argv.slice(2));
      const read = (name) => readFileSync("/proc/self/" + name, "utf8").replace(/[\\0\\n]+$/, "");
      console.log(JSON.stringify([process.title, read("comm"), read("cmdline")]));`;
      writeFileSync(join(folder, "named.mjs"), script);
      const told = execFileSync(process.execPath, [join(folder, "named.mjs"), "-m", "fuzzingserver"], { encoding: "utf8" });
      const words = "wstest -m fuzzingserver";
      expect(JSON.parse(told)).toEqual([words, "wstest", words]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
