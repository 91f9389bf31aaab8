// Takes the steps of the Dockerfile without Docker, in a folder that stands for the root of the image; then its default command
// has to serve, and to end, as scripts expect it of Autobahn's image.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const image = mkdtempSync(join(tmpdir(), "hybi-image-"));
const inImage = (text) => text.replaceAll(/(?<=^|[\s"'])\/(?=(?:package|opt|config|reports|usr)\b)/g, `${image}/`);
const lines = readFileSync("Dockerfile", "utf8").split("\n");
const build = lines.findLastIndex((line) => line.startsWith("FROM "));
const after = (word, from, to) =>
  lines.slice(from, to).flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));

const shell = (step, cwd) => {
  console.log(`> ${step}`);
  execFileSync("sh", ["-euc", inImage(step)], {
    cwd,
    stdio: "inherit",
    env: { ...process.env, npm_config_prefix: join(image, "usr/local") },
  });
};

/** The packages are here already; everything else of the first stage is done as it stands. */
const isInstallation = (step) => step.startsWith("npm ci ");

let served;
try {
  mkdirSync(join(image, "usr/local"), { recursive: true });
  for (const step of after("RUN", 0, build).filter((each) => !isInstallation(each))) shell(step, process.cwd());
  for (const step of after("RUN", build)) shell(step, image);
  for (const volume of after("VOLUME", build))
    if (!existsSync(inImage(volume))) throw new Error(`there is no folder for the volume ${volume}`);

  const [command, ...words] = JSON.parse(after("CMD", build)[0]).map((word) => inImage(word));
  // A port that is free here: the image has 9001 for itself.
  writeFileSync(join(image, "config/fuzzingserver.json"), JSON.stringify({ url: "ws://127.0.0.1:0", cases: ["1.1.1"], webport: 0 }));
  // FORCE_COLOR of whoever runs this would make colours of what is read here.
  const env = { ...process.env, NO_COLOR: "1" };
  served = spawn(command, words, { cwd: image, env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(served, "exit");
  let url;
  for await (const line of createInterface({ input: served.stdout })) {
    console.log(line);
    url ??= /^Fuzzing server with .* at (ws:\S+);/.exec(line)?.[1];
    if (/^Every machine/.test(line)) break;
  }
  if (process.platform === "linux") {
    const name = readFileSync(`/proc/${served.pid}/comm`, "utf8").trim();
    if (name !== "wstest") throw new Error(`killall wstest would not find the process: it is called ${name}`);
  }
  execFileSync(command, ["-m", "testeeclient", "-w", url, "-i", "image"], { stdio: "inherit" });
  served.kill("SIGTERM");
  const [code] = await ended;
  if (code !== 0) throw new Error(`the default command ended with ${code} after SIGTERM`);
  const reports = readdirSync(join(image, "reports/clients"));
  if (!reports.includes("index.json")) throw new Error("there are no reports in the volume");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  // Nothing that was started here may outlive a failure.
  served?.kill("SIGKILL");
  rmSync(image, { recursive: true, force: true });
}
