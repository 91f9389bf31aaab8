import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { asked } from "./command-line/tool-command-line.ts";
import { traceabilityFiles } from "./evidence/traceability-files.ts";
import { generatedFiles } from "./generated-files.ts";
import { generatedPictures } from "./generated-pictures.ts";

const { flags } = asked({
  script: "npm run generate",
  does: "Writes every generated file that is not fresh.",
  flags: { check: { does: "writes nothing, and fails when a file is not fresh" } },
});
const check = flags.has("check");
const stale: string[] = [];

for (const [path, text] of [...generatedFiles(), ...(await generatedPictures()), ...(await traceabilityFiles())]) {
  const current = await readFile(path, "utf8").catch(() => undefined);
  if (current === text) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

if (check && stale.length > 0) {
  console.error(`Stale generated files, run "npm run generate" and commit the result:\n${stale.map((path) => `  ${path}`).join("\n")}`);
  process.exitCode = 1;
} else {
  console.log(stale.length === 0 ? "All generated files are fresh." : `Wrote ${stale.join(", ")}.`);
}
