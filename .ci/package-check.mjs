// Packs the package as publishing would; then publint, attw and a real installation say whether it can be used.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { name, exports, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const allEntryPoints = Object.keys(exports)
  .filter((path) => !path.endsWith(".json"))
  .map((path) => path.replace(".", name));
// The arbitraries need fast-check, which is an optional peer: everybody else has to do without.
const arbitraries = `${name}/arbitraries`;
const entryPoints = allEntryPoints.filter((path) => path !== arbitraries);
const folder = mkdtempSync(join(tmpdir(), `${name}-package-`));

const run = (command, args, cwd) => {
  console.log(`> ${command} ${args.join(" ")}`);
  execFileSync(command, args, { stdio: "inherit", cwd });
};

const packed = () => {
  run("npm", ["pack", "--loglevel=error", "--pack-destination", folder]);
  const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`npm pack left no tarball in ${folder}`);
  return join(folder, tarball);
};

try {
  const tarball = packed();
  run("npx", ["--no-install", "publint", "run", tarball, "--strict"]);
  run("npx", ["--no-install", "attw", tarball, "--profile", "esm-only", "--no-definitely-typed"]);

  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", tarball], folder);
  // npm 11 asks for an approval of each script that could run at an installation, `prepare` of a tarball among them.
  const { scripts } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
  const atInstallation = ["preinstall", "install", "postinstall", "prepare"].filter((script) => script in scripts);
  if (atInstallation.length > 0) throw new Error(`the package has scripts for its installation: ${atInstallation.join(", ")}`);
  run(process.execPath, ["--input-type=module", "--eval", entryPoints.map((path) => `await import("${path}");`).join(" ")], folder);
  run("npx", ["--no-install", name, "--version"], folder);
  if (existsSync(join(folder, "node_modules/fast-check"))) throw new Error("fast-check came along, though it is an optional peer");
  const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  run("npm", [...install, `fast-check@${devDependencies["fast-check"]}`], folder);
  const sampling = `import fc from "fast-check"; import { brokenSession } from "${arbitraries}"; fc.sample(brokenSession("server"), 20);`;
  run(process.execPath, ["--input-type=module", "--eval", sampling], folder);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
